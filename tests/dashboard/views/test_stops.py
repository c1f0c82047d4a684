from pathlib import Path

import duckdb
from opening import opened, words


def test_one_stop_leads_to_the_rows_of_its_file(workspace: Path) -> None:
    with duckdb.connect(str(workspace / "published" / "millrace.duckdb"), read_only=True) as reader:
        found = reader.execute("select max(stop_id) from fct_stops where reason = 'hydraulics'").fetchone()
    assert found is not None
    test = opened("stops", stop=found[0])
    assert not test.exception
    assert "**1 sample** behind it, with the file and the row each was read from" in words(test)
    evidence = test.dataframe[1].value
    assert evidence["row_no"].tolist() == [8]


def test_a_stop_that_was_restated_away_is_told(workspace: Path) -> None:
    test = opened("stops", stop="gone")
    assert "There is no stop `gone` in this publication" in words(test)


def test_a_filter_of_the_page_stands_in_the_url_in_the_language_that_is_spoken(workspace: Path) -> None:
    test = opened("stops")
    test.selectbox(key="kind").set_value("breakdown").run()
    assert test.query_params["kind"] == "Breakdown"
    test.selectbox(key="lang").set_value("de").run()
    assert test.selectbox(key="kind").value == "breakdown"
    assert test.query_params["kind"] == "Störung"
    test.selectbox(key="kind").set_value("").run()
    assert "kind" not in test.query_params


def test_one_stop_is_told_in_the_singular(workspace: Path) -> None:
    test = opened("stops", reason="Hydraulic leak", lang="Deutsch")
    assert test.title[0].value == "1 Stillstand dauerte 1,0\xa0h und kostete 700 EUR"


def test_filters_that_leave_nothing_say_so(workspace: Path) -> None:
    test = opened("stops", unit="Packer", kind="Changeover")
    assert test.title[0].value == "No stop matches these filters"
    assert not test.exception
