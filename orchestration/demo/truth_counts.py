"""The truth about counts, as kpis.md ("Counts") defines it: each increment laid onto its interval's productive seconds.

By whom: `by_counters`, `by_bookings` (operations or confirmations), and `count`, which is what the unit is counted by.

Productive are a unit's producing and unknown seconds. Unit k of n is taken as made when k/n of them have passed; it
belongs to the segment in whose course, or at whose end, that happens.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise

from orchestration.demo.kitting import Operation
from orchestration.demo.signals import Sample
from orchestration.demo.simulation import Placed, Simulation
from orchestration.demo.truth_time import Segment

Increment = tuple[int, int, int]


@dataclass
class Counts:
    """Units by segment."""

    total: list[int]
    good: list[int]
    reject: list[int]
    held: list[int]
    rework: list[int]
    reworked: list[int]


def increments(samples: list[Sample], mode: str, rollover_at: int) -> list[Increment]:
    """(after, until, units) of a counter; bad samples do not count, the first good one is a base."""
    good = [(at, value) for at, value, is_good in samples if is_good and isinstance(value, int)]
    found = []
    for (before, old), (at, new) in pairwise(good):
        if new == old:
            continue
        step = new - old if new > old else new if mode == "reset" else new - old + rollover_at + 1
        found.append((before, at, step))
    return found


class Productive:
    """A unit's segments with the productive seconds that have passed at each one's start."""

    def __init__(self, segments: list[Segment]) -> None:
        self.segments = segments
        self.starts = [segment.start for segment in segments]
        self.is_productive = [segment.bucket in ("producing", "unknown") for segment in segments]
        self.passed = [0]
        for segment, counts in zip(segments, self.is_productive, strict=True):
            self.passed.append(self.passed[-1] + (segment.seconds if counts else 0))

    def until(self, at: int) -> int:
        """Productive seconds from the window's start to an instant."""
        index = max(0, bisect_right(self.starts, at) - 1)
        inside = min(at, self.segments[index].end) - self.starts[index] if self.is_productive[index] else 0
        return self.passed[index] + inside

    def lay(self, found: list[Increment]) -> list[int]:
        """Units by segment."""
        units = [0] * len(self.segments)
        for after, until, count in found:
            first = bisect_right(self.starts, after) - 1
            last = bisect_left(self.starts, until) - 1  # the segment in which, or at whose end, `until` lies
            if first == last:
                units[last] += count
                continue
            before = self.until(after)
            whole = self.until(until) - before
            if whole == 0:
                units[last] += count
                continue
            given = 0
            for index in range(first, last + 1):
                so_far = self.until(min(self.segments[index].end, until)) - before
                due = count * so_far // whole
                units[index] += due - given
                given = due
        return units


def count(sim: Simulation, placed: Placed, segments: list[Segment]) -> Counts:
    """Units of every segment, each kind by what it is configured to come from."""
    unit = placed.unit
    if unit.state_from == "mes":
        return by_bookings([op for op in sim.operations if op.unit == unit.unit], segments)
    counted = by_counters(sim, placed, segments)
    if not unit.kinds_from_mes:
        return counted
    booked = by_bookings([op for op in sim.bookings if op.unit == unit.unit], segments)
    for kind in unit.kinds_from_mes:
        setattr(counted, kind, getattr(booked, kind))
    counted.good = [t - r - w for t, r, w in zip(counted.total, counted.reject, counted.rework, strict=True)]
    return counted


def by_counters(sim: Simulation, placed: Placed, segments: list[Segment]) -> Counts:
    """Units of every segment as the unit's counters have them."""
    unit, productive, feed = placed.unit, Productive(segments), sim.feeds[placed.unit.source]
    laid = {
        signal: productive.lay(increments(feed.of(unit.unit, signal), unit.counter_mode, unit.rollover_at))
        for signal in unit.count_signals
    }
    reject, none = laid["reject_count"], [0] * len(segments)
    if "total_count" in laid:
        total = laid["total_count"]
        good = [t - r for t, r in zip(total, reject, strict=True)]
    else:
        good = laid["good_count"]
        total = [g + r for g, r in zip(good, reject, strict=True)]
    return Counts(total, good, reject, none, none, none)


def by_bookings(booked: list[Operation], segments: list[Segment]) -> Counts:
    """Units of every segment as operations have them; what a rework operation scraps is not produced again."""
    productive = Productive(segments)

    def lay(kind: str, *, is_rework: bool) -> list[int]:
        chosen = [op for op in booked if (op.kind == "rework") == is_rework and getattr(op, kind)]
        return productive.lay([(op.start, op.end, getattr(op, kind)) for op in chosen])

    good, first_reject, rework, held = (lay(kind, is_rework=False) for kind in ("good", "reject", "rework", "held"))
    again_good, again_reject = (lay(kind, is_rework=True) for kind in ("good", "reject"))
    return Counts(
        total=[sum(units) for units in zip(good, first_reject, rework, held, strict=True)],
        good=good,
        reject=[a + b for a, b in zip(first_reject, again_reject, strict=True)],
        held=held,
        rework=rework,
        reworked=[a + b for a, b in zip(again_good, again_reject, strict=True)],
    )
