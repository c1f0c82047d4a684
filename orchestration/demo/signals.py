"""What the historians recorded of the machines: samples per tag, with everything that goes wrong on the way.

A feed holds what is true after all files are loaded (a corrected value has won). `deliveries.py` decides what
each file shows. Times are UTC epoch seconds.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from orchestration.demo.behaviour import History, Interval, generator
from orchestration.demo.plant_description import Site, Unit

POLL_S = 60

Value = float | int | str
# second, value, whether its quality is good
Sample = tuple[int, Value, bool]


@dataclass(frozen=True)
class Tag:
    """One tag of a source; `signal` None for a tag that the workspace leaves unmapped."""

    tag: str
    unit: Unit
    signal: str | None


@dataclass
class Feed:
    """All samples of one source, per tag in order of time, and the holes in it."""

    source: str
    edges: Interval
    tags: dict[str, Tag] = field(default_factory=dict)
    samples: dict[str, list[Sample]] = field(default_factory=dict)
    silences: list[Interval] = field(default_factory=list)

    def of(self, unit: str, signal: str) -> list[Sample]:
        """Samples of a unit's signal; empty when the source has none."""
        for tag in self.tags.values():
            if tag.unit.unit == unit and tag.signal == signal:
                return self.samples[tag.tag]
        return []

    def rows(self) -> list[tuple[int, str, Value, bool]]:
        """All samples as (second, tag, value, good), by time and then by tag."""
        return sorted(((at, tag, value, good) for tag, all_ in self.samples.items() for at, value, good in all_),
                      key=lambda row: row[:2])  # fmt: skip

    def add(self, tag: Tag, samples: list[Sample]) -> None:
        """Add a tag without what fell into a silence; the connection's return repeats the last value."""
        for _, end in self.silences:
            index = bisect_right(samples, end, key=lambda sample: sample[0])
            at, value, good = samples[index - 1]
            if at != end:
                samples = [*samples[:index], (end, value, good), *samples[index:]]
        self.tags[tag.tag] = tag
        self.samples[tag.tag] = [
            sample for sample in samples if not any(start < sample[0] < end for start, end in self.silences)
        ]


def changes_as_samples(changes: list[tuple[int, Value]], edges: Interval) -> list[Sample]:
    """A sample a change, and one at each edge of the window."""
    samples: list[Sample] = [(at, value, True) for at, value in changes if at <= edges[1]]
    if samples[0][0] != edges[0]:
        raise ValueError(f"the first change is at {samples[0][0]}, not at the window's start {edges[0]}")
    if samples[-1][0] != edges[1]:
        samples.append((edges[1], samples[-1][1], True))
    return samples


def polled(samples: list[Sample], edges: Interval) -> list[Sample]:
    """The changes as they are, and between them the value that holds, at each whole minute."""
    merged: list[Sample] = []
    position = 0
    for at in range(edges[0], edges[1] + 1, POLL_S):
        while position < len(samples) and samples[position][0] <= at:
            merged.append(samples[position])
            position += 1
        if not merged or merged[-1][0] != at:
            merged.append((at, merged[-1][1], merged[-1][2]))
    return merged


def counter(unit: Unit, history: History, edges: Interval, signal: str, base: int) -> list[Sample]:
    """A counter's samples: one a count or one a minute, rolling over or put back to zero at each order.

    A reset counter is sampled when its order ends and 30 s later, at zero, while the machine is being set up.
    """
    wanted = {"total_count": (True, False), "good_count": (True,), "reject_count": (False,)}[signal]
    made = [at for at, good in history.parts if good in wanted and at <= edges[1]]
    resets = [order.started for order in history.orders[1:]] if unit.counter_mode == "reset" else []
    instants = sorted({edges[0], edges[1], *made} if unit.by_exception else {*range(edges[0], edges[1] + 1, POLL_S)})
    instants = sorted({*instants, *resets, *(at + 30 for at in resets)})
    samples: list[Sample] = []
    position, next_reset, shown = 0, 0, base
    for at in instants:
        while position < len(made) and made[position] <= at:
            shown = shown + 1 if unit.counter_mode == "reset" else (shown + 1) % (unit.rollover_at + 1)
            position += 1
        if next_reset < len(resets) and at == resets[next_reset] + 30:
            shown, next_reset = 0, next_reset + 1
        samples.append((at, shown, True))
    return samples


def state_samples(site: Site, history: History, edges: Interval, bad: list[tuple[int, int, Value]]) -> list[Sample]:
    """The state tag: a sample a change; during a bad spell one bad sample, and at its end the state that holds."""
    samples = changes_as_samples([(at, site.raw_states[symbol]) for at, symbol in history.states], edges)
    for start, end, value in bad:
        held = site.raw_states[history.symbol_at(end)]
        samples = [s for s in samples if not start <= s[0] <= end]
        samples += [(start, value, False), (end, held, True)]
    return sorted(samples, key=lambda sample: sample[0])


def work_samples(unit: Unit, history: History, edges: Interval) -> list[Sample]:
    """The order or product tag: a sample at each change."""
    first, *rest = history.orders
    changes: list[tuple[int, Value]] = [(edges[0], getattr(first, unit.work_signal))]
    changes += [(order.started, getattr(order, unit.work_signal)) for order in rest if order.started > edges[0]]
    return changes_as_samples(changes, edges)


def process_values(seed: int, tag: str, history: History, edges: Interval, mean: float, every_s: int) -> list[Sample]:
    """A process value that wanders about its mean while the machine runs and falls to nothing while it does not."""
    rng = generator(seed, f"process/{tag}")
    samples: list[Sample] = []
    position, running = 0, False
    for at in range(edges[0], edges[1] + 1, every_s):
        while position < len(history.states) and history.states[position][0] <= at:
            running = history.states[position][1] == "run"
            position += 1
        samples.append((at, round(rng.gauss(mean, mean / 60) if running else 0.0, 2), True))
    return samples
