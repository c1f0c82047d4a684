"""What the demo plant's IT systems know of money beside prices and rates: salvage, rework, cost on the way, repairs.

Amounts are EUR where nothing else is said. One product is priced in dollars; a euro's worth of a dollar changes with
the window's price change.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from orchestration.demo.behaviour import generator
from orchestration.demo.simulation import Simulation

SALVAGE = {"P-100": 1.10, "P-200": 1.35, "P-300": 1.70, "T-1": 0.60}
REWORK_COST = {"K-1": 2.40, "P-100": 1.90, "P-200": 2.20, "P-300": 2.60}
COST_SHARE = {"PRESS01": 0.55, "WELD01": 0.80, "MOULD-A": 1.0, "LATHE-1": 1.0}
"""Part of a product's variable cost that it has when it leaves a unit, where the routing knows; at a line's last unit
it is all of it, at the others nobody knows."""
DOLLAR_PRODUCT = "T-2"
EUROS_A_DOLLAR = (0.92, 0.95)
REPAIRED_UNIT = "n_l2_mould_a"
HOURLY_RATE = 48.0
FAILURES = ("mech", "elec", "tool")


@dataclass(frozen=True)
class Repair:
    """A corrective maintenance order of the repaired unit; times are UTC epoch seconds."""

    number: str
    reported: int
    finished: int
    labour_h: float
    labour_cost: float
    parts_cost: float
    currency: str


def failures(sim: Simulation) -> list[tuple[int, int, str]]:
    """Start, end and symbol of each failure of the repaired unit; times are UTC epoch seconds."""
    states = pairwise(sim.histories[REPAIRED_UNIT].states)
    return [(start, end, symbol) for (start, symbol), (end, _) in states if symbol in FAILURES]


def repairs(sim: Simulation) -> list[Repair]:
    """An order for every other failure of the repaired unit, reported late and closed late; every third in dollars."""
    rng = generator(sim.seed, "repairs")
    found: list[Repair] = []
    for number, (start, end, _) in enumerate(failures(sim)[::2], start=1):
        hours = round((end - start) / 3600, 2)
        found.append(Repair(
            f"EAM-{number:04d}", start + rng.choice((60, 240, end - start + 900)), end + rng.choice((300, 1200)), hours,
            round(hours * HOURLY_RATE, 2), rng.choice((0.0, 35.0, 120.0)), "USD" if number % 3 == 0 else "EUR",
        ))  # fmt: skip
    return found


def variable_cost_on_the_way(alias: str, variable_cost: float) -> float | None:
    """What the routing has for a product at a work centre; None where it has nothing."""
    return round(variable_cost * COST_SHARE[alias], 2) if alias in COST_SHARE else None
