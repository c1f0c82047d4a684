"""How each operation of an order went against its plan, with figures worked out by hand.

Monday 2 March 2026, one shift from 06 to 14 o'clock (UTC). O-1 is planned with an operation on the press, two on
the saw, one in a hall that nobody knows and one nowhere; it runs on the drill too. O-2 is planned by the routing alone.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from orchestration.plant.config_tables import compile_config
from tests.transforms.models import Marts, Models
from tests.transforms.plants import Lake, plant
from tests.transforms.stories import configuration, samples, sites

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
MACHINES = {
    "press": "06:00 RUN, 06:00 product=A, 06:00 order=O-0, 06:00 total=0, 06:00 reject=0, 07:00 SETUP, "
    "07:00 order=O-1, 07:00 total=60, 07:00 reject=0, 07:30 RUN, 09:30 total=160, 09:30 reject=4, 09:30 order=O-2, "
    "10:30 STOP",
    "saw": "06:00 RUN, 06:00 order=O-1, 08:00 STOP",
    "drill": "06:00 RUN, 06:00 order=O-1, 07:00 STOP",
}


def at(hour: float) -> datetime:
    return MONDAY + timedelta(hours=hour)


def _planned(operation: str, centre: str | None, run_s: float | None, **more: Any) -> dict[str, Any]:
    return {"order_id": "O-1", "operation": operation, "work_centre": centre, "planned_run_s": run_s} | more


def _booked(operation: str, start: float, end: float, **more: Any) -> dict[str, Any]:
    times = {"start_utc": at(start), "end_utc": at(end)}
    return {"order_id": "O-1", "operation": operation, "work_centre": "saw", "kind": "production"} | times | more


@pytest.fixture(scope="module")
def told(models: Models) -> Marts:
    lake = Lake()
    lake.samples("historian", samples(MACHINES, MONDAY, at(14)))
    lake.entity("erp", "orders", [
        {"order_id": "O-1", "product": "A", "work_centre": "press", "planned_quantity": 90.0},
        {"order_id": "O-2", "product": "A", "work_centre": "press", "planned_quantity": 50.0,
         "planned_start_utc": at(9.5)},
    ])  # fmt: skip
    lake.entity("erp", "products", [{"product": "A", "unit": "PC"}])
    lake.entity("erp", "unit_conversions", [{"from_unit": "BOX", "to_unit": "PC", "factor": 10.0}])
    lake.entity("erp", "routings", [
        {"product": "A", "work_centre": "press", "operation": "R1", "ideal_cycle_s": 36.0, "setup_s": 600.0,
         "basis": "routing"}])  # fmt: skip
    lake.entity("erp", "order_operations", [
        _planned("10", "press", 6600.0, planned_setup_s=1500.0, planned_quantity=9.0, unit="BOX",
                 planned_start_utc=at(7), planned_finish_utc=at(9)),
        _planned("20", "saw", 3000.0, planned_setup_s=600.0),
        _planned("30", "saw", None),
        _planned("40", "hall", 100.0),
        _planned("50", None, 100.0),
    ])  # fmt: skip
    lake.entity("erp", "confirmations", [
        _booked("0010", 7, 9.5, work_centre="press", good_quantity=95.0, reject_quantity=4.0),
    ])  # fmt: skip
    lake.entity("mes", "operations", [
        _booked("20", 6, 6.25, kind="setup"),
        _booked("20", 6.25, 7, good_quantity=40.0, reject_quantity=1.0),
        _booked("30", 7, 8, good_quantity=39.0),
    ])  # fmt: skip
    text = sites(
        {"id": "north", "machines": ["press", "saw", "drill"]},
        history_start="2026-03-02",
        sources=["historian", "mes", "erp"],
    )
    files = configuration(MACHINES, shifts="scope,shift,days,start,end\nnorth,day,daily,06:00,14:00\n")
    wanted = models.up_to("operation_performance")
    return wanted.run(lake.tables(), compile_config(plant(text, **files), MONDAY.date()))


def asked(told: Marts, columns: str, condition: str) -> list[tuple[Any, ...]]:
    return told.rows(f"select {columns} from operation_performance where {condition} order by operation, work_unit")


def test_the_machines_set_up_and_run_stand_beside_the_operations_plan(told: Marts) -> None:
    """Set up from 07:00 to 07:30, run to 09:30; planned were 25 and 110 minutes."""
    found = asked(
        told,
        "planned_setup_s, actual_setup_s, setup_deviation_s, planned_run_s, actual_run_s, run_deviation_s, "
        "planned_time_from, missing",
        "operation = '10'",
    )
    assert found == [(1500, 1800, 300, 6600, 7200, 600, "operations of the order", None)]


def test_quantities_are_converted_and_compared(told: Marts) -> None:
    """Nine boxes of ten; 100 counted, 4 of them rejected. The ERP names the operation otherwise: it is the only one."""
    found = asked(
        told,
        "planned_quantity, good_count, quantity_deviation_count, reject_count, erp_good_count, erp_reject_count, "
        "erp_run_s, mes_good_count",
        "operation = '10'",
    )
    assert found == [(90, 96, 6, 4, 95, 4, 9000, None)]


def test_dates_and_durations_are_compared(told: Marts) -> None:
    """Planned from 07:00 to 09:00, run from 07:30 to 09:30."""
    found = asked(
        told,
        "start_deviation_s, finish_deviation_s, planned_duration_s, actual_duration_s, duration_deviation_s",
        "operation = '10'",
    )
    assert found == [(1800, 1800, 7200, 7200, 0)]


def test_operations_that_share_a_work_unit_are_told_apart_by_bookings_alone(told: Marts) -> None:
    found = asked(
        told,
        "operation, planned_run_s, actual_run_s, mes_setup_s, mes_run_s, mes_good_count, mes_reject_count, missing",
        "work_unit = 'saw'",
    )
    several = "actual: several operations of the order are on the work unit"
    assert found == [
        ("20", 3000, None, 900, 2700, 40, 1, several),
        ("30", None, None, None, 3600, 39, None, f"planned time: the operation does not tell it; {several}"),
    ]


def test_an_order_without_operations_is_planned_by_the_routing(told: Marts) -> None:
    """50 units at 36 s; it is not finished, so its finish is not judged."""
    found = asked(
        told, "operation, planned_setup_s, planned_run_s, actual_run_s, planned_time_from, finish_deviation_s",
        "order_id = 'O-2'",
    )  # fmt: skip
    assert found == [("R1", 600, 1800, 3600, "routing", None)]


def test_what_is_planned_nowhere_or_ran_unplanned_is_named(told: Marts) -> None:
    unplanned = "plan: no operation of the order is planned on the work unit"
    assert asked(told, "order_id, work_unit, actual_run_s, missing", "operation is null") == [
        ("O-1", "drill", 3600, unplanned),
        ("O-0", "press", 3600, unplanned),
    ]
    assert asked(told, "operation, planned_run_s, missing", "work_unit is null") == [
        ("40", 100, "actual: work centre hall is no work unit or line"),
        ("50", 100, "actual: the operation names no work centre"),
    ]


def test_run_time_of_all_operations_is_that_of_the_machines_that_ran_one_of_them(told: Marts) -> None:
    """The press 60 + 120 + 60 minutes and the drill 60; the saw's two hours are of either of two."""
    assert told.rows("select sum(actual_run_s) / 3600 from operation_performance") == [(5.0,)]
