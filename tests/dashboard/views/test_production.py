from pathlib import Path

import duckdb
import pytest
from opening import opened, words

from dashboard.views.parts import production_by_hour


def test_the_production_page_answers_whether_the_plan_was_made(workspace: Path) -> None:
    test = opened("production")
    assert test.title[0].value == "2 of 2 lines are short of their target, Line 2 most: 581 units"
    messages = [element.value for element in test.header]
    assert messages[1] == "0 of 1 orders that were due came on time in full"
    assert messages[2].startswith("Packer scrapped most")
    assert messages[3] == "Machine, MES and ERP differ most at Packer: 15 good units"
    values = {element.label: element.value for element in test.metric}
    assert (values["On time in full"], values["First pass yield"]) == ("0.0\xa0%", "not measured")
    assert "First pass yield: inspections" in words(test)


def test_the_production_page_shows_a_chosen_day_of_a_period(workspace: Path) -> None:
    test = opened("production", line="Line 1", period="7 days")
    assert test.title[0].value == "Line 1 made 6,450 of 6,750 targeted units: 300 short"
    assert len(test.selectbox(key="day").options) == 5


def test_production_without_a_target_says_so_in_german(workspace: Path) -> None:
    test = opened("production", lang="Deutsch", site="South plant")
    assert test.title[0].value == "Keine von 2 Linien hat ein Ziel"
    assert "Kein Auftrag war fällig" in [element.value for element in test.header]


def test_production_without_anything_made_says_once_what_to_do(workspace: Path) -> None:
    with duckdb.connect(str(workspace / "published" / "millrace.duckdb"), read_only=True) as reader:
        found = reader.execute(
            "select max(production_date)::varchar from oee_by_day where object = 'north' and pbt_s = 0"
        ).fetchone()
    assert found is not None
    test = opened("production", period="Custom", first=found[0], last=found[0])
    assert [element.value for element in test.info] == [
        "No time is accounted for in this period. Choose another period at the side."
    ]
    assert "No order ran or was due under these filters." in words(test)


def test_production_says_which_filters_a_part_follows(workspace: Path) -> None:
    said = words(opened("production", shift="early", product="Housing 12"))
    assert "all shifts · all products · times in" in said
    assert "8 hours on" in said
    assert (
        "times in Europe/Berlin · shift early · product Housing 12 · an hour shared with others has no target" in said
    )
    assert "over the days that have them · all shifts · all products" in said
    assert "as OEE counts them · shift early · product Housing 12" in said
    assert "that both told · shift early" in said


def test_of_many_lines_those_furthest_behind_are_drawn_hour_by_hour(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = words(opened("production"))
    assert ("**Line 1**" in both, "**Line 2**" in both, "lines that are" in both) == (True, True, False)
    monkeypatch.setattr(production_by_hour, "PANELS", 1)
    few = words(opened("production"))
    assert ("**Line 1**" in few, "**Line 2**" in few) == (False, True)
    assert "the 1 of 2 lines that are furthest behind; the table has all" in few
