"""The truth about time: every second of a work unit in one bucket, as kpis.md ("Time") defines it.

Computed from what the exports show once all are loaded (samples, silences of a source, booked operations), not from
what the simulator did: what nobody recorded is unknown. Times are UTC epoch seconds, all whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TypeVar

from orchestration.demo.plant_description import BRIDGE_GAP_S, IDLE_AFTER_S, REASONS, STALE_AFTER_S, SYMBOLS
from orchestration.demo.signals import Feed
from orchestration.demo.simulation import Placed, Simulation
from orchestration.demo.working_time import PlannedStop, Shift

_BUCKET_OF_REASON = {reason: bucket for reason, _, _, bucket, _ in REASONS}
_FAMILY_OF_STATE = {
    "stopped": "own", "off": "own", "changeover": "changeover", "blocked": "external", "starved": "external",
    "planned": "planned",
}  # fmt: skip


@dataclass(frozen=True)
class Observed:
    """What is known of a unit from `start` on, until the next entry."""

    start: int
    state: str
    reason: str | None = None


@dataclass(frozen=True)
class Work:
    """Order and product from `start` on, until the next entry."""

    start: int
    order: str | None
    product: str | None


@dataclass
class Segment:
    """A piece of a unit's time. `bucket` of an own stop is decided once the whole stop is known."""

    start: int
    end: int
    day: date
    shift: str
    bucket: str
    reason: str | None
    unplanned: bool
    order: str | None
    product: str | None
    stop: int | None = None
    is_startup: bool = False

    @property
    def seconds(self) -> int:
        """Length."""
        return self.end - self.start


@dataclass(frozen=True)
class Stop:
    """A whole stop: its length leaves out planned, unscheduled and unknown time within it."""

    kind: str
    reason: str | None
    start: int
    end: int
    seconds: int
    day: date
    product: str | None


def observe(sim: Simulation, placed: Placed) -> list[Observed]:
    """What the exports say of a unit's state, changes in order of time."""
    unit = placed.unit
    if unit.state_from == "mes":
        return _from_operations(sim, unit.unit)
    feed = sim.feeds[unit.source]
    if unit.state_from == "counter":
        return _from_counter(sim, placed)
    symbols = {raw: symbol for symbol, raw in placed.site.raw_states.items()}
    known = [
        Observed(at, *SYMBOLS[symbols[str(value)]]) if good else Observed(at, "unknown")
        for at, value, good in feed.of(unit.unit, "state")
    ]
    return _with_silences(known, feed)


def silences(feed: Feed) -> list[tuple[int, int]]:
    """When nothing is known because the whole source was silent for longer than it may be."""
    instants = sorted({sample[0] for samples in feed.samples.values() for sample in samples})
    return [(before + STALE_AFTER_S, after) for before, after in pairwise(instants) if after - before > STALE_AFTER_S]


def _with_silences(known: list[Observed], feed: Feed) -> list[Observed]:
    for start, end in silences(feed):
        held = [entry for entry in known if entry.start <= end][-1]
        known = [entry for entry in known if not start <= entry.start <= end]
        known += [Observed(start, "unknown"), Observed(end, held.state, held.reason)]
    return sorted(known, key=lambda entry: entry.start)


def _from_counter(sim: Simulation, placed: Placed) -> list[Observed]:
    """Running between two counts no further apart than idle_after_s, else stopped; so too at the data's edges."""
    samples = sim.feeds[placed.unit.source].of(placed.unit.unit, "total_count")
    marks = [samples[0][0]]
    marks += [now[0] for before, now in pairwise(samples) if now[1] != before[1]]
    if marks[-1] != samples[-1][0]:
        marks.append(samples[-1][0])
    return [
        Observed(a, "running") if b - a <= IDLE_AFTER_S else Observed(a, "stopped", "no_count")
        for a, b in pairwise(marks)
    ]


def _from_operations(sim: Simulation, unit: str) -> list[Observed]:
    """Running or set up while an operation is booked, else stopped; nothing is known beyond the source's edges."""
    first, last = min(op.start for op in sim.operations), max(op.end for op in sim.operations)
    known: dict[int, Observed] = {first: Observed(first, "stopped", "no_operation")}
    for op in sorted((op for op in sim.operations if op.unit == unit), key=lambda op: op.start):
        known[op.start] = Observed(op.start, "changeover" if op.kind == "setup" else "running")
        known[op.end] = Observed(op.end, "stopped", "no_operation")
    known[last] = Observed(last, "unknown")
    return sorted(known.values(), key=lambda entry: entry.start)


def work_of(sim: Simulation, placed: Placed) -> list[Work]:
    """Order and product of a unit over time."""
    unit = placed.unit
    if unit.state_from == "mes":
        found: dict[int, Work] = {}
        for op in sorted((op for op in sim.operations if op.unit == unit.unit), key=lambda op: op.start):
            found[op.start] = Work(op.start, op.order, op.product)
            found[op.end] = Work(op.end, None, None)
        return list(found.values())
    products = {order.order: order.product for orders in sim.orders.values() for order in orders}
    samples = sim.feeds[unit.source].of(unit.unit, unit.work_signal)
    if unit.work_signal == "product":
        return [Work(at, None, str(value)) for at, value, _ in samples]
    return [Work(at, str(value), products[str(value)]) for at, value, _ in samples]


