"""What OT and IT do not tell of each other is named and counted, and quantities are brought to their product's unit.

Monday 2 March 2026, one shift from 06 to 14 o'clock (UTC).
"""

from datetime import UTC, datetime

import pytest

from orchestration.plant.config_tables import compile_config
from tests.transforms.models import Marts, Models
from tests.transforms.plants import Lake, plant
from tests.transforms.stories import configuration, samples, sites

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
MACHINES = {
    # An hour of an order that is planned, an hour of one that nobody planned, then none.
    "press": "06:00 RUN, 06:00 product=A, 06:00 order=O-1, 06:00 total=0, 06:00 reject=0, 07:00 order=O-9, "
    "08:00 order=, 14:00 total=480, 14:00 reject=0, 14:00 STOP",
    # Counted by what the ERP is told; a failure without a maintenance order.
    "mould": "06:00 RUN, 10:00 TOOL, 11:00 RUN, 14:00 STOP",
}


def at(hour: float) -> datetime:
    return MONDAY.replace(hour=int(hour), minute=round(hour % 1 * 60))


def _told(number: str, centre: str, hour: float, order: str, good: float, unit: str | None) -> dict[str, object]:
    times = {"start_utc": at(hour), "end_utc": at(hour + 1)}
    quantities = {"good_quantity": good, "reject_quantity": 0.0, "unit": unit}
    return {"confirmation_id": number, "work_centre": centre, "order_id": order} | times | quantities


@pytest.fixture(scope="module")
def gaps(models: Models) -> Marts:
    lake = Lake()
    lake.samples("historian", samples(MACHINES, MONDAY, at(14)))
    lake.entity("products", "products", [
        {"product": "A", "unit": "PC"}, {"product": "B", "unit": "PC"}, {"product": "C", "unit": "PC"}
    ])  # fmt: skip
    lake.entity("units", "unit_conversions", [
        {"from_unit": "BOX", "to_unit": "PC", "factor": 10.0},
        {"product": "B", "from_unit": "BOX", "to_unit": "PC", "factor": 12.0},
        {"product": "B", "from_unit": "PC", "to_unit": "G", "factor": 250.0},
    ])  # fmt: skip
    lake.entity("orders", "orders", [
        {"order_id": "O-1", "product": "A", "planned_quantity": 6.0, "unit": "BOX", "planned_start_utc": at(6)},
        {"order_id": "O-2", "product": "B", "planned_quantity": 9.0, "planned_start_utc": at(6)},
        {"order_id": "O-3", "product": "B", "planned_quantity": 9.0, "planned_start_utc": at(9)},
        {"order_id": "O-5", "product": "B", "planned_quantity": 9.0, "planned_start_utc": at(23)},
    ])  # fmt: skip
    lake.entity("told", "confirmations", [
        _told("1", "mould", 6, "O-2", 3.0, "BOX"),
        _told("2", "mould", 7, "O-2", 1000.0, "G"),
        _told("3", "mould", 8, "O-2", 7.0, "PAL"),
        _told("4", "hall", 8, "O-4", 5.0, None),
        _told("5", "hall", 8, "O-5", 2.0, "BOX"),
        _told("6", "press", 6, "O-1", 5.0, "BOX"),
    ])  # fmt: skip
    lake.entity("prices", "prices", [{"product": "B", "variable_cost": 3.0, "currency": "EUR"}])
    lake.entity("costs", "standard_costs", [
        {"product": "A", "cost_component": "total", "standard_cost": 5.0, "currency": "EUR"}])  # fmt: skip
    lake.entity("rates", "rates", [
        {"work_centre": "press", "crew": 2.0, "labour_rate_per_h": 15.0, "machine_rate_per_h": 40.0, "currency": "EUR"},
        {"work_centre": "mould", "crew": 2.0, "labour_rate_per_h": 10.0, "currency": "USD"},
    ])  # fmt: skip
    lake.entity("exchange", "exchange_rates", [{"from_currency": "USD", "to_currency": "EUR", "rate": 0.5}])
    lake.entity("repairs", "maintenance_orders", [
        {"maintenance_order": "M-1", "work_centre": "press", "kind": "corrective", "reported_utc": at(13),
         "finish_utc": at(13.5), "labour_cost": 200.0, "parts_cost": 60.0, "currency": "USD"}])  # fmt: skip
    sources = ["historian", "products", "units", "orders", "told", "prices", "costs", "rates", "exchange", "repairs"]
    site = {"id": "north", "machines": ["press", {"id": "mould", "counts_from": "erp"}]}
    text = sites(site, history_start="2026-03-02", sources=sources)
    files = configuration(MACHINES, shifts="scope,shift,days,start,end\nnorth,day,daily,06:00,14:00\n")
    return models.run(lake.tables(), compile_config(plant(text, **files), MONDAY.date()))


