"""What a source says is deleted is in no staged table, until a newer row of the same key says that it is there."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from orchestration.plant.config_tables import compile_config
from tests.transforms.models import Models
from tests.transforms.plants import Lake, plant
from tests.transforms.stories import configuration, sites

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def at(hour: int) -> dict[str, Any]:
    return {"export_time": NOON.replace(hour=hour)}


@pytest.fixture(scope="module")
def staged(models: Models):
    lake = Lake()
    known = [{"order_id": order, "product": "A"} for order in ("kept", "deleted", "made_again", "told_late")]
    lake.entity("erp", "orders", known, **at(6))
    gone = [{"order_id": order, "product": "A", "is_deleted": True} for order in ("deleted", "made_again", "told_late")]
    lake.entity("erp", "orders", gone, **at(8))
    lake.entity("erp", "orders", [{"order_id": "made_again", "product": "B"}], **at(9))
    lake.entity("erp", "orders", [{"order_id": "told_late", "product": "B"}], **at(7))
    confirmed = {"order_id": "kept", "work_centre": "press", "end_utc": NOON, "good_quantity": 5.0}
    booked = [{"confirmation_id": name, **confirmed} for name in ("c1", "c2")]
    lake.entity("erp", "confirmations", booked, **at(6))
    lake.entity("erp", "confirmations", [{**booked[1], "is_deleted": True}], **at(8))
    described = plant(
        sites({"id": "works", "machines": [{"id": "press"}]}, history_start="2026-03-02"),
        **configuration({"press": "06:00 RUN"}),
    )
    chosen = models.up_to("staged_orders", "staged_confirmations")
    return chosen.run(lake.tables(), compile_config(described, date(2026, 3, 3)))


def test_what_the_newest_row_says_is_deleted_is_not_there(staged):
    assert staged.rows("select order_id, product from staged.orders order by order_id") == [
        ("kept", "A"),
        ("made_again", "B"),
    ]


def test_a_deleted_confirmation_counts_no_more(staged):
    assert staged.rows("select confirmation_id from staged.confirmations") == [("c1",)]
