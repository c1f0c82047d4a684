"""What each order lost in time and money, and how it went against its plan, with figures worked out by hand.

Monday 2 and Tuesday 3 March 2026, one shift from 06 to 14 o'clock (UTC). On Monday the press makes a unit a minute, its
ideal cycle, all good: so expected yield is 1 on Tuesday. A lost unit of A costs 0.5 x (10 - 4), an hour of labour 30.
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
    # Tuesday: an hour of O-1 with 50 units, a jam of two hours in which O-2 begins, two hours of it with 110 units, of
    # which 5 are scrapped at its start, half an hour of set-up for B, which has neither price nor cycle, then no order.
    "press": "06:00 RUN, 06:00 product=A, 06:00 order=O-0, 06:00 total=0, 06:00 reject=0, 14:00 total=480, "
    "14:00 reject=0, 14:00 STOP, 30:00 RUN, 30:00 order=O-1, 30:00 total=480, 31:00 total=530, 31:00 JAM, "
    "32:00 order=O-2, 33:00 RUN, 33:00 total=530, 33:00 reject=0, 33:20 reject=5, 35:00 total=640, 35:00 product=B, "
    "35:00 SETUP, 35:30 RUN, "
    "36:00 order=, 37:00 TOOL, 38:00 total=700, 38:00 reject=5",
    # A line on which one order runs, planned for the line as one.
    "saw": "30:00 RUN, 30:00 order=O-4, 31:00 STOP",
    "drill": "30:30 RUN, 30:30 order=O-4, 32:30 STOP",
}


def at(hour: float) -> datetime:
    return MONDAY + timedelta(hours=hour)


def _order(number: str, centre: str, quantity: float, start: float, finish: float, **more: Any) -> dict[str, Any]:
    times = {"planned_start_utc": at(start), "planned_finish_utc": at(finish)}
    return {"order_id": number, "work_centre": centre, "planned_quantity": quantity} | times | more


def _booked(order: str, amount: float, currency: str) -> dict[str, Any]:
    return {"order_id": order, "posting_date": TUESDAY, "booked_amount": amount, "currency": currency}


@pytest.fixture(scope="module")
def told(models: Models) -> Marts:
    lake = Lake()
    lake.samples("historian", samples(MACHINES, MONDAY, at(38)))
    lake.entity("prices", "prices", [{"product": "A", "price": 10.0, "variable_cost": 4.0, "currency": "EUR"}])
    lake.entity("rates", "rates", [
        {"work_centre": "press", "labour_rate_per_h": 15.0, "crew": 2.0, "currency": "EUR"}])  # fmt: skip
    lake.entity("routings", "routings", [
        {"product": "A", "work_centre": "press", "ideal_cycle_s": 60.0, "basis": "nameplate"},
        {"product": "A", "work_centre": "press", "ideal_cycle_s": 72.0, "setup_s": 900.0, "basis": "routing"},
    ])  # fmt: skip
    lake.entity("orders", "orders", [
        _order("O-1", "press", 50, 30, 30.5, product="A", customer="Smith", planned_scrap_quantity=2.0),
        _order("O-2", "press", 100, 31, 33, product="A", sales_order="S-7"),
        _order("O-3", "press", 10, 37, 38, product="A"),
        _order("O-4", "line_of_saw", 70, 30, 32, product="C"),
    ])  # fmt: skip
    lake.entity("operations", "order_operations", [
        {"order_id": "O-1", "operation": "1", "work_centre": "press", "planned_setup_s": 600.0,
         "planned_run_s": 3000.0},
        {"order_id": "O-4", "operation": "1", "work_centre": "line_of_saw", "planned_run_s": 7000.0},
    ])  # fmt: skip
    lake.entity("told", "confirmations", [
        {"order_id": "O-1", "work_centre": "press", "start_utc": at(30), "end_utc": at(31), "good_quantity": 48.0}
    ])  # fmt: skip
    lake.entity("costs", "standard_costs", [
        {"product": "A", "cost_component": "material", "standard_cost": 3.0, "currency": "EUR"},
        {"product": "A", "cost_component": "labour", "standard_cost": 2.0, "currency": "EUR"},
    ])  # fmt: skip
    lake.entity("finance", "actual_costs", [
        _booked("O-1", 200.0, "EUR"), _booked("O-1", 60.0, "USD"), _booked("O-2", 30.0, "GBP")])  # fmt: skip
    lake.entity("exchange", "exchange_rates", [{"from_currency": "USD", "to_currency": "EUR", "rate": 0.9}])
    lake.entity("sales", "sales_orders", [{"sales_order": "S-7", "customer": "Jones"}])
    sources = ["historian", "prices", "rates", "routings", "orders", "sales", "operations", "told", "costs", "finance"]
    text = sites(
        {"id": "north", "machines": ["press", ["saw", "drill"]]},
        history_start="2026-03-02",
        sources=[*sources, "exchange"],
        cost={"constraint_factor": 0.5},
    )
    files = configuration(MACHINES, shifts="scope,shift,days,start,end\nnorth,day,daily,06:00,14:00\n")
    return models.run(lake.tables(), compile_config(plant(text, **files), TUESDAY))


def test_the_sum_over_orders_is_what_the_plant_lost(told: Marts) -> None:
    assert told.failed_checks() == {}


def test_a_stop_is_charged_to_the_orders_whose_time_it_took(told: Marts) -> None:
    """The jam: 120 units at 3, and 60 of labour; half of it in the time of each order."""
    asked = told.rows(
        "select order_id, product, breakdown_s, breakdown_cost, changeover_s, changeover_cost, external_cost "
        f"from loss_cost_by_order where work_unit = 'press' "
        f"and production_date = '{TUESDAY}' order by order_id, product"
    )
    assert asked == [
        ("O-1", "A", 3600, 210.0, 0, 0.0, 0.0),
        ("O-2", "A", 3600, 210.0, 0, 0.0, 0.0),
        ("O-2", "B", 0, 0.0, 1800, 15.0, 0.0),
        (None, "B", 3600, 30.0, 0, 0.0, 0.0),
    ]


def test_slow_running_and_scrap_are_of_the_order_that_ran(told: Marts) -> None:
    """Ten units each at 3, of which 155 of 160 are good; five scrapped at 4 + 3 by the jam's restart."""
    asked = told.rows(
        "select order_id, speed_loss_s, speed_cost, reject_count, scrap_cost, rework_cost, cost, cost_high "
        f"from loss_cost_by_order where work_unit = 'press' "
        f"and production_date = '{TUESDAY}' and product = 'A' order by order_id"
    )
    # At most with factor 1: the jam 360 + 30, the speed 58.125, the scrap 5 x (4 + 6).
    assert asked == [
        ("O-1", 600, 29.0625, 0, 0.0, 0.0, 239.0625, 448.125),
        ("O-2", 600, 29.0625, 5, 35.0, 0.0, 274.0625, 498.125),
    ]


