"""Each rule of docs/kpis.md about money, maintenance, delivery and energy, with figures worked out by hand.

Monday 2 and Tuesday 3 March 2026, one shift from 06 to 14 o'clock (UTC); stops up to 300 s are minor. On Monday every
machine makes a unit a minute, its ideal cycle, all good: so expected yield and quality are 1 on Tuesday.
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
_MONDAY_STORY = "06:00 RUN, 06:00 total=0, 06:00 reject=0, 14:00 total=480, 14:00 reject=0, 14:00 STOP, 30:00 RUN, "
MACHINES = {
    # Two breakdowns of 120 and 40 minutes, 320 minutes running, 300 made; 3 scrapped in the start-up after the first.
    "press": _MONDAY_STORY + "06:00 product=A, 06:00 order=O-1, 30:00 order=O-2, 32:00 TOOL, 34:00 RUN, 35:00 JAM, "
    "35:40 RUN, 34:00 reject=0, 34:20 reject=3, 38:00 total=780, 38:00 reject=3",
    # Nothing is known of its money.
    "mould": "06:00 RUN, 06:00 product=B, 06:00 total=0, 14:00 total=480, 14:00 STOP, 30:00 RUN, 32:00 JAM, 33:00 RUN",
    # Scrap on a line, after the start-up of the morning.
    "cutter": _MONDAY_STORY + "06:00 product=C, 31:00 reject=0, 32:00 reject=10, 38:00 total=960, 38:00 reject=10",
    "welder": _MONDAY_STORY + "06:00 product=C, 31:00 reject=0, 32:00 reject=10, 38:00 total=960, 38:00 reject=10",
    "finisher": _MONDAY_STORY + "06:00 product=C, 31:00 reject=0, 32:00 reject=5, 38:00 total=960, 38:00 reject=5",
    # Four units to be put right.
    "grinder": _MONDAY_STORY + "06:00 product=D, 31:00 rework=0, 32:00 rework=4, 38:00 total=960, 38:00 rework=4",
}
METER = {"30:00": 0, "32:00": 400, "34:00": 600, "35:00": 800, "35:40": 840, "38:00": 300}
"""The press's register in tenths of a kWh: 40 kWh to the first stop, 20 in it, 20, 4 in the second, then it was reset
and shows 30."""


def at(hour: float) -> datetime:
    return MONDAY + timedelta(hours=hour)


def _lake() -> Lake:
    lake = Lake()
    lake.samples("historian", samples(MACHINES, MONDAY, at(38)))
    hours = {time: (int(time[:2]) + int(time[3:]) / 60) for time in METER}
    lake.samples("historian", [("press.energy", at(hours[time]), float(shown)) for time, shown in METER.items()])
    lake.entity("prices", "prices", [
        {"product": "A", "price": 10.0, "currency": "USD"},
        {"product": "C", "price": 10.0, "variable_cost": 4.0, "currency": "EUR"},
        {"product": "D", "rework_cost": 2.5, "currency": "USD"},
    ])  # fmt: skip
    lake.entity("costs", "prices", [
        {"product": "A", "variable_cost": 3.0, "salvage_value": 1.0, "currency": "EUR"}])  # fmt: skip
    lake.entity("rates", "rates", [
        {"work_centre": "press", "labour_rate_per_h": 30.0, "crew": 2.0, "currency": "EUR"}])  # fmt: skip
    # The euro's rate in dollars: its inverse converts dollars. The older one is valid on Monday only.
    lake.entity("exchange", "exchange_rates", [
        {"from_currency": "EUR", "to_currency": "USD", "rate": 1.0, "valid_from": date(2026, 1, 1)},
        {"from_currency": "EUR", "to_currency": "USD", "rate": 1 / 0.9, "valid_from": TUESDAY},
    ])  # fmt: skip
    cycle = {"ideal_cycle_s": 60.0, "basis": "nameplate"}
    lake.entity("routings", "routings", [
        {"product": "A", "work_centre": "press", **cycle},
        {"product": "B", "work_centre": "mould", **cycle},
        {"product": "C", "work_centre": "cutter", **cycle},
        {"product": "C", "work_centre": "welder", "variable_cost": 2.5, "currency": "EUR", **cycle},
        {"product": "C", "work_centre": "finisher", **cycle},
        {"product": "D", "work_centre": "grinder", **cycle},
    ])  # fmt: skip
    lake.entity("maintenance", "maintenance_orders", [
        _job("MO-1", "press", 32.5, 35 + 1 / 6, labour_cost=100.0, parts_cost=50.0),
        _job("MO-2", "mould", 32.0, 33.0, labour_cost=100.0, currency="GBP"),
        _job("MO-3", "press", 36.0, 36.5, parts_cost=60.0),
        _job("MO-4", "press", 37.5, 37.75, parts_cost=1.0),
        _job("MO-5", "hall_of_north", 32.0, 33.0, parts_cost=1.0),
    ])  # fmt: skip
    lake.entity("orders", "orders", [
        _order("O-1", 480.0, due=14.0),
        _order("O-2", 300.0, due=38.0),
        _order("O-3", 50.0, due=34.0),
        _order("O-4", 50.0, due=62.0),
    ])  # fmt: skip
    return lake


def _job(number: str, unit: str, start: float, finish: float, **cost: Any) -> dict[str, Any]:
    times = {"start_utc": at(start), "finish_utc": at(finish)}
    return {"maintenance_order": number, "work_centre": unit, "kind": "corrective", "currency": "EUR"} | times | cost


def _order(order: str, quantity: float, due: float) -> dict[str, Any]:
    planned = {"planned_quantity": quantity, "planned_finish_utc": at(due), "due_utc": at(due)}
    return {"order_id": order, "product": "A", "work_centre": "press"} | planned


@pytest.fixture(scope="module")
def money(models: Models) -> Marts:
    """All machines on one site, the press the constraint of a line that is sold out."""
    site: dict[str, Any] = {
        "id": "north",
        "machines": ["press", "mould", ["cutter", "welder", "finisher"], "grinder"],
        "energy_prices": [{"price_per_kwh": 0.1}, {"price_per_kwh": 0.2, "valid_from": "2026-03-03"}],
        "line_0": {"rollup": "constraint", "constraint": "press", "sold_out": True},
    }
    sources = ["historian", "prices", "costs", "rates", "exchange", "routings", "maintenance", "orders"]
    cost = {"constraint_factor": 0.1, "recovery_share": 0.25, "recovery_premium": 1.5}
    text = sites(site, history_start="2026-03-02", sources=sources, cost=cost)
    files = configuration(MACHINES, shifts="scope,shift,days,start,end\nnorth,day,daily,06:00,14:00\n")
    header, rest = files["tags"].split("\n", 1)
    mapped = [f"{header},scale", "historian,press.energy,press,energy,reset,0.1"]
    files["tags"] = "\n".join([*mapped, *(f"{line}," for line in rest.splitlines())]) + "\n"
    return models.run(_lake().tables(), compile_config(plant(text, **files), TUESDAY))


def test_the_checks_of_the_project_hold(money: Marts) -> None:
    assert money.failed_checks() == {}


# 120 lost units at 0.75 x (9 - 3), 0.25 x 1.5; 2 x 30 an hour; three quarters of MO-1; 3 x (3 - 1 + 6); 20 kWh at 0.20.
@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        ("tool", {"lost_units": 120, "lost_contribution": 540, "recovery": 45, "idle_labour": 120, "repair": 112.5,
                  "restart_scrap": 24, "idle_energy": 4, "cost_low": 845.5, "cost_high": 845.5}),
        # A third of the length, so a quarter of MO-1; and MO-3, which overlaps no stop but begins 20 minutes after it.
        ("jam", {"lost_units": 40, "lost_contribution": 180, "recovery": 15, "idle_labour": 40, "repair": 97.5,
                 "restart_scrap": 0, "idle_energy": 0.8, "cost_low": 333.3, "cost_high": 333.3}),
    ],
)  # fmt: skip
def test_a_stop_costs_the_sum_of_its_components(money: Marts, reason: str, expected: dict[str, float]) -> None:
    (found,) = money.ask(f"select * from fct_stops where work_unit = 'press' and reason = '{reason}'").to_dicts()
    assert {name: found[name] for name in expected} == pytest.approx(expected, abs=1e-9)
    assert (found["currency"], found["cost_missing"]) == ("EUR", None)


def test_a_missing_input_gives_null_with_its_name_and_never_zero(money: Marts) -> None:
    (found,) = money.ask("select * from fct_stops where work_unit = 'mould' and reason = 'jam'").to_dicts()
    components = ("lost_contribution", "idle_labour", "restart_scrap", "repair", "idle_energy", "cost", "cost_high")
    assert [found[name] for name in components] == [None] * 7
    assert found["cost_missing"].split("; ") == [
        "lost contribution: no valid price for product B",
        "idle labour: no labour rate and crew for the work unit or its line",
        "restart scrap: scrap is unmeasured",
        "repair: no exchange rate from GBP to EUR",
        "idle energy: no energy signal",
    ]


def test_speed_loss_costs_the_good_units_it_lost(money: Marts) -> None:
    """320 minutes for 300 units: 20 lost, of which 0.99 would have been good, at 6 each."""
    found = money.ask(
        f"select speed_loss_s, speed_lost_units, speed_cost from fct_losses where work_unit = 'press' "
        f"and production_date = '{TUESDAY}'"
    ).row(0)
    assert found == pytest.approx((1200, 19.8, 118.8), abs=1e-9)


@pytest.mark.parametrize(
    ("unit", "low", "high", "missing"),
    [
        # 10 x (? - 0 + 0.1 x 6); at most 10 x (4 + 6).
        ("cutter", None, 100, "no variable cost of product C up to the work unit"),
        ("welder", 31, 85, None),
        ("finisher", 23, 50, None),
    ],
)
def test_scrap_costs_what_went_into_it_up_to_there(
    money: Marts, unit: str, low: float | None, high: float, missing: str | None
) -> None:
    (found,) = money.ask(
        f"select * from fct_losses where work_unit = '{unit}' and production_date = '{TUESDAY}'"
    ).to_dicts()
    assert found["scrap_cost"] == (None if low is None else pytest.approx(low, abs=1e-9))
    assert found["scrap_cost_high"] == pytest.approx(high, abs=1e-9)
    assert (found["scrap_cost_missing"], found["startup_scrap_cost"]) == (missing, 0)


def test_rework_costs_what_putting_a_unit_right_costs(money: Marts) -> None:
    """Four units at 2.50 USD, which are 0.9 EUR each on Tuesday."""
    found = money.ask(
        f"select rework_count, rework_cost, rework_cost_missing, scrap_cost from fct_losses "
        f"where work_unit = 'grinder' and production_date = '{TUESDAY}'"
    ).rows()
    assert found == [(4, pytest.approx(4 * 2.5 * 0.9, abs=1e-9), None, 0)]


def test_the_six_losses_in_money_pay_for_no_unit_twice(money: Marts) -> None:
    """The 24 of the restart's scrap stand with the start-up rejects, not with the breakdown."""
    found = money.ask(
        f"select loss, cost_low from six_big_losses where object = 'line_of_press' and production_date = '{TUESDAY}'"
    ).rows()
    assert dict(found) == pytest.approx(
        {
            "breakdowns": 845.5 - 24 + 333.3,
            "set-up and adjustment": 0,
            "minor stops": 0,
            "reduced speed": 118.8,
            "process defects": 0,
            "start-up rejects": 24,
        },
        abs=1e-9,
    )


