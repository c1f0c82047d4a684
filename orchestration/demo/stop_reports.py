"""What people report of line stops in the north: downtimes by operators, materials that were missing by the stores.

Both are of stops that the machines really made, told by a clock on the wall: in whole minutes, late or early, and not
of every stop; some reports name the wrong reason. Times are UTC epoch seconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from orchestration.demo.behaviour import generator
from orchestration.demo.line_records import STEEL
from orchestration.demo.money import FAILURES, REPAIRED_UNIT
from orchestration.demo.plant_description import SYMBOLS
from orchestration.demo.simulation import Simulation

MINUTE = 60
REPORTED = {REPAIRED_UNIT: 1, "n_l1_press": 2, "n_l1_weld": 2}
"""Of how many failures of a unit one is reported."""
WRONG_REASON, AT_ANOTHER_TIME = 6, 11
"""Of how many reports one names another reason, and one a time two hours too early."""
MATERIALS = {"n_l1_press": STEEL, REPAIRED_UNIT: "RESIN-7"}


@dataclass(frozen=True)
class DowntimeReport:
    """One report; `reason` as reasons.csv names it."""

    number: str
    work_centre: str
    start: int
    end: int
    reason: str


@dataclass(frozen=True)
class Shortage:
    """The time for which an order lacked a material, and kilograms of it."""

    number: str
    work_centre: str
    order: str
    material: str
    start: int
    end: int
    kilograms: int


def downtime_reports(sim: Simulation) -> list[DowntimeReport]:
    """All reports of failures."""
    rng = generator(sim.seed, "stop reports")
    reasons = [str(SYMBOLS[symbol][1]) for symbol in FAILURES]
    found: list[DowntimeReport] = []
    for unit, every in REPORTED.items():
        for start, end, symbol in _stretches(sim, unit, FAILURES)[::every]:
            number = len(found) + 1
            reason = reasons.index(str(SYMBOLS[symbol][1])) + (number % WRONG_REASON == 0)
            early = 2 * 60 * MINUTE if number % AT_ANOTHER_TIME == 0 else 0
            noticed = (start + rng.randint(0, 180)) // MINUTE * MINUTE - early
            over = max(noticed + MINUTE, (end + rng.randint(0, 240)) // MINUTE * MINUTE - early)
            found.append(DowntimeReport(
                f"DT-{number:05d}", sim.placed[unit].unit.alias, noticed, over, reasons[reason % len(reasons)],
            ))  # fmt: skip
    return found


def shortages(sim: Simulation) -> list[Shortage]:
    """What the stores say of the stops for want of material, which they see coming up to ten minutes before."""
    rng = generator(sim.seed, "shortages")
    found: list[Shortage] = []
    for unit, material in MATERIALS.items():
        orders = sim.histories[unit].orders
        for start, end, _ in _stretches(sim, unit, ("no_material",)):
            order = next(one for one in reversed(orders) if one.started <= start)
            found.append(Shortage(
                f"MS-{len(found) + 1:05d}", sim.placed[unit].unit.alias, order.order, material,
                start - rng.randint(0, 10) * MINUTE, end + rng.randint(0, 2) * MINUTE, rng.randint(40, 900),
            ))  # fmt: skip
    return found


def _stretches(sim: Simulation, unit: str, symbols: tuple[str, ...]) -> list[tuple[int, int, str]]:
    states = pairwise(sim.histories[unit].states)
    return [(start, end, symbol) for (start, symbol), (end, _) in states if symbol in symbols]
