"""What people report of stops is laid onto the stops of the machines, with their reasons on one tree.

Monday 2 March 2026, one shift from 06 to 14 o'clock (UTC).
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from orchestration.plant.config_tables import compile_config
from tests.transforms.models import Marts, Models
from tests.transforms.plants import Lake, plant
from tests.transforms.stories import configuration, samples, sites

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
MACHINES = {"press": "06:00 RUN, 08:00 TOOL, 09:00 RUN, 10:00 NO_MATERIAL, 11:00 RUN"}


def at(hour: float) -> datetime:
    return MONDAY + timedelta(hours=hour)


def _report(number: str, start: float, end: float | None, reason: str | None, centre: str = "press") -> dict[str, Any]:
    told = {"downtime_id": number, "work_centre": centre, "reported_reason": reason, "start_utc": at(start)}
    return told | ({} if end is None else {"end_utc": at(end)})


@pytest.fixture(scope="module")
def told(models: Models) -> Marts:
    lake = Lake()
    lake.samples("historian", samples(MACHINES, MONDAY, at(14)))
    lake.entity("mes", "downtime_events", [
        _report("1", 8.25, 9.25, "17"),
        _report("2", 8.5, 8.75, "18"),
        _report("3", 12, 12.5, "99"),
        _report("4", 13.5, None, "jam"),
        _report("5", 8, 9, "17", centre="hall"),
    ])  # fmt: skip
    lake.entity("eam", "maintenance_notifications", [
        {"notification": "N-1", "work_centre": "line_of_press", "kind": "malfunction", "reported_reason": "17",
         "malfunction_start_utc": at(8), "malfunction_end_utc": at(9)}])  # fmt: skip
    lake.entity("erp", "confirmations", [
        {"order_id": "O-1", "work_centre": "press", "end_utc": at(12), "good_quantity": 1.0, "reject_quantity": 4.0,
         "scrap_reason": "S1"}])  # fmt: skip
    lake.entity("erp", "orders", [{"order_id": "O-1", "work_centre": "press"}])
    lake.entity("erp", "material_shortages", [
        {"shortage_id": "S-1", "order_id": "O-1", "product": "STEEL", "start_utc": at(8), "end_utc": at(10.5)}
    ])  # fmt: skip
    lake.entity("erp", "purchase_receipts", [
        _receipt("P-1", "STEEL", promised=2, received=at(10.5)),
        _receipt("P-2", "STEEL", promised=1, received=at(7)),
        _receipt("P-3", "STEEL", promised=3, received=None),
        _receipt("P-4", "GLUE", promised=1, received=None),
    ])  # fmt: skip
    text = sites(
        {"id": "north", "machines": ["press"]}, history_start="2026-03-02", sources=["historian", "mes", "eam", "erp"]
    )
    files = configuration(
        MACHINES,
        shifts="scope,shift,days,start,end\nnorth,day,daily,06:00,14:00\n",
        reason_codes="source,code,reason\nmes,17,jam\n,17,tool\n,18,tool\n",
    )
    return models.run(lake.tables(), compile_config(plant(text, **files), MONDAY.date()))


def _receipt(order: str, product: str, promised: int, received: datetime | None) -> dict[str, Any]:
    promise = {"purchase_order": order, "supplier": "Smelter", "promised_date": date(2026, 3, promised)}
    return {"product": product, "ordered_quantity": 1.0, "received_utc": received} | promise


def test_a_report_is_laid_onto_the_stop_it_overlaps(told: Marts) -> None:
    """Report 1 from 08:15 to 09:15, report 2 from 08:30 to 08:45; the machine stood from 08:00 to 09:00."""
    asked = told.rows(
        "select report_key, reported_s, kind, overlap_s, reported_share, stop_share from reported_stops "
        "where source = 'mes' and stop_id is not null order by reported_s"
    )
    assert [row[1:] for row in asked] == [
        (900, "breakdown", 900, 1.0, 0.25),
        (3600, "breakdown", 2700, 0.75, 0.75),
    ]


def test_reasons_of_all_systems_stand_on_one_tree(told: Marts) -> None:
    """Code 17 is a jam in the MES and a tool elsewhere; jam is a reason by its own name."""
    asked = told.rows(
        "select source, reported_reason, mapped_reason, reason, is_same_reason from reported_stops "
        "where mapped_reason is not null and work_unit is not null order by all"
    )
    assert asked == [
        ("eam", "17", "tool", "tool", True),
        ("mes", "17", "jam", "tool", False),
        ("mes", "18", "tool", "tool", True),
        ("mes", "jam", "jam", None, None),
    ]


def test_a_report_that_finds_no_stop_or_no_reason_says_why(told: Marts) -> None:
    asked = told.rows(
        "select start_utc, end_utc, unjoined_because from reported_stops "
        "where unjoined_because is not null order by all"
    )
    assert asked == [
        (at(8), at(9), "work centre hall is no work unit or line"),
        (at(12), at(12.5), "no reason for code 99; the work unit did not stop then"),
        (at(13.5), at(14), "the work unit did not stop then"),
    ]


def test_a_missing_material_and_its_late_purchases_are_named_for_waiting_alone(told: Marts) -> None:
    """From 08:00 to 10:30, of which the machine waited from 10:00; P-1 was promised for that day and came at 10:30."""
    asked = told.rows(
        "select material, late_purchase_orders, kind, reason, overlap_s, stop_share from reported_stops "
        "where told_by = 'material shortage'"
    )
    assert asked == [("STEEL", "P-1 of Smelter", "external", "no_material", 1800, 0.5)]


def test_codes_without_a_reason_are_gaps_with_what_hangs_on_them(told: Marts) -> None:
    asked = told.rows(
        "select subject, detail, row_count, duration_s, gap_quantity from join_gaps "
        "where gap = 'reason code without reason' order by subject"
    )
    assert asked == [
        ("99", "of downtime in source mes", 1, 1800.0, None),
        ("S1", "of scrap in source erp", 1, None, 4.0),
    ]
