"""The truth about line 1's welder and packer by order and shift: what counters, MES and ERP each have of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from orchestration.demo.kitting import Operation
from orchestration.demo.simulation import Placed, Simulation
from orchestration.demo.truth_counts import Counts, by_bookings, by_counters
from orchestration.demo.truth_time import Segment

KINDS = ("total", "good", "reject")
Key = tuple[str | None, date, str]


def reconciliation_rows(sim: Simulation, placed: Placed, segments: list[Segment]) -> list[dict[str, Any]]:
    """One row per order and shift of which any of the three has something; what one does not have is None."""
    name = placed.unit.unit
    booked = [op for op in sim.bookings if op.unit == name]
    if not booked:
        return []
    confirmed = _standing(sim) if name == placed.line.exit else []
    sides = {
        "counter": _by_order(by_counters(sim, placed, segments), segments, None),
        "mes": _booked(booked, segments),
        "erp": _booked(confirmed, segments),
    }
    keys = {key for side in sides.values() for key in side}
    return [
        {"order_id": order, "work_unit": name, "production_date": day, "shift": shift}
        | {
            f"{basis}_{kind}_count": side.get((order, day, shift), {}).get(kind)
            for basis, side in sides.items()
            for kind in KINDS
        }
        for order, day, shift in sorted(keys, key=str)
    ]


def _standing(sim: Simulation) -> list[Operation]:
    """Confirmations that were not taken back, as operations."""
    reversed_ids = {one.reverses for one in sim.confirmations if one.reverses}
    return [
        Operation(one.confirmation_id, "", one.order, one.product, "production", one.start, one.end, one.good,
                  one.reject, 0, one.worker)
        for one in sim.confirmations
        if not one.reverses and one.confirmation_id not in reversed_ids
    ]  # fmt: skip


def _booked(operations: list[Operation], segments: list[Segment]) -> dict[Key, dict[str, int]]:
    """Of bookings, which keep their own order whatever ran."""
    found: dict[Key, dict[str, int]] = {}
    for op in operations:
        within = [segment for segment in segments if segment.start < op.end and segment.end > op.start]
        for key, units in _by_order(by_bookings([op], within), within, op.order).items():
            row = found.setdefault(key, dict.fromkeys(KINDS, 0))
            for kind in KINDS:
                row[kind] += units[kind]
    return found


def _by_order(counts: Counts, segments: list[Segment], order: str | None) -> dict[Key, dict[str, int]]:
    found: dict[Key, dict[str, int]] = {}
    for index, segment in enumerate(segments):
        units = {kind: getattr(counts, kind)[index] for kind in KINDS}
        if not any(units.values()):
            continue
        row = found.setdefault((order or segment.order, segment.day, segment.shift), dict.fromkeys(KINDS, 0))
        for kind in KINDS:
            row[kind] += units[kind]
    return found
