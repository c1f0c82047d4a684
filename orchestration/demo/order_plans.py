"""What the ERP plans of each order on each of its work units: operations with set-up, run time and dates.

An order of line 1 passes press, welder and packer one after the other; every other order has one work unit. Times are
UTC epoch seconds and seconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from orchestration.demo.it_extracts import SETUP_S, cycles, planned_orders, planned_quantity
from orchestration.demo.plant_description import Site, Unit
from orchestration.demo.simulation import Simulation

OPERATION_NAMES = {"0010": "Make", "0020": "Weld", "0030": "Pack"}
ESTIMATED_CYCLE_S = 24.0
"""Seconds for a unit that planning reckons with where no routing says."""
OFFSET_S = 900
"""Seconds by which the next operation begins, and ends, after the one before."""


@dataclass(frozen=True)
class PlannedOperation:
    """One operation; `run_s` is for the whole quantity, in whole minutes as planners round it up."""

    order: str
    product: str
    operation: str
    work_centre: str
    quantity: int
    setup_s: int
    run_s: int
    start: int
    finish: int


def planned_operations(sim: Simulation, site: Site) -> list[PlannedOperation]:
    """All operations of a site's orders, an order's in their sequence."""
    known = {(product, alias): cycle for product, alias, cycle, _ in cycles()}
    units = {line.alias: line.units for line in site.lines}
    units |= {unit.alias: (unit,) for line in site.lines for unit in line.units}
    found = []
    for centre, order, start, finish, _ in planned_orders(sim, site):
        passed: tuple[Unit, ...] = units[centre]
        for number, unit in enumerate(passed):
            quantity = planned_quantity(order)
            cycle = known.get((order.product, unit.alias), ESTIMATED_CYCLE_S)
            found.append(PlannedOperation(
                order.order, order.product, f"{10 * (number + 1):04d}", unit.alias, quantity, SETUP_S,
                ceil(cycle * quantity / 60) * 60, start + number * OFFSET_S,
                finish - (len(passed) - 1 - number) * OFFSET_S,
            ))  # fmt: skip
    return found