def test_what_nobody_can_price_is_null_with_its_reason(told: Marts) -> None:
    ((speed, cost, missing),) = told.rows(
        f"select speed_cost, cost, cost_missing from loss_cost_by_order where order_id is null and product = 'B' "
        f"and production_date = '{TUESDAY}'"
    )
    assert (speed, cost) == (None, 30.0)
    assert missing.split("; ") == [
        "lost contribution: no ideal cycle for product B",
        "idle energy: no energy signal",
        "speed: no ideal cycle for a product that ran",
    ]


def test_losses_add_up_by_customer(told: Marts) -> None:
    """Jones' order has the set-up for B too; without a customer there are O-4's stops and what had no order."""
    asked = told.rows(
        "select customer, order_count, breakdown_s, breakdown_cost, changeover_cost, scrap_cost, cost, currency "
        f"from loss_cost_by_customer where production_date = '{TUESDAY}' and customer is not null order by customer"
    )
    assert asked == [
        ("Jones", 1, 3600, 210.0, 15.0, 35.0, 274.0625 + 15, "EUR"),
        ("Smith", 1, 3600, 210.0, 0.0, 0.0, 239.0625, "EUR"),
    ]
    assert told.rows(
        f"select count(*) from loss_cost_by_customer where production_date = '{TUESDAY}' and customer is null"
    ) == [(1,)]


