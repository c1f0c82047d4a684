"""How one machine of the demo plant behaves: states, orders and parts over time, from a seeded generator.

Times are UTC epoch seconds (whole). States are the symbols of `plant_description.SYMBOLS`.
What an export shows of this is decided in `signals.py`, not here.
"""

from __future__ import annotations

import math
import random
from bisect import bisect_right
from dataclasses import dataclass, field

from orchestration.demo.plant_description import Unit
from orchestration.demo.working_time import PlannedStop, Shift

Interval = tuple[int, int]
Forced = tuple[int, int, str]


@dataclass
class Order:
    """One production order as the machine worked it; `finished` None while it is open."""

    order: str
    product: str
    quantity: int
    started: int
    finished: int | None = None


@dataclass
class History:
    """What a machine really did: changes of state, orders, and parts as (second, good)."""

    states: list[tuple[int, str]] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)
    parts: list[tuple[int, bool]] = field(default_factory=list)

    def enter(self, at: int, symbol: str) -> None:
        """Change the state; a change at the same second replaces the one before."""
        if self.states and self.states[-1][0] == at:
            self.states.pop()
        if not self.states or self.states[-1][1] != symbol:
            self.states.append((at, symbol))

    def symbol_at(self, at: int) -> str:
        """State that holds at a second."""
        return self.states[bisect_right(self.states, at, key=lambda change: change[0]) - 1][1]


def generator(seed: int, purpose: str) -> random.Random:
    """A generator of its own for each purpose, so that a change in one unit leaves the others as they were."""
    return random.Random(f"{seed}/{purpose}")  # noqa: S311  a simulation, not a secret


def draw_stop(rng: random.Random, unit: Unit) -> tuple[int, str]:
    """Length and symbol of the next stop; some lengths lie exactly at, or one second beside, the threshold."""
    weights = (1 / unit.minor_every_s, 1 / unit.breakdown_every_s, 1 / unit.external_every_s)
    kind = rng.choices(("minor", "breakdown", "external"), weights)[0]
    if kind == "external":
        return rng.randint(180, 1100), rng.choice(("no_material", "no_material", "no_material", "power"))
    if kind == "breakdown":
        return int(rng.lognormvariate(7.0, 0.6)) + unit.threshold + 60, rng.choice(("mech", "mech", "elec", "tool"))
    if rng.random() < 0.12:
        return unit.threshold + rng.choice((-1, 0, 0, 1)), "jam"
    return rng.randint(15, 200), rng.choice(("jam", "jam", "adjust"))


class Machine:
    """A machine that works through its orders in its open windows."""

    def __init__(self, unit: Unit, rng: random.Random, edges: Interval, forced: list[Forced]) -> None:
        self.unit, self.rng, self.edges = unit, rng, edges
        self.forced = sorted(forced)
        self.history = History()
        self.running_left = 0.0  # running seconds to the next stop
        self.cycle_left = 0.0  # running seconds to the next part
        self.speed = unit.speed
        self.pending: tuple[int, str] | None = None  # a stop that has seconds to go
        self.order_left = 0

    def run(self, windows: list[Interval], shifts: list[Shift], stops: list[PlannedStop]) -> History:
        """Work all windows and return the history."""
        first, last = self.edges
        self._start_order(first)
        self.running_left = self._time_to_stop()
        cursor = first
        for start, end in windows:
            self._rest(cursor, start, shifts, stops)
            if self.pending is None and start > cursor and self.rng.random() < 0.12:
                self.pending = (self.rng.randint(60, 480), "idle")
            self._work(start, end)
            cursor = end
        self._rest(cursor, last, shifts, stops)
        return self.history

    def _rest(self, start: int, end: int, shifts: list[Shift], stops: list[PlannedStop]) -> None:
        """Time outside the windows: an unfinished stop stays on the display, else idle or off."""
        if start >= end:
            return
        if self.pending is not None:
            return
        cuts = {start, *(s.start for s in shifts), *(s.end for s in shifts), *(s.start for s in stops)}
        for at in sorted(cut for cut in cuts if start <= cut < end):
            inside = any(s.start <= at < s.end for s in shifts)
            service = any(s.start <= at < s.end and s.reason == "planned_maintenance" for s in stops)
            self.history.enter(at, "maint" if service and inside else "idle" if inside else "off")

    def _work(self, start: int, end: int) -> None:
        at = start
        while at < end:
            forced = next((f for f in self.forced if f[0] <= at < f[1]), None)
            if forced is not None and self.pending is None:
                self.history.enter(at, forced[2])
                at = min(end, forced[1])
            elif self.pending is not None:
                length, symbol = self.pending
                self.history.enter(at, symbol)
                until = min(end, at + length)
                self.pending = (length - (until - at), symbol) if until - at < length else None
                at = until
            elif self.running_left < 1:
                self.pending = draw_stop(self.rng, self.unit)
                self.running_left = self._time_to_stop()
                # About one block in twenty beats the ideal cycle: speed loss below zero.
                self.speed = self.rng.uniform(1.01, 1.05) if self.rng.random() < 0.05 else self._usual_speed()
            else:
                at = self._produce(at, end)

    def _produce(self, start: int, end: int) -> int:
        """Run until a stop is due, the order is complete or the window ends; return the end of running."""
        self.history.enter(start, "run")
        upcoming = min((f[0] for f in self.forced if f[0] > start), default=end)
        limit = min(end, upcoming, start + max(1, int(self.running_left)))
        product = self.history.orders[-1].product
        cycle = self.unit.ideal.get(product, 24.0) / self.speed
        clock = start + self.cycle_left
        while math.ceil(clock) <= limit:
            at = max(start + 1, math.ceil(clock))
            if at > limit:
                break
            self.history.parts.append((at, self.rng.random() >= self.unit.reject_rate))
            clock += cycle
            self.order_left -= 1
            if self.order_left == 0:
                self.history.orders[-1].finished = at
                self.pending = (self.rng.randint(600, 1500), "setup")
                self._start_order(at)
                self.cycle_left = cycle
                self.running_left -= at - start
                return at
        self.cycle_left = max(0.0, clock - limit)
        self.running_left -= limit - start
        return limit

    def _start_order(self, at: int) -> None:
        number = len(self.history.orders)
        product = self.unit.products[number % len(self.unit.products)]
        size = self.rng.randint(*self.unit.order_size)
        self.order_left = size
        name = f"PO-{self.unit.alias}-{number + 1:03d}"
        self.history.orders.append(Order(name, product, size, at))

    def _usual_speed(self) -> float:
        return min(0.995, self.rng.gauss(self.unit.speed, 0.02))

    def _time_to_stop(self) -> float:
        unit = self.unit
        rate = 1 / unit.minor_every_s + 1 / unit.breakdown_every_s + 1 / unit.external_every_s
        return max(30.0, self.rng.expovariate(rate))
