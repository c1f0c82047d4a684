"""The truth about what stops cost: lost contribution, idle labour and idle energy, as kpis.md ("Money") defines them.

Amounts are EUR. No recovery is configured. Expected yield is good_s ÷ producing_s of the unit's shifts without unrated
time over the 28 production days before the stop's; without such days the lost contribution is NULL.
A line's crew idles with its constraint, or on a line without one in equal shares with each unit.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from orchestration.demo.money import DOLLAR_PRODUCT, EUROS_A_DOLLAR
from orchestration.demo.plant_description import CONSTRAINT_FACTOR, PRODUCTS
from orchestration.demo.simulation import Placed, Simulation
from orchestration.demo.truth_energy import price_of
from orchestration.demo.truth_shifts import Parts, UnitShifts
from orchestration.demo.truth_time import Stop

LOOK_BACK_DAYS = 28
CAUSED_ELSEWHERE = ("upstream", "downstream")


@dataclass(frozen=True)
class Cost:
    """Cost of one stop; None with the reason in `missing`."""

    lost_units: float | None
    lost_contribution: float | None
    idle_labour: float
    idle_energy: float | None
    missing: str | None
    is_caused_elsewhere: bool


def cost_of(sim: Simulation, placed: Placed, shifts: UnitShifts, stop: Stop, idle_kwh: float | None) -> Cost:
    """Cost of a stop of a unit; `idle_kwh` None where it has no meter."""
    unit, line = placed.unit, placed.line
    hours = stop.seconds / 3600
    share = 1 / len(line.units) if line.constraint is None else float(unit.unit == line.constraint)
    labour = line.crew * line.labour_rate * hours * share
    factor = 1.0 if line.sold_out and unit.unit == line.constraint else CONSTRAINT_FACTOR
    yielded = expected_yield(shifts, stop.day)
    ideal = unit.ideal.get(stop.product or "")
    contribution = contribution_of(sim, stop.product, stop.day)
    lost_units = stop.seconds / ideal * yielded if ideal and yielded is not None else None
    if stop.kind == "external" and stop.reason in CAUSED_ELSEWHERE:
        # The units are lost, and counted, at the stop that caused this one.
        return Cost(None, 0.0, 0.0, 0.0, None, is_caused_elsewhere=True)
    price = price_of(sim, placed.site.site, stop.day)
    energy = idle_kwh * price if idle_kwh is not None and price is not None else None
    lost = lost_units * factor * contribution if lost_units is not None and contribution is not None else None
    missing = (
        "no product" if stop.product is None
        else "no ideal cycle" if ideal is None
        else "no history" if yielded is None
        else "no price" if contribution is None
        else None
    )  # fmt: skip
    return Cost(lost_units, lost, labour, energy, missing, is_caused_elsewhere=False)


def expected_yield(shifts: UnitShifts, day: date) -> float | None:
    """Performance times quality over the days before; None where nothing ran that was rated."""
    rated = look_back(shifts, day)
    producing = sum(parts.producing_s for parts in rated)
    return sum(parts.good_s for parts in rated) / producing if producing else None


def look_back(shifts: UnitShifts, day: date) -> list[Parts]:
    """Parts of the shifts without unrated time in the days before."""
    since = day - timedelta(days=LOOK_BACK_DAYS)
    return [p for (d, _), p in shifts.parts.items() if since <= d < day and p.unrated_s == 0]


def contribution_of(sim: Simulation, product: str | None, day: date) -> float | None:
    """Price less variable cost of one unit, EUR; None without a price."""
    known = next((p for p in PRODUCTS if p.product == product), None)
    if known is None or known.price is None:
        return None
    price = known.new_price if known.new_price and day >= sim.window.price_change else known.price
    return in_euros(sim, known.product, day, price - known.variable_cost)


def in_euros(sim: Simulation, product: str, day: date, amount: float) -> float:
    """An amount of the price list in euros."""
    return amount * EUROS_A_DOLLAR[day >= sim.window.price_change] if product == DOLLAR_PRODUCT else amount
