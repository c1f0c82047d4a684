"""Line 1: three units in a row. The press sets the pace; welder and packer wait for its parts.

The press is the constraint. A long stop of a later unit blocks the press; missing parts starve the later
units. What the later units make can never exceed what the press delivered good.
"""

from __future__ import annotations

import random

from orchestration.demo.behaviour import Forced, History, Interval, Order
from orchestration.demo.plant_description import Unit
from orchestration.demo.working_time import Shift

BLOCKED_AFTER_S = 600
STARVED_AFTER_S = 60
TRANSPORT_S = 20


def own_stops(unit: Unit, rng: random.Random, windows: list[Interval]) -> list[Forced]:
    """Own stops of a later unit, drawn in open time beforehand, each inside one window."""
    stops: list[Forced] = []
    rate = 1 / unit.minor_every_s + 1 / unit.breakdown_every_s
    for start, end in windows:
        at = start + int(rng.expovariate(rate)) + 60
        while at < end - 120:
            if rng.random() < unit.minor_every_s / (unit.minor_every_s + unit.breakdown_every_s):
                length, symbol = int(rng.lognormvariate(7.0, 0.5)) + unit.threshold, rng.choice(("mech", "elec"))
            else:
                length, symbol = rng.choice((25, 60, 90, 140, unit.threshold, unit.threshold + 1)), "jam"
            stops.append((at, min(end, at + length), symbol))
            at += length + int(rng.expovariate(rate)) + 60
    return stops


def blocked_by(stops: list[Forced]) -> list[Forced]:
    """When the press is blocked by stops of later units: from ten minutes into a stop to its end."""
    return [(a + BLOCKED_AFTER_S, b, "blocked") for a, b, _ in stops if b - a > BLOCKED_AFTER_S + 60]


def follow(
    unit: Unit, rng: random.Random, windows: list[Interval], shifts: list[Shift], stops: list[Forced],
    arrivals: list[tuple[int, Order]], edges: Interval,
) -> History:  # fmt: skip
    """Work the parts that arrive, in order, in open time without own stops; the rest of open time is starved."""
    history = History()
    free_time = _without(windows, stops)
    busy: list[tuple[int, int, str]] = []
    slot, clock = 0, edges[0]
    current: Order | None = None
    for arrival, order in arrivals:
        ready = max(clock, arrival + TRANSPORT_S)
        work = [(int(unit.actual_cycle[order.product]), "run")]
        if current is None or order.order != current.order:
            if current is not None:
                current.finished = clock
                work.insert(0, (rng.randint(240, 420), "setup"))
            current = Order(order.order, order.product, order.quantity, ready)
            history.orders.append(current)
        for length, symbol in work:
            left = length
            while left > 0 and slot < len(free_time):
                start, end = free_time[slot]
                ready = max(ready, start)
                if ready >= end:
                    slot += 1
                    continue
                used = min(left, end - ready)
                busy.append((ready, ready + used, symbol))
                ready, left = ready + used, left - used
            if left > 0:
                return _assemble(history, busy, free_time, stops, shifts, edges)
        history.parts.append((ready, rng.random() >= unit.reject_rate))
        clock = ready
    return _assemble(history, busy, free_time, stops, shifts, edges)


def _without(windows: list[Interval], stops: list[Forced]) -> list[Interval]:
    left: list[Interval] = []
    for start, end in windows:
        cursor = start
        for a, b, _ in stops:
            if b <= cursor or a >= end:
                continue
            if a > cursor:
                left.append((cursor, a))
            cursor = max(cursor, b)
        if cursor < end:
            left.append((cursor, end))
    return left


def _assemble(
    history: History, busy: list[tuple[int, int, str]], free_time: list[Interval], stops: list[Forced],
    shifts: list[Shift], edges: Interval,
) -> History:  # fmt: skip
    """Lay all pieces of time side by side; what nothing claims is starved, idle in a break, or off."""
    pieces = [*busy, *stops]
    taken = 0
    for start, end in free_time:
        cursor = start
        while taken < len(busy) and busy[taken][0] < end:
            a, b, symbol = busy[taken]
            if a > cursor:
                pieces.append((cursor, a, "run" if a - cursor <= STARVED_AFTER_S and cursor > start else "starved"))
            cursor = b
            taken += 1
        if cursor < end:
            pieces.append((cursor, end, "starved"))
    pieces.sort()
    last = edges[0]
    for a, b, symbol in [*pieces, (edges[1], edges[1], "")]:
        if a > last:
            cuts = {last, *(s.start for s in shifts), *(s.end for s in shifts)}
            for cut in sorted(c for c in cuts if last <= c < a):
                history.enter(cut, "idle" if any(s.start <= cut < s.end for s in shifts) else "off")
        if b > a:
            history.enter(a, symbol)
        last = max(last, b)
    return history
