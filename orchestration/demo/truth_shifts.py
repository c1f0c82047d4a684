"""The truth per work unit (or line), production day and shift: buckets, counts, ideal times, ratios (kpis.md, OEE)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from orchestration.demo.plant_description import Line
from orchestration.demo.simulation import Placed, Simulation
from orchestration.demo.truth_counts import Counts
from orchestration.demo.truth_time import Segment

Key = tuple[date, str]


@dataclass
class Parts:
    """What adds up: seconds and units. `measured` holds the same parts of the shifts without unrated time only."""

    calendar_s: float = 0
    unscheduled_s: float = 0
    planned_s: float = 0
    breakdown_s: float = 0
    minor_stop_s: float = 0
    changeover_s: float = 0
    external_s: float = 0
    unknown_s: float = 0
    producing_s: float = 0
    unplanned_run_s: float = 0
    unrated_s: float = 0
    speed_loss_s: float = 0
    quality_loss_s: float = 0
    good_s: float = 0
    unknown_good_s: float = 0
    total_count: int = 0
    good_count: int = 0
    reject_count: int = 0
    held_count: int = 0
    rework_count: int = 0
    reworked_count: int = 0
    startup_reject_count: int = 0
    startup_loss_s: float = 0
    unknown_total_count: int = 0
    unknown_good_count: int = 0
    wip_change_count: int = 0

    @property
    def pbt_s(self) -> float:
        """Planned busy time."""
        return self.calendar_s - self.unscheduled_s - self.planned_s

    @property
    def busy_s(self) -> float:
        """Known busy time; the demo's loss policy excludes nothing."""
        return self.pbt_s - self.unknown_s


@dataclass
class UnitShifts:
    """All shifts of a work unit or line, and by product what a line needs of its exit."""

    parts: dict[Key, Parts] = field(default_factory=dict)
    good_by_product: dict[tuple[Key, str | None], tuple[int, int]] = field(default_factory=dict)  # known, unknown


PART_NAMES = tuple(part.name for part in fields(Parts))


def of_shift(segment: Segment) -> Key:
    """A segment's production date and shift; `none` is the time outside shifts."""
    return segment.day, segment.shift


def unit_shifts(
    placed: Placed, segments: list[Segment], counts: Counts, key_of: Callable[[Segment], Any] = of_shift
) -> UnitShifts:
    """Parts of one work unit, by shift or by another key of its segments."""
    result = UnitShifts()
    for index, segment in enumerate(segments):
        key = key_of(segment)
        parts = result.parts.setdefault(key, Parts())
        parts.calendar_s += segment.seconds
        setattr(parts, f"{segment.bucket}_s", getattr(parts, f"{segment.bucket}_s") + segment.seconds)
        if segment.unplanned:
            parts.unplanned_run_s += segment.seconds
        total, good = counts.total[index], counts.good[index]
        parts.total_count += total
        parts.good_count += good
        parts.reject_count += counts.reject[index]
        parts.held_count += counts.held[index]
        parts.rework_count += counts.rework[index]
        parts.reworked_count += counts.reworked[index]
        parts.startup_reject_count += (total - good) * segment.is_startup
        ideal = placed.unit.ideal.get(segment.product or "")
        known, unknown = result.good_by_product.get((key, segment.product), (0, 0))
        if segment.bucket == "unknown":
            parts.unknown_total_count += total
            parts.unknown_good_count += good
            parts.unknown_good_s += good * (ideal or 0)
            unknown += good
        else:
            parts.good_s += good * (ideal or 0)
            parts.quality_loss_s += (total - good) * (ideal or 0)
            parts.startup_loss_s += (total - good) * (ideal or 0) * segment.is_startup
            known += good
            if segment.bucket == "producing" and ideal is None:
                parts.unrated_s += segment.seconds
        result.good_by_product[key, segment.product] = (known, unknown)
    for parts in result.parts.values():
        parts.speed_loss_s = parts.producing_s - parts.unrated_s - parts.good_s - parts.quality_loss_s
    return result


def line_shifts(sim: Simulation, line: Line, units: dict[str, UnitShifts]) -> UnitShifts:
    """Shifts of a constraint line: the constraint's time, the exit's good units at the constraint's ideal cycle."""
    constraint, exit_unit = sim.placed[line.constraint or ""].unit, units[line.exit or ""]
    result = UnitShifts()
    for key, of_constraint in units[constraint.unit].parts.items():
        parts = Parts(**{name: getattr(of_constraint, name) for name in PART_NAMES})
        left = {product: n for (k, product), n in exit_unit.good_by_product.items() if k == key and product}
        parts.good_s = sum(known * constraint.ideal[product] for product, (known, _) in left.items())
        parts.unknown_good_s = sum(unknown * constraint.ideal[product] for product, (_, unknown) in left.items())
        parts.quality_loss_s = of_constraint.good_s + of_constraint.quality_loss_s - parts.good_s
        parts.good_count = exit_unit.parts[key].good_count
        parts.unknown_good_count = exit_unit.parts[key].unknown_good_count
        parts.reject_count = sum(units[unit.unit].parts[key].reject_count for unit in line.units)
        parts.wip_change_count = parts.total_count - parts.good_count - parts.reject_count
        result.parts[key] = parts
    return result


def add(parts: Iterable[Parts]) -> tuple[Parts, Parts]:
    """Sums of all shifts, and of those without unrated time."""
    whole, measured = Parts(), Parts()
    for one in parts:
        for target in (whole, measured) if one.unrated_s == 0 else (whole,):
            for name in PART_NAMES:
                setattr(target, name, getattr(target, name) + getattr(one, name))
    return whole, measured


def _ratio(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def ratios(whole: Parts, measured: Parts) -> dict[str, float | None]:
    """All ratios of one object and period. Only shifts without unrated time enter performance, quality and OEE."""
    m = measured
    return {
        "availability": _ratio(whole.producing_s, whole.busy_s),
        "performance": _ratio(m.good_s + m.quality_loss_s, m.producing_s),
        "quality": _ratio(m.good_s, m.good_s + m.quality_loss_s),
        "oee": _ratio(m.good_s, m.busy_s),
        "teep": _ratio(m.good_s, m.calendar_s - m.unknown_s),
        "ooe": _ratio(m.good_s, m.busy_s + m.planned_s),
        "coverage": _ratio(whole.busy_s, whole.pbt_s),
        "measured_share": _ratio(m.busy_s, whole.busy_s),
        "oee_low": _ratio(m.good_s + m.unknown_good_s, m.pbt_s),
        "oee_high": _ratio(m.good_s + max(m.unknown_s, m.unknown_good_s), m.pbt_s),
    }
