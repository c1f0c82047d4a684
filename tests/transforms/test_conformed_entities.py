"""Entities that several sources tell in parts, and things that a source knows by keys of its own."""

from datetime import UTC, datetime

import pytest

from orchestration.plant.config_tables import compile_config
from tests.transforms.models import Marts, Models
from tests.transforms.plants import Lake, plant
from tests.transforms.stories import configuration, samples, sites

BEGIN = datetime(2026, 3, 2, 6, tzinfo=UTC)
MACHINES = {"press": "06:00 RUN, 14:00 STOP"}
SOURCES = ["historian", "headers", "items", "centres", "routes", "operations", "locations", "repairs"]


@pytest.fixture(scope="module")
def staged(models: Models) -> Marts:
    lake = Lake()
    lake.samples("historian", samples(MACHINES, BEGIN.replace(hour=0), BEGIN.replace(hour=14)))
    lake.entity("headers", "orders", [
        {"order_id": "1", "product": "A", "planned_quantity": 10.0, "unit": "PC"},
        {"order_id": "2", "planned_quantity": 20.0, "unit": "PC"},
    ])  # fmt: skip
    lake.entity("items", "orders", [
        {"order_id": "1", "product": "B", "customer": "C-7"},
        {"order_id": "2", "product": "B", "work_centre": "ref(centre)100"},
    ])  # fmt: skip
    # The newest of a source replaces what it said before, also by nothing.
    lake.entity("headers", "orders", [{"order_id": "1", "product": "A", "planned_quantity": 12.0}])
    lake.entity("centres", "identifiers", [{"kind": "centre", "identifier": "100", "name": "press"}])
    lake.entity("routes", "identifiers", [
        {"kind": "route", "identifier": "9", "name": "2"},
        {"kind": "location", "identifier": "77", "name": "ref(centre)100"},
    ])  # fmt: skip
    lake.entity("operations", "order_operations", [
        {"order_id": "ref(route)9", "operation": "0010", "work_centre": "ref(centre)100"},
        {"order_id": "ref(route)8", "operation": "0010", "work_centre": "ref(centre)100"},
    ])  # fmt: skip
    lake.entity("repairs", "maintenance_orders", [
        {"maintenance_order": "M-1", "work_centre": "ref(location)77", "kind": "corrective"}])  # fmt: skip
    text = sites({"id": "north", "machines": ["press"]}, history_start="2026-03-02", sources=SOURCES)
    files = configuration(MACHINES, shifts="scope,shift,days,start,end\nnorth,day,daily,06:00,14:00\n")
    wanted = models.up_to("staged_orders", "staged_order_operations", "staged_maintenance_orders")
    return wanted.run(lake.tables(), compile_config(plant(text, **files), BEGIN.date()))


def test_columns_come_from_the_newest_source_that_fills_them(staged):
    asked = "order_id, product, planned_quantity, unit, customer, source, load_seq"
    assert staged.rows(f"select {asked} from staged.orders where order_id = '1'") == [
        ("1", "A", 12.0, None, "C-7", "headers", 2)
    ]


def test_what_one_source_leaves_out_another_tells(staged):
    asked = "product, planned_quantity, unit, work_centre"
    assert staged.rows(f"select {asked} from staged.orders where order_id = '2'") == [("B", 20.0, "PC", "press")]


def test_internal_keys_are_replaced_by_what_they_stand_for_and_stay_where_nobody_knows(staged):
    asked = "select order_id, operation, work_centre from staged.order_operations order by order_id"
    assert staged.rows(asked) == [("2", "0010", "press"), ("ref(route)8", "0010", "press")]


def test_what_a_key_stands_for_may_be_a_key_itself(staged):
    assert staged.rows("select work_centre from staged.maintenance_orders") == [("press",)]
