from pathlib import Path

from opening import opened, words


def test_the_glossary_opens_the_figure_that_a_link_asks_for(workspace: Path) -> None:
    test = opened("glossary", kpi="mtbf_h")
    assert not test.exception
    assert test.header[0].value == "MTBF"
    assert test.code[0].value == "mtbf_h = operating_s / (failure_count + work_unit_count) / 3600"
    assert "mean time to failure (MTTF)" in words(test)
    gone = opened("glossary", kpi="of_tomorrow")
    assert "There is no figure `of_tomorrow`" in gone.warning[0].value


def test_the_glossary_is_searched(workspace: Path) -> None:
    test = opened("glossary", find="setup ratio")
    assert not test.exception
    assert [element.label for element in test.expander] == ["Setup ratio (ISO 22400-2)"]
    assert "Take a filter away" in words(opened("glossary", find="no such figure"))
