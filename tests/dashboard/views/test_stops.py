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


def test_filters_that_leave_nothing_say_so(workspace: Path) -> None:
    test = opened("stops", unit="Packer", kind="Changeover")
    assert test.title[0].value == "No stop matches these filters"
    assert not test.exception