Entry = TypeVar("Entry", Observed, Work)


def _changes(entries: list[Entry], key: Callable[[Entry], object]) -> list[Entry]:
    """Entries that say something else than the one before."""
    return entries[:1] + [now for before, now in pairwise(entries) if key(now) != key(before)]


def cut(sim: Simulation, placed: Placed) -> list[Segment]:
    """All segments of a unit over the window, with their buckets, own stops still as `own`."""
    days = sim.window.production_days(placed.site)
    first, last = days[0].start, days[-1].end
    observed = _changes(observe(sim, placed), key=lambda entry: (entry.state, entry.reason))
    work = _changes(work_of(sim, placed), key=lambda entry: (entry.order, entry.product))
    bounds = {first, last, *(entry.start for entry in observed), *(entry.start for entry in work)}
    for spans in (placed.shifts, placed.planned, days):
        bounds |= {at for span in spans for at in (span.start, span.end)}
    points = sorted(at for at in bounds if first <= at <= last)
    segments: list[Segment] = []
    stretch: list[tuple[Segment, str | None]] = []  # a planned stop by reason, with the calendar's reason
    now, doing = Observed(first, "unknown"), Work(first, None, None)
    observed_at, work_at = {entry.start: entry for entry in observed}, {entry.start: entry for entry in work}
    shift_at, stop_at = {span.start: span for span in placed.shifts}, {span.start: span for span in placed.planned}
    day_at = {day.start: day for day in days}
    shift: Shift | None = None
    stop: PlannedStop | None = None
    day = days[0]
    for start, end in pairwise(points):
        now, doing = observed_at.get(start, now), work_at.get(start, doing)
        # Every span begins and ends at a point, so a span found at its start holds until a point at its end.
        shift = shift_at.get(start, shift if shift and start < shift.end else None)
        stop = stop_at.get(start, stop if stop and start < stop.end else None)
        day = day_at.get(start, day)
        family = _family(now)
        segment = Segment(
            start, end, day.day, shift.name if shift else "none", family, now.reason,
            unplanned=family == "producing" and (shift is None or stop is not None),
            order=doing.order, product=doing.product,
        )  # fmt: skip
        if family != "planned" or (stretch and stretch[-1][0].reason != now.reason):
            _judge(stretch)
            stretch = []
        if family == "planned":
            stretch.append((segment, stop.reason if stop else None))
        if family != "producing":
            if shift is None:
                segment.bucket, segment.reason = "unscheduled", None
            elif stop is not None:
                segment.bucket, segment.reason = "planned", stop.reason
        segments.append(segment)
    _judge(stretch)
    return segments


def _family(now: Observed) -> str:
    if now.state == "unknown":
        return "unknown"
    if now.state == "running":
        return "producing"
    return _BUCKET_OF_REASON[now.reason] if now.reason else _FAMILY_OF_STATE[now.state]


def _judge(stretch: Iterable[tuple[Segment, str | None]]) -> None:
    """A planned stop that the calendar knows too is an own stop beyond the calendar's time."""
    pieces = list(stretch)
    if any(calendar_reason == segment.reason for segment, calendar_reason in pieces):
        for segment, calendar_reason in pieces:
            if calendar_reason is None and segment.bucket == "planned":
                segment.bucket = "own"


def classify(segments: list[Segment], threshold: int) -> list[Stop]:
    """Put segments of stops together to whole stops, and give each segment its stop's kind and number."""
    groups: list[list[Segment]] = []
    open_group, unknown = False, 0
    for segment in segments:
        if segment.bucket in ("unscheduled", "planned"):
            continue
        if segment.bucket == "producing":
            open_group = False
        elif segment.bucket == "unknown":
            unknown += segment.seconds
            continue
        elif open_group and groups[-1][-1].bucket == segment.bucket and unknown <= BRIDGE_GAP_S:
            groups[-1].append(segment)
        else:
            groups.append([segment])
            open_group = True
        unknown = 0
    return [_whole(number, group, segments, threshold) for number, group in enumerate(groups)]


def _whole(number: int, group: list[Segment], segments: list[Segment], threshold: int) -> Stop:
    seconds = sum(segment.seconds for segment in group)
    kind = group[0].bucket
    if kind == "own":
        kind = "minor_stop" if seconds <= threshold else "breakdown"
    by_reason: dict[str | None, int] = {}
    for segment in group:
        segment.bucket, segment.stop = kind, number
        by_reason[segment.reason] = by_reason.get(segment.reason, 0) + segment.seconds
    # The reason that lasted longest; of equals the first.
    reason = max((r for r in by_reason if r is not None), key=lambda r: by_reason[r], default=None)
    product = group[0].product
    if product is None:
        product = next((s.product for s in segments if s.start >= group[0].start and s.product), None)
    return Stop(kind, reason, group[0].start, group[-1].end, seconds, group[0].day, product)


def is_open(stop: Stop, segments: list[Segment]) -> bool:
    """Return whether nothing else is known after a stop: neither time out of plan nor a short gap ends it."""
    after = [one for one in segments if one.start >= stop.end and one.bucket not in ("unscheduled", "planned")]
    return all(one.bucket == "unknown" for one in after) and sum(one.seconds for one in after) <= BRIDGE_GAP_S