@pytest.fixture(scope="module")
def contested(models: Models) -> Marts:
    """An oven with confirmations of several orders at once, and of one that overlaps itself at the end."""
    machines = {"oven": "06:00 RUN, 08:30 TOOL, 08:45 RUN, 14:00 STOP"}
    lake = Lake()
    lake.samples("historian", samples(machines, MONDAY, at(14)))
    booked = [("S", 6, 9), ("U", 8, 10), ("V", 9.5, 12), ("S", 11, 13), ("S", 12.5, 14)]
    lake.entity("told", "confirmations", [
        {"confirmation_id": str(number), "work_centre": "oven", "order_id": order, "start_utc": at(start),
         "end_utc": at(end)} for number, (order, start, end) in enumerate(booked)])  # fmt: skip
    rate = {"crew": 2.0, "labour_rate_per_h": 15.0, "machine_rate_per_h": 40.0, "currency": "EUR"}
    lake.entity("rates", "rates", [{"work_centre": "oven"} | rate])
    site = {"id": "north", "machines": [{"id": "oven", "orders_from": ["erp"]}]}
    text = sites(site, history_start="2026-03-02", sources=["historian", "told", "rates"])
    files = configuration(machines, shifts="scope,shift,days,start,end\nnorth,day,daily,06:00,14:00\n")
    return models.up_to("join_gaps").run(lake.tables(), compile_config(plant(text, **files), MONDAY.date()))


def found(gaps: Marts, gap: str, columns: str) -> list[tuple[object, ...]]:
    return gaps.rows(f"select {columns} from join_gaps where gap = '{gap}' order by all")


def test_machine_time_of_an_order_that_nobody_planned_is_counted(gaps):
    asked = found(gaps, "machine time of an order that no system planned", "subject, work_unit, duration_s")
    assert asked == [("O-9", "press", 3600.0)]


def test_machine_time_without_an_order_is_counted_by_work_unit(gaps):
    assert ("press", 6 * 3600.0) in found(gaps, "machine time without order", "subject, duration_s")


def test_machine_time_booked_to_several_orders_is_named_by_these_with_what_it_costs(contested):
    """EUR 70 an hour; from 8 to 9 the oven stood for a quarter."""
    asked = found(contested, "machine time booked to several orders", "subject, detail, duration_s, gap_cost, currency")
    assert asked == [
        ("oven", "S; U", 2700.0, 52.5, "EUR"),
        ("oven", "S; V", 3600.0, 70.0, "EUR"),
        ("oven", "U; V", 1800.0, 35.0, "EUR"),
    ]
    assert found(contested, "machine time without order", "subject, duration_s") == [("oven", 8100.0)]


def test_an_order_that_no_machine_ran_is_named_with_why_it_should_have(gaps):
    asked = found(gaps, "order without machine time", "subject, detail, gap_quantity")
    assert asked == [
        ("O-3", "its planned start has passed", 9.0),
        ("O-5", "it was confirmed, and no machine ran it", 24.0),
    ]


def test_an_order_whose_quantities_disagree_is_named_with_by_how_much(gaps):
    # 60 by the counter in the hour of the order, 50 told.
    assert ("O-1", "the ERP and the counters", 10.0) in found(
        gaps, "quantities disagree", "subject, detail, gap_quantity"
    )


def test_a_work_centre_that_is_no_work_unit_is_named_with_where_it_stands(gaps):
    asked = found(gaps, "work centre without work unit", "subject, detail, row_count")
    assert asked == [("hall", "in confirmations of source told", 2)]


