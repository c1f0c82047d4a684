"""The truth about counts, as kpis.md ("Counts") defines it: each increment laid onto its interval's productive seconds.

Productive are a unit's producing and unknown seconds. Unit k of n is taken as made when k/n of them have passed; it
belongs to the segment in whose course, or at whose end, that happens.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise

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
    """Units of every segment of a unit."""
    unit, productive = placed.unit, Productive(segments)
    if unit.state_from == "mes":
        booked = [op for op in sim.operations if op.unit == unit.unit]
        good, reject, held = (
            productive.lay([(op.start, op.end, getattr(op, kind)) for op in booked if getattr(op, kind)])
            for kind in ("good", "reject", "held")
        )
        return Counts([sum(units) for units in zip(good, reject, held, strict=True)], good, reject, held)
    feed = sim.feeds[unit.source]
    laid = {
        signal: productive.lay(increments(feed.of(unit.unit, signal), unit.counter_mode, unit.rollover_at))
        for signal in unit.count_signals
    }
    reject, none_held = laid["reject_count"], [0] * len(segments)
    if "total_count" in laid:
        total = laid["total_count"]
        return Counts(total, [t - r for t, r in zip(total, reject, strict=True)], reject, none_held)
    good = laid["good_count"]
    return Counts([g + r for g, r in zip(good, reject, strict=True)], good, reject, none_held)
