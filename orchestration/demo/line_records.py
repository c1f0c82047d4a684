"""What IT systems record of line 1 beside its machines: people, inspections, measurements, stock, maintenance.

Drawn from generators of their own, so that nothing of it changes what the machines do. Times are UTC epoch seconds.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date

from orchestration.demo.behaviour import generator
from orchestration.demo.simulation import Simulation
from orchestration.demo.sites import NORTH
from orchestration.demo.working_time import Shift

MINUTE, HOUR = 60, 3600
LINE = NORTH.lines[0]
STEEL = "STEEL-4"
CHARACTERISTIC, LOWER_LIMIT, UPPER_LIMIT = "Hole distance", 49.8, 50.2
CAPACITY_PER_H = 290.0
PLANNED_SCRAP_SHARE = 0.03
PLANNED_RUN_S = {"P-100": 13.5, "P-200": 19.5, "P-300": 15.5}
"""Seconds that the ERP's routing plans for a unit on the press."""
CREW = ("Jonas Weber", "Aylin Kaya", "Marta Nowak", "Peter Hansen")


@dataclass(frozen=True)
class Attendance:
    """One person's shift, in hours: present, and of it working on orders."""

    day: date
    worker: str
    present_h: float
    work_h: float


@dataclass(frozen=True)
class Measurement:
    """One measured part of a sample."""

    at: int
    product: str
    sample: str
    value: float


@dataclass(frozen=True)
class Inspection:
    """One lot at its first inspection."""

    lot: str
    at: int
    product: str
    inspected: int
    passed: int


@dataclass(frozen=True)
class Movement:
    """Kilograms of material; `kind` as the canonical table names it; a reversal is negative."""

    at: int
    material: str
    kind: str
    kilograms: float


@dataclass(frozen=True)
class StockCount:
    """Kilograms of steel found at the line."""

    at: int
    kilograms: float


@dataclass(frozen=True)
class MaintenanceJob:
    """One maintenance order; `finish` None while it is open."""

    number: str
    kind: str
    start: int
    finish: int | None


@dataclass
class LineRecords:
    """All of it."""

    attendances: list[Attendance] = field(default_factory=list)
    measurements: list[Measurement] = field(default_factory=list)
    inspections: list[Inspection] = field(default_factory=list)
    movements: list[Movement] = field(default_factory=list)
    counts: list[StockCount] = field(default_factory=list)
    jobs: list[MaintenanceJob] = field(default_factory=list)


def line_records(sim: Simulation) -> LineRecords:
    """The records of the whole window; the same for the same simulation."""
    records = LineRecords()
    rng = generator(sim.seed, "line records")
    for number, shift in enumerate(sim.placed[LINE.units[0].unit].shifts, start=1):
        product = _product_at(sim, shift.start + 2 * HOUR)
        records.attendances += [
            Attendance(shift.day, name, 8.0, rng.choice((6.25, 6.5, 6.75, 7.0, 7.25))) for name in CREW
        ]
        inspected = rng.randint(60, 120)
        passed = inspected - rng.randint(0, 7)
        records.inspections.append(Inspection(f"LOT-{number:04d}", shift.end - HOUR, product, inspected, passed))
        if shift.name != "night":
            records.measurements += _sample(rng, shift, product, number)
        records.movements += _movements(rng, shift, product, number)
        records.counts.append(StockCount(shift.start + 5 * MINUTE, round(rng.uniform(4000, 9000), 1)))
        records.jobs += _jobs(rng, shift, number)
    last = records.jobs[-1]
    records.jobs[-1] = MaintenanceJob(last.number, last.kind, last.start, None)
    return records


def planned_scrap(quantity: int) -> int:
    """Scrap that an order of line 1 plans."""
    return round(quantity * PLANNED_SCRAP_SHARE)


def _product_at(sim: Simulation, at: int) -> str:
    begun = [order.product for order in sim.orders[LINE.alias] if order.started <= at]
    return begun[-1]


def _sample(rng: random.Random, shift: Shift, product: str, number: int) -> list[Measurement]:
    size = 5 if number % 4 else 4
    centre = rng.gauss(50.015, 0.012)
    return [
        Measurement(
            shift.start + 2 * HOUR + part * MINUTE, product, f"S-{number:04d}", round(rng.gauss(centre, 0.04), 3)
        )
        for part in range(size)
    ]


def _movements(rng: random.Random, shift: Shift, product: str, number: int) -> list[Movement]:
    at = shift.end - 20 * MINUTE
    used = round(rng.uniform(900, 1400), 1)
    moved = [
        Movement(at, STEEL, "consumption", used),
        Movement(at, product, "production", round(used * rng.uniform(0.88, 0.91), 1)),
        Movement(at, "CHIPS-4", "co_production", round(used * 0.02, 1)),
        Movement(at, STEEL, "production_loss", round(used * rng.uniform(0.03, 0.05), 1)),
    ]
    if number % 3 == 0:
        moved.append(Movement(at, STEEL, "storage_loss", round(rng.uniform(2, 15), 1)))
    if number % 5 == 0:
        moved.append(Movement(at, STEEL, "other_loss", round(rng.uniform(1, 9), 1)))
    if number % 11 == 0:  # booked twice, and one of them taken back
        moved += [Movement(at, STEEL, "consumption", used), Movement(at + MINUTE, STEEL, "consumption", -used)]
    return moved


def _jobs(rng: random.Random, shift: Shift, number: int) -> list[MaintenanceJob]:
    if shift.name == "early" and shift.day.weekday() == 2:
        return [MaintenanceJob(f"MO-{number:04d}", "preventive", shift.start + 4 * HOUR, shift.start + 6 * HOUR)]
    if shift.name == "late" and shift.day.weekday() in (1, 4):
        start = shift.start + rng.randint(1, 4) * HOUR
        return [MaintenanceJob(f"MO-{number:04d}", "corrective", start, start + rng.randint(20, 90) * MINUTE)]
    return []