def test_energy_is_laid_onto_what_the_machine_did(money: Marts) -> None:
    """40 + 20 + 30 kWh producing, 20 + 4 in stops; 114 kWh at 0.20."""
    found = money.ask(
        "select sum(energy_kwh), sum(producing_kwh), sum(busy_kwh), sum(idle_kwh), sum(unknown_kwh), sum(energy_cost) "
        "from fct_energy where work_unit = 'press'"
    ).row(0)
    assert found == pytest.approx((114, 90, 114, 24, 0, 22.8), abs=1e-9)


def test_energy_per_unit_is_of_a_whole_with_all_its_meters(money: Marts) -> None:
    """114 kWh while busy, 297 good units; the site's other units have no meter."""
    found = money.ask("select level, energy_per_unit_kwh, missing from energy_by_day").rows()
    unmetered = "; ".join(f"energy of {unit}" for unit in ["cutter", "finisher", "grinder", "mould", "welder"])
    assert {level: missing for level, _, missing in found} == {
        "work_unit": None, "line": None, "area": unmetered, "site": unmetered, "enterprise": unmetered}  # fmt: skip
    assert [per_unit for level, per_unit, _ in sorted(found) if per_unit is not None] == pytest.approx([114 / 297] * 2)


def test_mtbf_and_mttr_divide_once(money: Marts) -> None:
    """One failure of two hours; the jam is a breakdown, but no failure. 8 h and 5 h 20 of operating time."""
    found = money.ask(
        "select operating_s, failure_count, joined_failure_count, mtbf_h, mttr_h "
        "from maintenance_by_month where object = 'press'"
    ).row(0)
    assert found == pytest.approx((48_000, 1, 1, 48_000 / 2 / 3600, 2))
    rolling = money.ask(
        f"select mtbf_h, mtbf_28d_h, mttr_28d_h from maintenance_by_day where object = 'press' "
        f"and production_date = '{TUESDAY}'"
    ).row(0)
    assert rolling == pytest.approx((19_200 / 2 / 3600, 48_000 / 2 / 3600, 2))


