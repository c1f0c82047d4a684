from pathlib import Path

import duckdb
from opening import opened, words


def test_the_overview_keeps_its_order(workspace: Path) -> None:
    test = opened()
    assert test.title[0].value == "North plant: OEE 70.6\xa0%, 0.6 points above target"
    messages = [element.value for element in test.header]
    assert messages[0].startswith("OEE 70.6\xa0% is 0.6 points above the target of 70.0\xa0%")
    assert messages[1:] == [
        "Speed loss took most: 4.0\xa0h, 8.9\xa0% of planned busy time",
        "Stops cost at least 1,555 EUR",
        "Hydraulic leak cost most: 700 EUR, 45.0\xa0% of all",
        "Line 2 is the line with the lowest OEE: 60.0\xa0%",
    ]


def test_a_late_source_and_low_coverage_are_told_before_any_figure(workspace: Path) -> None:
    warnings = [element.value for element in opened().warning]
    assert "north_erp" in warnings[0]
    assert "between 54.2\xa0% and 77.5\xa0%" in warnings[1]


def test_of_many_late_sources_three_are_named(workspace: Path) -> None:
    with duckdb.connect(str(workspace / "published" / "millrace.duckdb")) as published:
        published.execute(
            "insert into meta.sources select sources.* replace (source || n as source) "
            "from meta.sources as sources, range(4) as more(n) where source = 'north_erp'"
        )
    named, rest = opened().warning[0].value.rsplit("\n", 1)
    assert len(named.splitlines()) == 3
    assert rest == "- 2 more on the page Data trust"


def test_what_is_not_measured_says_why_and_is_never_zero(workspace: Path) -> None:
    test = opened(site="South plant")
    assert test.title[0].value == "South plant: OEE is not measured"
    values = {element.label: element.value for element in test.metric}
    assert values == {
        "OEE": "not measured",
        "Availability": "93.3\xa0%",
        "Performance": "90.0\xa0%",
        "Quality": "not measured",
    }
    assert "quality: no reject source" in words(test)


def test_all_sites_keep_their_currencies_apart(workspace: Path) -> None:
    messages = [element.value for element in opened(site="All sites").header]
    assert "Stops cost at least 1,555 EUR" in messages
    assert "Stops cost 333 USD" in messages


def test_among_all_sites_the_worst_line_is_told_with_its_site(workspace: Path) -> None:
    messages = [element.value for element in opened(site="All sites").header]
    assert messages[-1] == "Line 2, North plant is the line with the lowest OEE: 60.0\xa0%"


def test_an_idle_day_is_not_zero_percent(workspace: Path) -> None:
    days = duckdb.connect(str(workspace / "published" / "millrace.duckdb"), read_only=True)
    found = days.execute(
        "select max(production_date)::varchar from oee_by_day where object = 'north' and pbt_s = 0"
    ).fetchone()
    days.close()
    assert found is not None
    test = opened(period="Custom", first=found[0], last=found[0])
    assert not test.exception
    assert test.title[0].value == "North plant was not planned to run"
    assert {element.value for element in test.metric} == {"not measured"}


def test_the_overview_follows_shift_and_product(workspace: Path) -> None:
    # Press, early, on the last day: 346 of 450 minutes running, 85 % of that good.
    test = opened(line="Line 1", shift="early", product="Housing 12")
    assert "65.4\xa0%" in test.title[0].value
    assert "shift early" in words(test)
