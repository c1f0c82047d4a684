"""Scrap is told by the reasons that people confirm, and all reasons together are the scrap.

Monday 2 and Tuesday 3 March 2026, one shift from 06 to 14 o'clock (UTC). A scrapped unit costs 4. O-1 has ten rejects
on each day, O-2 four, and two have no order.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from orchestration.plant.config_tables import compile_config
from tests.transforms.models import Marts, Models
from tests.transforms.plants import Lake, plant
from tests.transforms.stories import configuration, samples, sites

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
TUESDAY = date(2026, 3, 3)
MACHINES = {
    "press": "06:00 RUN, 06:00 product=A, 06:00 order=O-1, 06:00 total=0, 06:00 reject=0, 08:00 total=100, "
    "08:00 reject=10, 08:00 order=O-2, 10:00 total=200, 10:00 reject=14, 10:00 order=, 12:00 total=250, "
    "12:00 reject=16, 12:00 STOP, 30:00 RUN, 30:00 order=O-1, 30:00 total=250, 30:00 reject=16, 31:00 total=350, "
    "31:00 reject=26, 31:00 STOP",
}


def at(hour: float) -> datetime:
    return MONDAY + timedelta(hours=hour)


def _told(number: int, order: str | None, rejects: float, reason: str | None, **more: Any) -> dict[str, Any]:
    booked = {"confirmation_id": str(number), "order_id": order, "work_centre": "press", "end_utc": at(12)}
    return booked | {"product": "A", "good_quantity": 1.0, "reject_quantity": rejects, "scrap_reason": reason} | more


@pytest.fixture(scope="module")
def scrap(models: Models) -> Marts:
    lake = Lake()
    lake.samples("historian", samples(MACHINES, MONDAY, at(38)))
    lake.entity("erp", "prices", [{"product": "A", "price": 10.0, "variable_cost": 4.0, "currency": "EUR"}])
    lake.entity("erp", "products", [{"product": "A", "unit": "PC"}])
    lake.entity("erp", "unit_conversions", [{"from_unit": "BOX", "to_unit": "PC", "factor": 4.0}])
    lake.entity("erp", "confirmations", [
        _told(1, "O-1", 2.0, "S1", unit="BOX"),
        _told(2, "O-1", 2.0, "S9"),
        _told(3, "O-1", 5.0, None),
        _told(4, "O-2", 6.0, "S1"),
        _told(5, "O-2", 2.0, "tool"),
        _told(6, "O-2", 9.0, "tool"),
        _told(7, "O-2", 9.0, "tool", reverses="6"),
        _told(8, None, 1.0, "S1"),
    ])  # fmt: skip
    text = sites({"id": "north", "machines": ["press"]}, history_start="2026-03-02", sources=["historian", "erp"])
    files = configuration(
        MACHINES,
        shifts="scope,shift,days,start,end\nnorth,day,daily,06:00,14:00\n",
        reason_codes="source,code,reason\nerp,S1,jam\n",
    )
    return models.run(lake.tables(), compile_config(plant(text, **files), TUESDAY))


def of(scrap: Marts, order: str, day: date) -> list[tuple[Any, ...]]:
    return scrap.rows(
        "select reason, scrap_reason, reject_count, scrap_cost, missing from scrap_by_reason "
        f"where coalesce(order_id, 'none') = '{order}' and production_date = '{day}' "
        "order by reason nulls last, scrap_reason nulls last"
    )


def test_the_scrap_of_all_reasons_is_the_scrap(scrap: Marts) -> None:
    assert scrap.failed_checks() == {}


@pytest.mark.parametrize("day", [MONDAY.date(), TUESDAY])
def test_an_orders_reasons_hold_for_its_scrap_of_each_day(scrap: Marts, day: date) -> None:
    """Of 20 counted, two boxes of four are a jam, two have a code without reason, ten no code: half of it on a day."""
    assert of(scrap, "O-1", day) == [
        ("jam", "S1", 4.0, 16.0, None),
        (None, "S9", 1.0, 4.0, "no reason for code S9"),
        (None, None, 5.0, 20.0, "no confirmation tells why"),
    ]


def test_where_people_tell_more_than_was_counted_each_reason_has_its_part(scrap: Marts) -> None:
    """Six and two of eight told are three and one of four counted; what was taken back does not count."""
    assert of(scrap, "O-2", MONDAY.date()) == [("jam", "S1", 3.0, 12.0, None), ("tool", "tool", 1.0, 4.0, None)]


def test_scrap_without_an_order_has_the_reasons_of_its_day(scrap: Marts) -> None:
    assert of(scrap, "none", MONDAY.date()) == [
        ("jam", "S1", 1.0, 4.0, None),
        (None, None, 1.0, 4.0, "no confirmation tells why"),
    ]
