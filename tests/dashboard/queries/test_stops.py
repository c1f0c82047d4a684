from dataclasses import replace
from datetime import date, datetime

import duckdb
import pytest

from dashboard.queries import stops
from dashboard.queries.stops import StopFilter

NORTH = StopFilter("site", "north", date(2026, 11, 19), date(2026, 11, 19))


def test_stops_come_longest_first_with_the_local_start(connection: duckdb.DuckDBPyConnection) -> None:
    frame = stops.listed(connection, NORTH)
    assert frame.height == 11
    first = frame.row(0, named=True)
    assert first["stop_id"] == "press-20261119T1120"
    assert first["start_local"] == datetime(2026, 11, 19, 12, 20)  # noqa: DTZ001 - a wall clock has no zone
    assert first["duration_s"] == 3600
    assert first["cost"] == pytest.approx(700.0)


@pytest.mark.parametrize(
    ("narrower", "number"),
    [
        (replace(NORTH, work_unit="press"), 5),
        (replace(NORTH, shift="early"), 5),
        (replace(NORTH, product="flange"), 3),
        (replace(NORTH, kind="external"), 4),
        (replace(NORTH, reason="jam"), 2),
        (replace(NORTH, level="line", place="n_l2"), 3),
        (replace(NORTH, level="enterprise", place="acme"), 15),
        (replace(NORTH, level="enterprise", place="acme", reason=""), 2),
        (replace(NORTH, work_unit="press", kind="external", shift="early"), 0),
    ],
)
def test_each_filter_narrows(connection: duckdb.DuckDBPyConnection, narrower: StopFilter, number: int) -> None:
    assert stops.listed(connection, narrower).height == number


def test_totals_count_open_stops_and_those_with_a_missing_price(connection: duckdb.DuckDBPyConnection) -> None:
    row = stops.totals(connection, NORTH).row(0, named=True)
    assert row["stops"] == 11
    assert row["hours"] == pytest.approx(5.65)
    assert row["cost"] == pytest.approx(1555.0)
    assert (row["open_stops"], row["incomplete_stops"]) == (1, 3)


def test_the_pareto_adds_up_to_one_in_time_and_in_cost(connection: duckdb.DuckDBPyConnection) -> None:
    frame = stops.pareto(connection, NORTH)
    assert frame["reason_name"].to_list()[0] == "Tool broken"
    assert frame["hours"][0] == pytest.approx(2.5)
    assert frame["time_share_to_here"].to_list()[-1] == pytest.approx(1.0)
    by_cost = frame.sort("cost", descending=True, nulls_last=True)
    assert by_cost["cost_share_to_here"].to_list()[:2] == pytest.approx([700 / 1555, (700 + 1400 / 3) / 1555])
    assert by_cost["cost_share_to_here"].to_list()[-1] is None


def test_choices_are_those_of_the_place_alone(connection: duckdb.DuckDBPyConnection) -> None:
    rows = stops.choices(connection, "site", "south").rows()
    assert rows == [
        ("product", "bar", "=Bar 6 m"),
        ("reason", "no_operation", "No operation"),
        ("reason", "", "No reason given"),
        ("shift", "early", "early"),
        ("shift", "late", "late"),
    ]


def test_one_stop_has_its_cost_by_component(connection: duckdb.DuckDBPyConnection) -> None:
    row = stops.one(connection, "press-20261119T1120").row(0, named=True)
    assert (row["lost_contribution"], row["idle_labour"], row["recovery"]) == pytest.approx((600.0, 100.0, 0.0))
    assert row["lost_units"] == pytest.approx(120.0)


def test_an_unknown_stop_has_no_row(connection: duckdb.DuckDBPyConnection) -> None:
    assert stops.one(connection, "gone").height == 0
