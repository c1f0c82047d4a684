from dataclasses import replace
from datetime import date, datetime

import duckdb
import pytest

from dashboard.period import Period
from dashboard.queries import stops
from dashboard.queries.scope import Scope
from dashboard.queries.stops import StopFilter

THURSDAY = Period(date(2026, 11, 19), date(2026, 11, 19))
NORTH = StopFilter(Scope("site", "north", THURSDAY))


def within(level: str, place: str, shift: str | None = None, product: str | None = None) -> Scope:
    return Scope(level, place, THURSDAY, shift, product)


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
        (StopFilter(within("site", "north", shift="early")), 5),
        (StopFilter(within("site", "north", product="flange")), 3),
        (replace(NORTH, kind="external"), 4),
        (replace(NORTH, reason="jam"), 2),
        (StopFilter(within("line", "n_l2")), 3),
        (StopFilter(within("enterprise", "acme")), 15),
        (StopFilter(within("enterprise", "acme"), reason=""), 2),
        (StopFilter(within("site", "north", shift="early"), work_unit="press", kind="external"), 0),
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


def test_reasons_are_those_of_the_place_alone(connection: duckdb.DuckDBPyConnection) -> None:
    assert stops.reasons(connection, "site", "south").rows() == [("no_operation", "No operation"), ("", None)]


def test_one_stop_has_its_cost_by_component(connection: duckdb.DuckDBPyConnection) -> None:
    row = stops.one(connection, "press-20261119T1120").row(0, named=True)
    assert (row["lost_contribution"], row["idle_labour"], row["recovery"]) == pytest.approx((600.0, 100.0, 0.0))
    assert row["lost_units"] == pytest.approx(120.0)


def test_an_unknown_stop_has_no_row(connection: duckdb.DuckDBPyConnection) -> None:
    assert stops.one(connection, "gone").height == 0


def test_what_of_a_stop_falls_into_the_scope_is_what_losses_count() -> None:
    connection = duckdb.connect()
    connection.execute("""
        create table dim_work_unit as select 'press' as work_unit, 'l1' as line, 'north' as site, 'acme' as enterprise;
        create table downtime_cost_by_reason as
        select level, object, date '2026-11-19' as production_date, 'breakdown' as kind, reason,
            duration_s::decimal(18, 6) as duration_s, 0 as stop_count, cost, cost as cost_low, cost as cost_high,
            'EUR' as currency, null::varchar as cost_missing
        from (values ('line', 'l1', 'leak', 1800, 50.0), ('line', 'l1', null, 900, 20.0),
            ('work_unit', 'press', 'leak', 1200, 30.0)) as parts (level, object, reason, duration_s, cost);
    """)
    scope = Scope("line", "l1", Period(date(2026, 11, 19), date(2026, 11, 19)))
    assert stops.within(connection, StopFilter(scope)).rows() == [("EUR", 70.0, 0.75)]
    assert stops.within(connection, StopFilter(scope, reason="")).rows() == [("EUR", 20.0, 0.25)]
    assert stops.within(connection, StopFilter(scope, work_unit="press", kind="breakdown")).rows() == [
        ("EUR", 30.0, pytest.approx(1 / 3))
    ]
    assert stops.within(connection, StopFilter(scope, kind="changeover")).rows() == []