def test_maintenance_orders_are_joined_to_breakdowns_or_named(money: Marts) -> None:
    found = money.ask(
        "select maintenance_order, reason, match, share, unjoined_because from failure_orders "
        "where work_unit is distinct from 'mould' order by maintenance_order, reason"
    ).rows()
    assert found == [
        ("MO-1", "jam", "overlapping", 0.25, None),
        ("MO-1", "tool", "overlapping", 0.75, None),
        ("MO-3", "jam", "within the tolerance", 1.0, None),
        ("MO-4", None, None, None, "no breakdown of the work unit near it"),
        ("MO-5", None, None, None, "work centre hall_of_north is no work unit"),
    ]


def test_orders_on_time_in_full(money: Marts) -> None:
    found = money.ask(
        "select order_id, good_by_due_count, is_on_time_in_full, is_on_schedule, not_on_time_in_full_because "
        "from orders order by order_id"
    ).rows()
    assert found == [
        ("O-1", 480, True, True, None),
        ("O-2", 297, False, False, "late and not finished"),
        ("O-3", 0, False, False, "never ran"),
        ("O-4", 0, None, None, "not due yet"),
    ]
    days = money.ask(
        "select production_date, due_order_count, on_time_in_full, schedule_adherence, not_begun_order_count "
        "from delivery_by_day where object = 'acme' order by production_date"
    ).rows()
    assert days == [(MONDAY.date(), 1, 1.0, 1.0, 0), (TUESDAY, 2, 0.0, 0.0, 1)]
