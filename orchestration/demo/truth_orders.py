"""The truth about orders: planned against actual time, quantity and cost, on time in full, and kept schedule (kpis.md).

One row per planned order. Actual times are seconds of all its work units; money is EUR. What is not known is None.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

from orchestration.demo.behaviour import Order
from orchestration.demo.booked_costs import booked_costs
from orchestration.demo.it_extracts import planned_orders, planned_quantity
from orchestration.demo.money import DOLLAR_PRODUCT, EUROS_A_DOLLAR
from orchestration.demo.order_plans import PlannedOperation, planned_operations
from orchestration.demo.plant_description import ORDER_FINISH_S, PRODUCTS, Line, Site
from orchestration.demo.simulation import Simulation
from orchestration.demo.sites import SITES
from orchestration.demo.truth_counts import count
from orchestration.demo.truth_iso22400 import UnitTruth
from orchestration.demo.truth_time import Segment

HOUR = 3600


@dataclass
class _Ran:
    """What a work unit did for an order; `start` and `end` None where it was counted there and never ran."""

    start: int | None = None
    end: int | None = None
    run_s: int = 0
    setup_s: int = 0
    good: int = 0
    good_by_due: int = 0
    reject: int = 0


def performance_rows(sim: Simulation, units: dict[str, UnitTruth]) -> list[dict[str, Any]]:
    """All planned orders."""
    booked = _booked(sim)
    rows = []
    for site in SITES:
        planned = planned_orders(sim, site)
        first, edge = sim.window.edges(site)
        whole_hour = {order.order: first + (due - first) // HOUR * HOUR for _, order, _, _, due in planned}
        ran = {unit.unit: _ran(sim, unit.unit, units[unit.unit].segments, whole_hour)
               for line in site.lines for unit in line.units}  # fmt: skip
        last_runs = {name: _last_run(units[name].segments) for name in ran}
        operations = planned_operations(sim, site)
        for centre, order, start, finish, due in planned:
            line = _line_of(site, centre)
            on = {unit.unit: ran[unit.unit][order.order] for unit in line.units if order.order in ran[unit.unit]}
            rows.append(
                {"order_id": order.order, "line": line.line}
                | {"due_date": sim.window.production_day(site, due) if due <= edge else None}
                | _times([one for one in operations if one.order == order.order], on)
                | _delivered(planned_quantity(order), on, last_runs, (start, finish, due), edge)
                | _costs(sim, order, start, on, booked.get(order.order))
            )
    return rows


def _times(operations: list[PlannedOperation], on: dict[str, _Ran]) -> dict[str, Any]:
    return {
        "planned_setup_s": float(sum(one.setup_s for one in operations)),
        "planned_run_s": float(sum(one.run_s for one in operations)),
        "actual_setup_s": float(sum(one.setup_s for one in on.values())) if on else None,
        "actual_run_s": float(sum(one.run_s for one in on.values())) if on else None,
    }


def _delivered(
    planned: int, on: dict[str, _Ran], last_runs: dict[str, int], plan: tuple[int, int, int], edge: int
) -> dict[str, Any]:
    """What came of it until when; `on` has the work units in their order, of which the last one's good units count."""
    start, finish, due = plan
    ends = {name: one.end for name, one in on.items() if one.end is not None}
    last = max(ends, key=lambda name: ends[name], default=None)
    begun = min((one.start for one in on.values() if one.start is not None), default=None)
    finished = None if last is None else ends[last]
    counted = list(on.values())[-1] if on else _Ran()
    in_time = finished is not None and finished <= due
    is_finished = counted.good >= planned or (last is not None and last_runs[last] >= ends[last])
    return {
        "planned_quantity": float(planned), "good_count": counted.good if on else None,
        "reject_count": sum(one.reject for one in on.values()) if on else None,
        "start_deviation_s": None if begun is None else float(begun - start),
        "finish_deviation_s": float(finished - finish) if is_finished and finished is not None else None,
        "is_finished": is_finished, "is_due": due <= edge,
        "is_on_time_in_full": (counted.good if in_time else counted.good_by_due) >= planned if due <= edge else None,
        "is_on_schedule":
            is_finished and finished is not None and abs(finished - finish) <= ORDER_FINISH_S if due <= edge else None,
    }  # fmt: skip


def _costs(sim: Simulation, order: Order, start: int, on: dict[str, _Ran], booked: float | None) -> dict[str, Any]:
    unit_cost, good = _planned_unit_cost(sim, order, start), list(on.values())[-1].good if on else 0
    planned = None if unit_cost is None else unit_cost * planned_quantity(order)
    return {
        "planned_cost": planned, "actual_cost": booked,
        "actual_unit_cost": booked / good if booked is not None and good else None,
        "cost_deviation": None if booked is None or planned is None else booked - planned,
    }  # fmt: skip


def _line_of(site: Site, centre: str) -> Line:
    return next(x for x in site.lines if centre == x.alias or any(centre == unit.alias for unit in x.units))


def _ran(sim: Simulation, name: str, segments: list[Segment], whole_hour: dict[str, int]) -> dict[str, _Ran]:
    """By order; what was good by the due time is counted up to the last whole hour before it."""
    pieces = _cut_at(segments, sorted(set(whole_hour.values())))
    counts = count(sim, sim.placed[name], pieces)
    found: dict[str, _Ran] = {}
    setup_s, has_run = 0, False
    for index, piece in enumerate(pieces):
        is_run = piece.bucket == "producing"
        if piece.order is not None and (is_run or counts.total[index] or counts.reject[index]):
            ran = found.setdefault(piece.order, _Ran())
            ran.good += counts.good[index]
            ran.reject += counts.reject[index]
            ran.good_by_due += counts.good[index] if piece.end <= whole_hour[piece.order] else 0
            if is_run:
                ran.start = piece.start if ran.start is None else ran.start
                ran.end, ran.run_s = piece.end, ran.run_s + piece.seconds
                ran.setup_s += setup_s if has_run else 0
        if is_run:
            setup_s, has_run = 0, True
        elif piece.bucket == "changeover":
            setup_s += piece.seconds
    return found


def _cut_at(segments: list[Segment], instants: list[int]) -> list[Segment]:
    pieces = []
    for segment in segments:
        inside = instants[bisect_right(instants, segment.start) : bisect_left(instants, segment.end)]
        cuts = [segment.start, *inside, segment.end]
        pieces += [replace(segment, start=start, end=end) for start, end in pairwise(cuts)]
    return pieces


def _last_run(segments: list[Segment]) -> int:
    return max(segment.start for segment in segments if segment.bucket == "producing")


def _planned_unit_cost(sim: Simulation, order: Order, start: int) -> float | None:
    """The product's variable cost; what has no price on file has none either."""
    known = next(p for p in PRODUCTS if p.product == order.product)
    day = datetime.fromtimestamp(start, UTC).date()
    currency = "USD" if order.product == DOLLAR_PRODUCT else "EUR"
    return None if known.price is None else _euros(sim, known.variable_cost, currency, day)


def _booked(sim: Simulation) -> dict[str, float]:
    sums: dict[str, float] = defaultdict(float)
    for one in booked_costs(sim):
        sums[one.order] += _euros(sim, one.amount, one.currency, one.day)
    return sums


def _euros(sim: Simulation, amount: float, currency: str, day: date) -> float:
    return amount * EUROS_A_DOLLAR[day >= sim.window.price_change] if currency == "USD" else amount
