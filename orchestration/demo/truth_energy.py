"""The truth about energy: each reading's step spread evenly over its interval, a power held until the next sample.

One row per metered work unit, production day and shift (`none` outside shifts): energy by what the unit did.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from orchestration.demo.energy import METERS, PRICES, REGISTER_ROLLOVER, REGISTER_SCALE
from orchestration.demo.signals import Sample
from orchestration.demo.simulation import Simulation
from orchestration.demo.truth_time import Segment

Spread = tuple[int, int, float]
BUSY = ("producing", "breakdown", "minor_stop", "changeover", "external")


def energy_rows(sim: Simulation, name: str, segments: list[Segment]) -> list[dict[str, Any]]:
    """Energy and its cost of a work unit per production day and shift; no rows without a meter."""
    placed = sim.placed[name]
    rows: dict[tuple[Any, str], dict[str, Any]] = {}
    for segment, drawn in _drawn(sim, name, segments):
        row = rows.setdefault(
            (segment.day, segment.shift),
            {"work_unit": name, "production_date": segment.day, "shift": segment.shift, "energy_kwh": 0.0,
             "producing_kwh": 0.0, "busy_kwh": 0.0, "idle_kwh": 0.0, "unknown_kwh": 0.0, "energy_cost": None},
        )  # fmt: skip
        row["energy_kwh"] += drawn
        row["busy_kwh"] += drawn if segment.bucket in BUSY else 0
        kind = segment.bucket if segment.bucket in ("producing", "unknown") else "idle"
        row[f"{kind}_kwh"] += drawn
    for row in rows.values():
        price = price_of(sim, placed.site.site, row["production_date"])
        row["energy_cost"] = None if price is None else row["energy_kwh"] * price
    return list(rows.values())


def stop_energy(sim: Simulation, name: str, segments: list[Segment]) -> dict[int, float]:
    """Energy drawn in each stop of a work unit, by the stop's number; empty without a meter."""
    found: dict[int, float] = {}
    for segment, drawn in _drawn(sim, name, segments):
        if segment.stop is not None:
            found[segment.stop] = found.get(segment.stop, 0.0) + drawn
    return found


def _drawn(sim: Simulation, name: str, segments: list[Segment]) -> list[tuple[Segment, float]]:
    meter = METERS.get(name)
    if meter is None:
        return []
    samples = sim.feeds[sim.placed[name].unit.source].of(name, meter.signal)
    return _lay(_steps(samples) if meter.signal == "energy" else _held(samples), segments)


def price_of(sim: Simulation, site: str, day: Any) -> float | None:
    """Price of a kilowatt-hour on a production day; None where there is none on file."""
    if site not in PRICES:
        return None
    return PRICES[site][day >= sim.window.price_change]


def _steps(samples: list[Sample]) -> list[Spread]:
    readings = [(at, value) for at, value, good in samples if good and isinstance(value, int)]
    return [
        (before, at, (new - old if new >= old else new - old + REGISTER_ROLLOVER + 1) * REGISTER_SCALE)
        for (before, old), (at, new) in pairwise(readings)
    ]


def _held(samples: list[Sample]) -> list[Spread]:
    powers = [(at, value) for at, value, _ in samples if isinstance(value, float)]
    return [(at, until, kilowatts * (until - at) / 3600) for (at, kilowatts), (until, _) in pairwise(powers)]


def _lay(spreads: list[Spread], segments: list[Segment]) -> list[tuple[Segment, float]]:
    """What was drawn in each segment; a segment may come several times."""
    found: list[tuple[Segment, float]] = []
    position = 0
    for start, end, drawn in spreads:
        while segments[position].end <= start:
            position += 1
        index = position
        while index < len(segments) and segments[index].start < end:
            overlap = min(end, segments[index].end) - max(start, segments[index].start)
            found.append((segments[index], drawn * overlap / (end - start)))
            index += 1
    return found
