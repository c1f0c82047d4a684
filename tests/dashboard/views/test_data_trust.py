from pathlib import Path

from opening import opened, words


def test_data_trust_shows_quarantined_files_and_rejected_text(workspace: Path) -> None:
    test = opened("data_trust")
    said = words(test)
    assert "1 file in quarantine" in said
    assert test.title[0].value.endswith("; 1 file in quarantine")
    assert "The file is not text in UTF-8" in said
    assert "4 rows rejected, each with its text" in said
    assert "1 tag in the data not mapped" in said
    assert "41 checks passed before publication, 1 with a warning" in said


def test_data_trust_tells_what_was_restated_and_why(workspace: Path) -> None:
    test = opened("data_trust")
    assert not test.exception
    messages = [element.value for element in test.header]
    assert "Why this version was published: the configuration changed; 2 new file(s); 1 file(s) retracted" in messages
    assert any(text.startswith("Restated: OEE of NORTH on") and text.endswith("+5.0 points") for text in messages)
    assert "3 adjustments of closed periods" in messages
    quiet = opened("data_trust", site="South plant")
    messages = [element.value for element in quiet.header]
    assert "No day's figures were restated since they were first published" in messages
    assert "No period of the books is closed" in messages


def test_adjustments_lead_to_the_files_and_settings_that_made_them(workspace: Path) -> None:
    test = opened("data_trust")
    said = words(test)
    assert "Restated by the publication of" in said
    assert "`prices.csv`, housing/2026-01-01 price: 12.5 → 13.0" in said
    # Below the restated days, below the adjustments, and below the rejected rows.
    labels = [link.proto.label for link in test.get("page_link")]
    assert labels.count("export_20261119.csv") == 2
    assert labels.count("export_20261119.csv (north_historian)") == 1


def test_a_file_leads_to_its_rejected_rows(workspace: Path) -> None:
    test = opened("data_trust", file="abc123")
    assert not test.exception
    assert test.header[0].value == "export_20261119.csv"
    assert "from source north_historian" in words(test)
    assert test.dataframe[0].value["row_no"].tolist() == [4711, 4712, 4713]
    gone = opened("data_trust", file="lost")
    assert "There is no file `lost`" in words(gone)


def test_links_name_the_source_of_files_that_share_a_name(workspace: Path) -> None:
    links = [link.proto.label for link in opened("data_trust").get("page_link")]
    assert "export_20261119.csv (north_historian)" in links
    assert "export_20261119.csv (north_erp)" in links
