"""What each order lost in time and money, with figures worked out by hand.

Monday 2 and Tuesday 3 March 2026, one shift from 06 to 14 o'clock (UTC). On Monday the press makes a unit a minute, its
ideal cycle, all good: so expected yield is 1 on Tuesday. A lost unit of A costs 0.5 x (10 - 4), an hour of labour 30.
"""

from datetime import UTC, date, datetime, timedelta

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
}


@pytest.fixture(scope="module")
def losses(models: Models) -> Marts:
    lake = Lake()
    lake.samples("historian", samples(MACHINES, MONDAY, MONDAY + timedelta(hours=38)))
    lake.entity("prices", "prices", [{"product": "A", "price": 10.0, "variable_cost": 4.0, "currency": "EUR"}])
    lake.entity("rates", "rates", [
        {"work_centre": "press", "labour_rate_per_h": 15.0, "crew": 2.0, "currency": "EUR"}])  # fmt: skip
    lake.entity("routings", "routings", [
        {"product": "A", "work_centre": "press", "ideal_cycle_s": 60.0, "basis": "nameplate"}])  # fmt: skip
    lake.entity("orders", "orders", [
        {"order_id": "O-1", "product": "A", "customer": "Smith"},
        {"order_id": "O-2", "product": "A", "sales_order": "S-7"},
    ])  # fmt: skip
    lake.entity("sales", "sales_orders", [{"sales_order": "S-7", "customer": "Jones"}])
    sources = ["historian", "prices", "rates", "routings", "orders", "sales"]
    text = sites(
        {"id": "north", "machines": ["press"]},
        history_start="2026-03-02",
        sources=sources,
        cost={"constraint_factor": 0.5},
    )
    files = configuration(MACHINES, shifts="scope,shift,days,start,end\nnorth,day,daily,06:00,14:00\n")
    return models.run(lake.tables(), compile_config(plant(text, **files), TUESDAY))


def test_the_sum_over_orders_is_what_the_plant_lost(losses: Marts) -> None:
    assert losses.failed_checks() == {}


def test_a_stop_is_charged_to_the_orders_whose_time_it_took(losses: Marts) -> None:
    """The jam: 120 units at 3, and 60 of labour; half of it in the time of each order."""
    asked = losses.rows(
        "select order_id, product, breakdown_s, breakdown_cost, changeover_s, changeover_cost, external_cost "
        f"from loss_cost_by_order where production_date = '{TUESDAY}' order by order_id, product"
    )
    assert asked == [
        ("O-1", "A", 3600, 210.0, 0, 0.0, 0.0),
        ("O-2", "A", 3600, 210.0, 0, 0.0, 0.0),
        ("O-2", "B", 0, 0.0, 1800, 15.0, 0.0),
        (None, "B", 3600, 30.0, 0, 0.0, 0.0),
    ]


def test_slow_running_and_scrap_are_of_the_order_that_ran(losses: Marts) -> None:
    """Ten units each at 3, of which 155 of 160 are good; five scrapped at 4 + 3 by the jam's restart."""
    asked = losses.rows(
        "select order_id, speed_loss_s, speed_cost, reject_count, scrap_cost, rework_cost, cost, cost_high "
        f"from loss_cost_by_order where production_date = '{TUESDAY}' and product = 'A' order by order_id"
    )
    # At most with factor 1: the jam 360 + 30, the speed 58.125, the scrap 5 x (4 + 6).
    assert asked == [
        ("O-1", 600, 29.0625, 0, 0.0, 0.0, 239.0625, 448.125),
        ("O-2", 600, 29.0625, 5, 35.0, 0.0, 274.0625, 498.125),
    ]


def test_what_nobody_can_price_is_null_with_its_reason(losses: Marts) -> None:
    ((speed, cost, missing),) = losses.rows(
        f"select speed_cost, cost, cost_missing from loss_cost_by_order where order_id is null and product = 'B' "
        f"and production_date = '{TUESDAY}'"
    )
    assert (speed, cost) == (None, 30.0)
    assert missing.split("; ") == [
        "lost contribution: no ideal cycle for product B",
        "idle energy: no energy signal",
        "speed: no ideal cycle for a product that ran",
    ]


def test_losses_add_up_by_customer(losses: Marts) -> None:
    asked = losses.rows("select customer, sum(cost) from loss_cost_by_order where customer is not null group by all")
    assert sorted(asked) == [("Jones", 274.0625 + 15), ("Smith", 239.0625)]
