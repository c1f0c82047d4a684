"""Line s_l2: no machine signals at all, only operations booked in the MES.

An operation is worked in one piece inside the plan, so none spans a break. The first begins with the first
window and the last ends with the last one, so that the source's edges are the line's.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from orchestration.demo.behaviour import Interval, Order
from orchestration.demo.plant_description import Unit

WORKERS = ("Asha Rao", "Vikram Singh", "Meera Iyer", "Ravi Kumar", "Lakshmi Nair")

REWORK_AT_ONCE = 6


@dataclass(frozen=True)
class Operation:
    """One booked operation; quantities are pieces, times epoch seconds."""

    operation_id: str
    unit: str
    order: str
    product: str
    kind: str
    start: int
    end: int
    good: int
    reject: int
    held: int
    worker: str
    rework: int = 0


def book_operations(unit: Unit, rng: random.Random, windows: list[Interval]) -> tuple[list[Operation], list[Order]]:
    """All operations of a unit, with set-ups, gaps of up to eight minutes and now and then a long one.

    At the bench some kits need rework; once there are six they pass it a second time, and one of them becomes scrap.
    """
    booked: list[Operation] = []
    orders: list[Order] = []
    left = waiting = 0
    for number, (start, end) in enumerate(windows):
        at = start if number == 0 or rng.random() < 0.7 else start + rng.randint(60, 420)
        while at < end - 300:
            second_pass = waiting * 60
            if waiting >= REWORK_AT_ONCE and at + second_pass < end - 900:
                order = orders[-1]
                booked.append(Operation(
                    f"{unit.alias}-{len(booked) + 1:05d}", unit.unit, order.order, order.product, "rework", at,
                    at + second_pass, waiting - 1, 1, 0, rng.choice(WORKERS),
                ))  # fmt: skip
                at, waiting = at + second_pass, 0
            setup = left <= 0
            if setup:
                product = unit.products[len(orders) % len(unit.products)]
                left = rng.randint(*unit.order_size)
                orders.append(Order(f"PO-{unit.alias}-{len(orders) + 1:03d}", product, left, at))
            length = rng.randint(500, 1200) if setup else rng.randint(1200, 4200)
            until = min(end, at + length)
            if number == len(windows) - 1 and until > end - 900:
                until = end
            order = orders[-1]
            made = 0 if setup else min(left, int((until - at) * rng.uniform(0.84, 0.99) / unit.ideal[order.product]))
            reject = sum(rng.random() < 0.02 for _ in range(made))
            held = rng.randint(1, 4) if made > 20 and rng.random() < 0.1 else 0
            held = min(held, made - reject)
            rework = rng.randint(0, 3) if made > 20 and unit.alias == "BENCH" else 0
            rework = min(rework, made - reject - held)
            waiting += rework
            booked.append(Operation(
                f"{unit.alias}-{len(booked) + 1:05d}", unit.unit, order.order, order.product,
                "setup" if setup else "production", at, until, made - reject - held - rework,
                reject, held, rng.choice(WORKERS), rework,
            ))  # fmt: skip
            left -= made
            if not setup and left <= 0:
                order.finished = until
            long_gap = rng.random() < 0.04 and number < len(windows) - 1
            at = until + (rng.randint(1500, 3600) if long_gap else rng.choice((0, 0, 30, 120, 300, 301, 420)))
    return booked, orders