def test_losses_add_up_by_product(told: Marts) -> None:
    """A's of both orders, B's set-up and its failure without an order; B's speed has no price."""
    asked = told.rows(
        "select product, order_count, breakdown_s, changeover_s, speed_cost, scrap_cost, cost "
        f"from loss_cost_by_product where production_date = '{TUESDAY}' and product in ('A', 'B') order by product"
    )
    assert asked == [
        ("A", 2, 7200, 0, 58.125, 35.0, 239.0625 + 274.0625),
        ("B", 1, 3600, 1800, None, 0.0, 45.0),
    ]


def test_an_order_is_compared_with_its_plan(told: Marts) -> None:
    """O-1 by its own operations, O-2 by 100 times the routing; the set-up for B, and half an hour were its too."""
    asked = told.rows(
        "select order_id, planned_setup_s, actual_setup_s, setup_deviation_s, planned_run_s, actual_run_s, "
        "run_deviation_s, planned_time_from, start_deviation_s, finish_deviation_s from order_performance "
        "where order_id in ('O-1', 'O-2') order by order_id"
    )
    assert asked == [
        ("O-1", 600, 0, -600, 3000, 3600, 600, "operations of the order", 0, 1800),
        ("O-2", 900, 1800, 900, 7200, 9000, 1800, "routing", 7200, 10800),
    ]


def test_quantities_of_every_basis_stand_beside_the_plan(told: Marts) -> None:
    asked = told.rows(
        "select order_id, planned_quantity, good_count, quantity_deviation_count, counter_good_count, mes_good_count, "
        "erp_good_count, planned_scrap_quantity, reject_count from order_performance "
        "where order_id in ('O-1', 'O-2') order by order_id"
    )
    # Of 60 units in an hour and a half O-2 had the first half hour.
    assert asked == [("O-1", 50, 50, 0, 50, None, 48, 2, 0), ("O-2", 100, 125, 25, 125, None, None, None, 5)]


def test_what_finance_booked_stands_beside_the_standard_cost(told: Marts) -> None:
    """50 and 100 units at 3 + 2; 200 EUR and 60 USD at 0.9 for 50 good units; nobody converts GBP."""
    asked = told.rows(
        "select order_id, planned_cost, planned_cost_from, actual_cost, actual_unit_cost, cost_deviation, currency, "
        "missing from order_performance where order_id in ('O-1', 'O-2') order by order_id"
    )
    assert asked == [
        ("O-1", 250.0, "standard cost", 254.0, 5.08, 4.0, "EUR", None),
        ("O-2", 500.0, "standard cost", None, None, None, "EUR", "actual cost: no exchange rate from GBP to EUR"),
    ]


def test_of_a_line_planned_as_one_the_unit_that_leads_it_is_compared(told: Marts) -> None:
    asked = told.rows("select planned_run_s, actual_run_s from order_performance where order_id = 'O-4'")
    assert asked == [(7000, 7200)]


def test_what_nobody_tells_of_an_order_is_named(told: Marts) -> None:
    asked = told.rows("select order_id, missing from order_performance order by order_id")
    assert {order: missing.split("; ") for order, missing in asked if order in {"O-0", "O-3"}} == {
        "O-0": [
            "planned quantity: no plan of the order tells it",
            "planned time: neither its operations nor a routing on its line tell it",
            "planned cost: no plan of the order tells its product",
            "actual cost: finance booked nothing on the order",
        ],
        "O-3": [
            "good units: nothing was counted for the order",
            "actual time: never ran",
            "actual cost: finance booked nothing on the order",
        ],
    }
