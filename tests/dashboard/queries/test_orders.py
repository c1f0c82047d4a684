from datetime import date

import duckdb
import pytest

from dashboard.period import Period
from dashboard.queries import orders
from dashboard.queries.scope import Scope

THURSDAY = Period(date(2026, 11, 19), date(2026, 11, 19))
THREE_DAYS = Period(date(2026, 11, 17), date(2026, 11, 19))
LAST_FRIDAY = Period(date(2026, 11, 13), date(2026, 11, 13))


def test_orders_that_missed_come_first_with_their_reason(connection: duckdb.DuckDBPyConnection) -> None:
    frame = orders.listed(connection, Scope("site", "north", THREE_DAYS))
    assert frame.select("order_id", "is_on_time_in_full", "not_because").rows() == [
        ("order-17", False, "late"),
        ("order-19", False, "short"),
        ("order-18", True, None),
    ]


def test_an_order_is_planned_against_actual_on_the_sites_clock(connection: duckdb.DuckDBPyConnection) -> None:
    order = orders.listed(connection, Scope("line", "n_l1", THURSDAY)).row(0, named=True)
    assert (order["planned_quantity"], order["good_count"], order["quantity_deviation_count"]) == (1350, 1290, -60)
    assert order["unit"] == "pcs"
    assert f"{order['due_local']}" == "2026-11-20 05:30:00"
    assert order["finish_deviation_h"] == pytest.approx(1.0)
    assert (order["planned_cost"], order["actual_cost"], order["currency"]) == (5000, 5250, "EUR")
    assert order["missing"] == "planned time: no routing"


def test_orders_follow_shift_and_product(connection: duckdb.DuckDBPyConnection) -> None:
    assert orders.listed(connection, Scope("line", "n_l1", THURSDAY, shift="early")).height == 1
    assert orders.listed(connection, Scope("line", "n_l1", THURSDAY, shift="of another plant")).height == 0
    assert orders.listed(connection, Scope("line", "n_l1", THURSDAY, product="flange")).height == 0


def test_delivery_adds_up_days_and_divides_once(connection: duckdb.DuckDBPyConnection) -> None:
    found = orders.delivery(connection, Scope("site", "north", THREE_DAYS), LAST_FRIDAY).row(0, named=True)
    assert (found["due_orders"], found["on_time_in_full_orders"]) == (3, 1)
    assert (found["late_orders"], found["short_orders"], found["not_begun_orders"]) == (1, 1, 0)
    assert found["on_time_in_full"] == pytest.approx(1 / 3)
    assert found["on_time_in_full_change"] == pytest.approx(1 / 3 - 1)
    assert found["schedule_adherence"] == 1


def test_without_an_order_that_was_due_there_is_no_ratio(connection: duckdb.DuckDBPyConnection) -> None:
    found = orders.delivery(connection, Scope("site", "south", THURSDAY), LAST_FRIDAY).row(0, named=True)
    assert (found["due_orders"], found["on_time_in_full"], found["on_time_in_full_change"]) == (0, None, None)
