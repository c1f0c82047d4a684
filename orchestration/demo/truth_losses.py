"""The truth about what slow running and scrap cost, and what repairs cost their stops (kpis.md, Money).

Losses: one row per work unit, production day, shift and product. Speed loss is NULL for a product without an ideal
cycle; the quality of what was lost is that of the units of that row, else of the 28 days before.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from orchestration.demo.money import EUROS_A_DOLLAR, REPAIRED_UNIT, SALVAGE, Repair, repairs, variable_cost_on_the_way
from orchestration.demo.plant_description import CONSTRAINT_FACTOR, PRODUCTS
from orchestration.demo.simulation import Placed, Simulation
from orchestration.demo.truth_counts import Counts
from orchestration.demo.truth_money import contribution_of, in_euros, look_back
from orchestration.demo.truth_shifts import UnitShifts
from orchestration.demo.truth_time import Segment, Stop

MATCH_S = 1800
Key = tuple[date, str, str | None]


def loss_rows(
    sim: Simulation, placed: Placed, segments: list[Segment], counts: Counts, shifts: UnitShifts
) -> list[dict[str, Any]]:
    """What slow running and scrap of a work unit cost; `counts` are those of the segments."""
    unit = placed.unit
    added: dict[Key, list[float]] = {}
    for index, segment in enumerate(segments):
        if segment.bucket != "producing" and counts.total[index] == 0 and counts.reject[index] == 0:
            continue
        sums = added.setdefault((segment.day, segment.shift, segment.product), [0.0, 0.0, 0.0, 0.0])
        cycle = unit.ideal.get(segment.product or "", 0.0)
        known = segment.bucket != "unknown"
        sums[0] += segment.seconds if segment.bucket == "producing" else 0
        sums[1] += counts.good[index] * cycle if known else 0
        sums[2] += counts.total[index] * cycle if known else 0
        sums[3] += counts.reject[index]
    rows = []
    for (day, shift, product), (producing, good, ideal_s, rejected) in added.items():
        ideal = unit.ideal.get(product or "")
        speed_loss = producing - ideal_s if ideal else None
        quality = good / ideal_s if ideal_s else _quality_before(shifts, day)
        contribution = contribution_of(sim, product, day)
        lost = speed_loss / ideal * quality if ideal and speed_loss is not None and quality is not None else None
        scrap = scrap_value(sim, placed, product, day)
        rows.append({
            "work_unit": unit.unit, "production_date": day, "shift": shift, "product": product,
            "speed_loss_s": speed_loss, "speed_lost_units": lost,
            "speed_cost": 0.0 if speed_loss == 0 else _times(lost, _times(contribution, factor(placed))),
            "scrap_cost": 0.0 if rejected == 0 else _times(rejected, scrap),
        })  # fmt: skip
    return rows


def factor(placed: Placed) -> float:
    """Constraint factor of a unit."""
    return 1.0 if placed.line.sold_out and placed.unit.unit == placed.line.constraint else CONSTRAINT_FACTOR


def scrap_value(sim: Simulation, placed: Placed, product: str | None, day: date) -> float | None:
    """What one unit scrapped at a unit loses; None where the price, or the cost up to there, is not known."""
    known = next((p for p in PRODUCTS if p.product == product), None)
    contribution = contribution_of(sim, product, day)
    if known is None or contribution is None:
        return None
    cost = None
    if product in placed.unit.ideal:
        cost = variable_cost_on_the_way(placed.unit.alias, known.variable_cost)
    last = placed.line.exit or placed.line.units[-1].unit
    if cost is None and placed.unit.unit == last:
        cost = in_euros(sim, known.product, day, known.variable_cost)
    return None if cost is None else cost - SALVAGE.get(known.product, 0.0) + factor(placed) * contribution


def repair_costs(sim: Simulation, name: str, stops: list[Stop]) -> dict[int, float]:
    """Cost of repair by number of the stop: each order shared by length over the breakdowns it overlaps, else over
    those within half an hour."""
    costs: dict[int, float] = {}
    for repair in repairs(sim) if name == REPAIRED_UNIT else []:
        breakdowns = {number: stop for number, stop in enumerate(stops) if stop.kind == "breakdown"}
        mine = {n: s for n, s in breakdowns.items() if _touches(repair, s, 0)}
        mine = mine or {n: s for n, s in breakdowns.items() if _touches(repair, s, MATCH_S)}
        for number, stop in mine.items():
            share = stop.seconds / sum(one.seconds for one in mine.values())
            euros = EUROS_A_DOLLAR[stop.day >= sim.window.price_change] if repair.currency == "USD" else 1.0
            costs[number] = costs.get(number, 0.0) + (repair.labour_cost + repair.parts_cost) * share * euros
    return costs


def _touches(repair: Repair, stop: Stop, within: int) -> bool:
    begins, ends = min(repair.reported, repair.finished), repair.finished
    return stop.start <= ends + within and stop.end >= begins - within


def _quality_before(shifts: UnitShifts, day: date) -> float | None:
    rated = look_back(shifts, day)
    ideal = sum(parts.good_s + parts.quality_loss_s for parts in rated)
    return sum(parts.good_s for parts in rated) / ideal if ideal else None


def _times(a: float | None, b: float | None) -> float | None:
    return None if a is None or b is None else a * b
