from pathlib import Path

import duckdb
from opening import opened


def test_the_losses_page_goes_down_the_tree_of_reasons(workspace: Path) -> None:
    test = opened("losses")
    messages = [element.value for element in test.header]
    assert test.title[0].value.startswith("Speed loss took most")
    assert messages[0] == "24.4\xa0h of 45.0\xa0h planned busy time were good time: 54.2\xa0%"
    assert messages[-1] == "Technical cost most: 700 EUR, 45.0\xa0% of all"
    down = opened("losses", branch="technical")
    assert [element.value for element in down.header][
        -1
    ] == "Technical: Hydraulic leak cost most: 700 EUR, 100.0\xa0% of all"


def test_days_on_which_nothing_was_planned_say_so_and_show_where_the_time_was(workspace: Path) -> None:
    with duckdb.connect(str(workspace / "published" / "millrace.duckdb"), read_only=True) as reader:
        found = reader.execute(
            "select max(production_date)::varchar from oee_by_day where object = 'north' and pbt_s = 0"
        ).fetchone()
    assert found is not None
    test = opened("losses", period="Custom", first=found[0], last=found[0])
    assert test.title[0].value == "North plant was not planned to run"
    assert [element.value for element in test.header] == ["None of 48.0\xa0h was planned busy time"]
    assert [element.proto.title for element in test.info] == ["Nothing was planned to run"]
