from pathlib import Path

from opening import opened, words


def test_the_oee_page_says_what_moved_it(workspace: Path) -> None:
    test = opened("oee", line="Line 1")
    assert not test.exception
    messages = [element.value for element in test.header]
    # A leak of 60 minutes instead of 90: 30 of the line's 1320 known minutes.
    assert messages[0] == "OEE changed by +1.9 points; Breakdowns moved it most: +2.3 points"
    assert "Press has the lowest OEE: 76.7\xa0%" in messages


def test_the_oee_page_compares_shifts(workspace: Path) -> None:
    test = opened("oee", line="Line 1", by="Shift")
    assert "early has the lowest OEE: 65.4\xa0%" in [element.value for element in test.header]
    assert test.dataframe[0].value["object_name"].tolist() == ["early", "late", "night"]


def test_a_period_too_short_for_a_development_is_widened_to_four_weeks(workspace: Path) -> None:
    assert "strong: the 28 days up to the last one · faint: the 28 days before" in words(opened("oee"))
    week = words(opened("oee", period="7 days"))
    assert "strong: this period · faint: the period before" in week
    assert "the 28 days" not in week
