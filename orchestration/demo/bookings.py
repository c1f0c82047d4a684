"""What people book of line 1 beside its counters: MES operations on welder and packer, ERP confirmations on the line.

A booking is one order in one shift, from the machine's true parts, with the mistakes that `MISTAKES` lists; the truth
about the reconciliation holds them. Not here: line s_l2, which is known by its bookings alone (`kitting.py`).
"""

from __future__ import annotations

import random
from bisect import bisect_right
from dataclasses import dataclass, replace

from orchestration.demo.behaviour import History
from orchestration.demo.kitting import WORKERS, Operation
from orchestration.demo.plant_description import Line, Unit
from orchestration.demo.working_time import Shift

MISTAKES = {
    "never booked": 5,  # the MES has nothing of this booking
    "two short": 7,  # two good units fewer than the counter
    "a hundred more": 9,  # good units in the ERP, a slip of the key
    "booked twice": 11,  # in the ERP; the second is reversed
    "never confirmed": 13,  # the ERP has nothing of it
}
"""The packer's n-th booking that each mistake befalls."""


@dataclass(frozen=True)
class Confirmation:
    """One ERP confirmation; quantities are pieces, times epoch seconds."""

    confirmation_id: str
    work_centre: str
    order: str
    product: str
    start: int
    end: int
    good: int
    reject: int
    worker: str
    reverses: str = ""


def book(unit: Unit, history: History, shifts: list[Shift], rng: random.Random) -> list[Operation]:
    """One operation for each order and shift in which the unit made parts; a third of what is not good is rework."""
    booked: list[Operation] = []
    starts = [order.started for order in history.orders]
    times = [at for at, _ in history.parts]
    for order, until in zip(history.orders, [*starts[1:], shifts[-1].end], strict=True):
        for shift in shifts:
            start, end = max(order.started, shift.start), min(until, shift.end)
            if start >= end:
                continue
            first, last = bisect_right(times, start), bisect_right(times, end)
            made = [good for _, good in history.parts[first:last]]
            if not made:
                continue
            bad = made.count(False)
            rework = sum(rng.random() < 1 / 3 for _ in range(bad))
            booked.append(Operation(
                f"{unit.alias}-{len(booked) + 1:05d}", unit.unit, order.order, order.product, "production", start, end,
                made.count(True), bad - rework, 0, rng.choice(WORKERS), rework,
            ))  # fmt: skip
    return booked


def with_mistakes(operations: list[Operation]) -> list[Operation]:
    """The packer's operations as the MES has them."""
    shown = list(operations)
    short = shown[MISTAKES["two short"] - 1]
    shown[MISTAKES["two short"] - 1] = replace(short, good=short.good - 2)
    del shown[MISTAKES["never booked"] - 1]
    return shown


def confirm(line: Line, operations: list[Operation]) -> list[Confirmation]:
    """What the ERP was told of the line: the packer's bookings with the ERP's mistakes; all that is bad is scrap."""
    told: list[Confirmation] = []
    for number, op in enumerate(operations, start=1):
        if number == MISTAKES["never confirmed"]:
            continue
        good = op.good + 100 if number == MISTAKES["a hundred more"] else op.good
        one = Confirmation(
            f"{number:010d}", line.alias, op.order, op.product, op.start, op.end, good, op.reject + op.rework, op.worker
        )
        told.append(one)
        if number == MISTAKES["booked twice"]:
            again = replace(one, confirmation_id=f"9{number:09d}")
            told += [again, replace(one, confirmation_id=f"8{number:09d}", reverses=again.confirmation_id)]
    return told