def test_products_without_cycle_time_or_price_are_named_with_what_was_made(gaps):
    assert ("A", "press", 480.0) in found(gaps, "product without cycle time", "subject, work_unit, gap_quantity")
    asked = found(gaps, "product without price", "subject, detail")
    assert asked == [("A", "it has neither price nor cost"), ("B", "it has a cost and no price")]


def test_failures_and_maintenance_orders_without_one_another_are_named(gaps):
    assert found(gaps, "failure without maintenance order", "work_unit, duration_s") == [("mould", 3600.0)]
    assert found(gaps, "maintenance order without stop", "subject, work_unit") == [("M-1", "press")]


def test_quantities_are_converted_by_the_products_own_factor_before_a_general_one(gaps):
    assert gaps.rows("select planned_quantity from orders where order_id = 'O-1'") == [(60.0,)]
    # Three boxes of twelve, and a kilogram at 250 grams a piece; seven pallets are no pieces that anybody knows of.
    assert gaps.rows("select sum(good_count) from fct_counts where work_unit = 'mould' and basis = 'erp'") == [(40,)]


def test_a_unit_that_nobody_converts_is_named_and_counts_nothing(gaps):
    asked = found(gaps, "quantity in a unit without conversion", "subject, detail, row_count")
    assert asked == [("B", "confirmations in PAL, the product in PC", 1)]


def test_time_without_an_order_is_worth_what_its_hours_cost(gaps):
    """Press: crew of 2 at 15 and the machine at 40, EUR 70 an hour; mould: crew of 2 at 10 USD, EUR 10 an hour."""
    columns = "subject, duration_s / 3600, gap_cost, gap_cost_from, currency, cost_missing"
    hours = "rates of an hour"
    assert found(gaps, "machine time without order", columns) == [
        ("mould", 5, 50.0, hours, "EUR", None),
        ("press", 6, 420.0, hours, "EUR", None),
    ]
    unplanned = found(gaps, "machine time of an order that no system planned", columns)
    assert unplanned == [("O-9", 1, 70.0, hours, "EUR", None)]
    assert ("A", 8, 560.0, hours, "EUR", None) in found(gaps, "product without cycle time", columns)


def test_quantities_without_counterpart_are_worth_what_they_were_planned_to_cost(gaps):
    """9 and 24 units of B at a variable cost of 3, 10 of A at a standard cost of 5."""
    columns = "subject, gap_cost, gap_cost_from, currency, cost_missing"
    assert found(gaps, "order without machine time", columns) == [
        ("O-3", 27.0, "variable cost", "EUR", None),
        ("O-5", 72.0, "variable cost", "EUR", None),
    ]
    assert ("O-1", 50.0, "standard cost", "EUR", None) in found(gaps, "quantities disagree", columns)


def test_an_unmapped_work_centre_has_the_time_and_the_units_booked_with_it(gaps):
    """An hour each of an order that nobody planned, and of two boxes of twelve at 3."""
    asked = found(gaps, "work centre without work unit", "subject, duration_s, gap_cost, currency, cost_missing")
    assert asked == [("hall", 7200.0, 72.0, "EUR", "no order tells the product")]


def test_stops_and_maintenance_orders_have_the_cost_of_the_stop_or_what_was_booked(gaps):
    """The mould's hour of labour; 260 USD at 0.5."""
    columns = "work_unit, gap_cost, gap_cost_from, currency"
    assert found(gaps, "failure without maintenance order", columns) == [("mould", 10.0, "cost of the stops", "EUR")]
    assert found(gaps, "stop without order", columns) == [("mould", 10.0, "cost of the stops", "EUR")]
    assert found(gaps, "maintenance order without stop", columns) == [("press", 130.0, "labour and parts", "EUR")]


def test_what_nobody_can_value_is_null_with_its_reason(gaps):
    columns = "subject, gap_cost, gap_cost_from, currency, cost_missing"
    assert found(gaps, "product without price", columns) == [
        (product, None, None, None, "its price or cost is what is missing") for product in ("A", "B")
    ]
    asked = found(gaps, "quantity in a unit without conversion", columns)
    assert asked == [("B", None, None, None, "nobody tells how many units of the product it is")]
