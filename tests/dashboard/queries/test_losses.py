from datetime import date

import duckdb
import pytest

from dashboard.period import Period
from dashboard.queries import losses
from dashboard.queries.scope import Scope

THURSDAY = Period(date(2026, 11, 19), date(2026, 11, 19))


def test_the_steps_lead_from_planned_busy_time_to_good_time_without_a_rest(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    frame = losses.hours(connection, Scope("site", "north", THURSDAY))
    hours = dict(frame.select("step", "hours").iter_rows())
    assert hours == pytest.approx(
        {
            "planned_busy": 45.0,
            "breakdown": 3.5,  # press 60 min, mill 3 x 50 min
            "minor_stop": 0.15,
            "changeover": 40 / 60,
            "external": 20 / 60,
            "unknown": 10.5,
            "unrated": 0.0,
            "speed_loss": 0.1 * 19.85 + 0.2 * 10,
            "quality_loss": 0.05 * 19.85 + 0.05 * 10,
            "good": 24.3725,
        }
    )
    assert frame["step"].to_list()[0] == "planned_busy"
    assert frame["to_h"].to_list()[-2] == pytest.approx(hours["good"])


def test_each_loss_begins_where_the_one_before_ended(connection: duckdb.DuckDBPyConnection) -> None:
    frame = losses.hours(connection, Scope("site", "north", THURSDAY))
    ends = [45.0, *frame["to_h"].to_list()[1:-2]]
    assert frame["from_h"].to_list()[1:-1] == pytest.approx(ends)


def test_without_rows_there_is_no_step(connection: duckdb.DuckDBPyConnection) -> None:
    long_ago = Period(date(2020, 1, 1), date(2020, 1, 1))
    assert losses.hours(connection, Scope("site", "north", long_ago)).height == 0


def test_money_names_the_hours_that_have_no_price(connection: duckdb.DuckDBPyConnection) -> None:
    frame = losses.money(connection, Scope("site", "north", THURSDAY))
    first = frame.row(0, named=True)
    assert (first["kind"], first["currency"]) == ("breakdown", "EUR")
    assert (first["cost"], first["cost_high"]) == pytest.approx((700.0, 1050.0))
    assert (first["hours"], first["unpriced_h"]) == pytest.approx((3.5, 2.5))
    assert "no price for product flange" in first["cost_missing"]
    assert first["all_cost"] == pytest.approx(1555.0)
    assert first["is_least"] is True


def test_currencies_are_never_added_up(connection: duckdb.DuckDBPyConnection) -> None:
    frame = losses.money(connection, Scope("enterprise", "acme", THURSDAY))
    totals = dict(frame.select("currency", "all_cost").unique().iter_rows())
    assert totals == pytest.approx({"EUR": 1555.0, "USD": 1000 / 3})


def test_the_costliest_reasons_leave_unpriced_ones_to_the_end(connection: duckdb.DuckDBPyConnection) -> None:
    frame = losses.costliest_reasons(connection, Scope("site", "north", THURSDAY), 6)
    assert frame["reason_name"].to_list() == [
        "Hydraulic leak",
        "Set-up",
        "No material",
        "Material jam",
        "Blocked by next unit",
        "Tool broken",
    ]
    assert frame["cost"].to_list() == pytest.approx([700, 1400 / 3, 700 / 3, 105, 50, None])
    assert frame["cost_share"][0] == pytest.approx(700 / 1555)


def test_no_more_reasons_than_asked_for_in_each_currency(connection: duckdb.DuckDBPyConnection) -> None:
    frame = losses.costliest_reasons(connection, Scope("enterprise", "acme", THURSDAY), 1)
    assert frame.select("currency", "reason_name").rows() == [("EUR", "Hydraulic leak"), ("USD", None)]


def test_the_stops_of_a_shift_cost_what_they_cost_alone(connection: duckdb.DuckDBPyConnection) -> None:
    # Press, early: jam 4 min, set-up 40, leak 60, at 700 EUR an hour.
    frame = losses.money(connection, Scope("work_unit", "press", THURSDAY, shift="early"))
    assert frame["all_cost"][0] == pytest.approx(104 / 60 * 700)


def test_a_stop_that_runs_on_into_the_next_shift_costs_each_shift_its_part() -> None:
    connection = duckdb.connect()
    connection.execute("""
        create table dim_work_unit as select 'press' as work_unit, 'l1' as line, 'north' as site, 'acme' as enterprise;
        create table downtime_cost_by_shift as
        select 'press' as work_unit, 'l1' as line, 'north' as site, date '2026-11-19' as production_date, shift,
            'housing' as product, 'breakdown' as kind, 'leak' as reason, duration_s::decimal(18, 6) as duration_s,
            stop_count, cost, cost as cost_low, cost as cost_high, 'EUR' as currency, null::varchar as cost_missing
        from (values ('early', 2700, 1, 67.5), ('late', 900, 0, 22.5)) as parts (shift, duration_s, stop_count, cost);
        create table dim_reason as select 'leak' as reason, 'Leak' as reason_name, null::varchar as parent;
    """)
    found = {
        shift: losses.money(connection, Scope("line", "l1", THURSDAY, shift=shift)).select("hours", "cost").row(0)
        for shift in ("early", "late")
    }
    assert found == {"early": (0.75, 67.5), "late": (0.25, 22.5)}
    late = losses.costliest_reasons(connection, Scope("line", "l1", THURSDAY, shift="late"), 1)
    assert late.select("reason_name", "hours", "stops").row(0) == ("Leak", 0.25, 0)


def test_all_time_closes_with_what_was_not_planned(connection: duckdb.DuckDBPyConnection) -> None:
    frame = losses.hours(connection, Scope("site", "north", THURSDAY), of_all_time=True)
    hours = dict(frame.select("step", "hours").iter_rows())
    # Two units of 24 h, of which each has three breaks of half an hour.
    assert (hours["calendar"], hours["unscheduled"], hours["planned"]) == pytest.approx((48.0, 0.0, 3.0))
    assert hours["planned_busy"] == pytest.approx(45.0)
    assert frame["to_h"].to_list()[-2] == pytest.approx(hours["good"])
