import polars as pl

from dashboard.views.parts import sentences

FIGURES = {
    "planned_busy_h": 45.0,
    "oee": 0.612,
    "gap": -0.088,
    "target": 0.7,
    "oee_change": 0.021,
    "missing": None,
}


def test_the_headline_tells_oee_and_target() -> None:
    assert sentences.oee_headline("North plant", FIGURES) == "North plant: OEE 61.2\xa0%, 8.8 points below target"
    assert sentences.oee_headline("North plant", FIGURES | {"gap": None}) == "North plant: OEE 61.2\xa0%"


def test_no_plan_and_no_measure_are_different_things() -> None:
    assert sentences.oee_headline("Line 1", FIGURES | {"planned_busy_h": 0.0}) == "Line 1 was not planned to run"
    assert sentences.oee_headline("Line 1", FIGURES | {"oee": None}) == "Line 1: OEE is not measured"
    reason = {"oee": None, "missing": "no reject source"}
    assert sentences.oee_against(FIGURES | reason, "yesterday") == "OEE is not measured: no reject source"


def test_a_change_below_a_twentieth_of_a_point_is_none() -> None:
    assert sentences.above_or_below(0.0004) == "level with"
    assert sentences.oee_against(FIGURES | {"oee_change": 0.0}, "Wed 18 Nov 2026") == (
        "OEE 61.2\xa0% is 8.8 points below the target of 70.0\xa0% and level with Wed 18 Nov 2026"
    )


def test_time_without_a_measure_is_no_loss() -> None:
    steps = pl.DataFrame(
        {
            "step": ["planned_busy", "unknown", "unrated", "breakdown", "good"],
            "hours": [10.0, 5.0, 3.0, 1.0, 1.0],
            "share": [1.0, 0.5, 0.3, 0.1, 0.1],
        }
    )
    assert sentences.largest_loss(steps) == "Breakdowns took most: 1.0\xa0h, 10.0\xa0% of planned busy time"


def test_cost_says_at_least_when_a_part_has_no_price() -> None:
    costs = pl.DataFrame({"all_cost": [1555.0], "is_least": [True]})
    assert sentences.stops_cost(costs, "EUR") == "Stops cost at least 1,555 EUR"
    nothing = pl.DataFrame({"all_cost": [None], "is_least": [True]})
    assert sentences.stops_cost(nothing, "EUR") == "Stops are not priced"


def test_stops_in_two_currencies_are_told_in_both() -> None:
    totals = pl.DataFrame(
        {
            "currency": ["EUR", "USD"],
            "cost": [100.0, 20.0],
            "incomplete_stops": [0, 1],
            "stops": [3, 3],
            "hours": [1.5, 1.5],
        }
    )
    assert sentences.stops_headline(totals) == "3 stops took 1.5\xa0h and cost at least 100 EUR and 20 USD"


def test_stops_that_run_over_the_period_s_bounds_say_what_the_other_pages_count() -> None:
    totals = pl.DataFrame({"currency": ["EUR", "USD"], "cost": [100.0, 20.0], "hours": [1.5, 1.5]})
    within = pl.DataFrame({"currency": ["EUR", "USD"], "cost": [90.0, 20.0], "hours": [1.3, 1.3]})
    said = sentences.stops_within(totals, within)
    assert said is not None
    assert said.endswith("as Overview and Losses count them, it is 1.3\N{NO-BREAK SPACE}h, 90 EUR, 20 USD.")
    assert sentences.stops_within(totals, totals) is None
    assert sentences.stops_within(totals.clear(), within.clear()) is None


def test_quantities_of_several_units_say_that_they_are_added_up() -> None:
    assert sentences.in_units(["pcs"]) == ["in pcs"]
    assert sentences.in_units(["kg", "pcs"]) == ["in kg and pcs, added up as they are"]
    assert sentences.in_units([]) == sentences.in_units(["?"]) == []
