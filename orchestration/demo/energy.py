"""What the machines of the demo plant draw, and what their meters show of it.

A meter is a register in tenths of a kilowatt-hour, read every five minutes, that rolls over; or a transmitter of the
power that writes each change.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from orchestration.demo.behaviour import History, Interval
from orchestration.demo.signals import Sample, changes_as_samples

READ_EVERY_S = 300
REGISTER_SCALE = 0.1
REGISTER_ROLLOVER = 99_999
STANDBY_SHARE = 0.04
PRICES = {"north": (0.182, 0.196)}
"""Price of a kilowatt-hour, before and after the window's price change; the south plant has none on file."""


@dataclass(frozen=True)
class Meter:
    """A work unit's meter: power in kW while it runs and while it waits, and where its register begins."""

    signal: Literal["energy", "power"]
    running_kw: float
    waiting_kw: float
    base: int = 0


METERS = {
    "n_l1_press": Meter("energy", 42.0, 9.5, base=95_000),
    "n_l1_weld": Meter("energy", 26.0, 4.0, base=12),
    "n_l1_pack": Meter("energy", 7.5, 2.5, base=40_000),
    "n_l2_mould_a": Meter("power", 31.0, 12.0),
    "n_l2_mould_b": Meter("power", 33.5, 13.0),
    "s_l1_lathe_1": Meter("energy", 11.0, 3.0, base=700),
}
"""Work units with a meter; the others have none, so that their energy is unknown."""


def meter_samples(meter: Meter, history: History, edges: Interval) -> list[Sample]:
    """What the meter's tag shows over the window."""
    changes = [(max(at, edges[0]), _kilowatts(meter, symbol)) for at, symbol in history.states if at <= edges[1]]
    if meter.signal == "power":
        return changes_as_samples(list(changes), edges)
    readings = range(edges[0], edges[1] + 1, READ_EVERY_S)
    samples: list[Sample] = []
    drawn, position = 0.0, 0
    spans = [*pairwise([*changes, (edges[1], 0.0)])]
    for at in readings:
        while position < len(spans) and spans[position][1][0] <= at:
            (start, kilowatts), (end, _) = spans[position]
            drawn += kilowatts * (end - start) / 3600
            position += 1
        (start, kilowatts) = spans[position][0] if position < len(spans) else (at, 0.0)
        shown = drawn + kilowatts * (at - start) / 3600
        samples.append((at, (meter.base + int(shown / REGISTER_SCALE)) % (REGISTER_ROLLOVER + 1), True))
    return samples


def _kilowatts(meter: Meter, symbol: str) -> float:
    if symbol == "run":
        return meter.running_kw
    return round(meter.running_kw * STANDBY_SHARE, 2) if symbol == "off" else meter.waiting_kw
