from datetime import date

import duckdb

from dashboard.period import Period
from dashboard.queries import repairs
from dashboard.queries.scope import Scope

THURSDAY = Period(date(2026, 11, 19), date(2026, 11, 19))
WEDNESDAY = Period(date(2026, 11, 18), date(2026, 11, 18))
NORTH = Scope("site", "north", THURSDAY)


def test_the_steps_of_repairs_are_those_that_someone_tells(connection: duckdb.DuckDBPyConnection) -> None:
    assert repairs.steps(connection, NORTH).rows() == [
        ("stop_to_report", 600.0, 1),
        ("report_to_start", 900.0, 1),
        ("start_to_finish", 2700.0, 1),
        ("report_to_finish", 3600.0, 1),
    ]
    assert repairs.steps(connection, NORTH.of(WEDNESDAY))["mean_s"].to_list() == [None] * 4


def test_an_unfinished_repair_is_listed_with_what_is_missing(connection: duckdb.DuckDBPyConnection) -> None:
    frame = repairs.listed(connection, NORTH)
    assert frame["maintenance_order"].to_list() == ["M-1", "M-2"]
    assert frame["missing"].to_list() == [None, "it is not finished"]
    # 11:30 UTC is 12:30 in Berlin.
    assert str(frame["reported_local"][0]) == "2026-11-19 12:30:00"
    assert repairs.listed(connection, Scope("line", "n_l2", THURSDAY))["maintenance_order"].to_list() == ["M-2"]


def test_failures_and_orders_are_counted_joined_and_alone(connection: duckdb.DuckDBPyConnection) -> None:
    assert repairs.order_totals(connection, NORTH).row(0) == (4, 1, 1)
    assert repairs.order_totals(connection, NORTH.of(WEDNESDAY)).row(0) == (4, 0, 0)


def test_pairs_come_before_what_stands_alone(connection: duckdb.DuckDBPyConnection) -> None:
    frame = repairs.orders(connection, NORTH)
    assert frame.select("maintenance_order", "reason_name", "repair").rows() == [
        ("M-1", "Hydraulic leak", 250.0),
        ("M-2", None, None),
        *[(None, "Tool broken", None)] * 3,
    ]
