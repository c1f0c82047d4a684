"""The truth about the 34 KPIs of ISO 22400-2 on line 1, per day, ISO week, month, and order (shared formulas: kpis.md).

Times and counts come from the line's and its units' own truth, the rest from the line's records; `value` is None where
a denominator is zero. Capability stands per product.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean, stdev
from typing import Any

from orchestration.demo.line_records import (
    CAPACITY_PER_H,
    LINE,
    LOWER_LIMIT,
    PLANNED_RUN_S,
    UPPER_LIMIT,
    LineRecords,
    line_records,
    planned_scrap,
)
from orchestration.demo.plant_description import REASONS
from orchestration.demo.simulation import Simulation
from orchestration.demo.truth_counts import Counts
from orchestration.demo.truth_shifts import UnitShifts, line_shifts
from orchestration.demo.truth_time import Segment, Stop, is_open

Sums = dict[str, float]
Row = dict[str, Any]
FAILURES = {reason for reason, _, _, _, is_failure in REASONS if is_failure}
BUSY = ("producing", "changeover", "breakdown", "minor_stop")


@dataclass(frozen=True)
class UnitTruth:
    """What the other truths found of one unit."""

    segments: list[Segment]
    counts: Counts
    stops: list[Stop]
    shifts: UnitShifts
    energy: list[Row]


def iso22400_rows(sim: Simulation, units: dict[str, UnitTruth]) -> list[Row]:
    """All rows of line 1."""
    of_line = {unit.unit: units[unit.unit] for unit in LINE.units}
    records = line_records(sim)
    orders = _orders(sim, of_line)
    days: dict[date, Sums] = defaultdict(lambda: defaultdict(float))
    _add_machines(sim, of_line, days)
    _add_records(sim, records, days)
    for order in orders:
        for name, amount in order.items():
            if isinstance(amount, float):
                days[order["day"]][name] += amount
    rows = []
    for kind in ("day", "week", "month"):
        for start, members in _periods(kind, list(days)).items():
            sums: Sums = defaultdict(float)
            for day in members:
                for name, amount in days[day].items():
                    sums[name] += amount
            stock = [fmean(found) for day in members if (found := _counted(sim, records, day))]
            sums["average_stock"] = fmean(stock) if stock else 0.0
            head = {"period_kind": kind, "period_start": start, "order_id": None, "product": None}
            rows += [head | one for one in _divided(_of_object(sums) | _of_orders(sums))]
            rows += _capability(sim, records, kind, start, set(members))
    for order in orders:
        head = {"period_kind": "order", "period_start": order["day"], "order_id": order["order_id"], "product": None}
        rows += [head | one for one in _divided(_of_orders(order))]
    return rows


def _add_machines(sim: Simulation, units: dict[str, UnitTruth], days: dict[date, Sums]) -> None:
    shifts = {name: unit.shifts for name, unit in units.items()}
    for (day, _), parts in line_shifts(sim, LINE, shifts).parts.items():
        of_day = days[day]
        of_day["production"] += parts.producing_s
        of_day["setup"] += parts.changeover_s
        of_day["delay"] += parts.breakdown_s + parts.minor_stop_s
        of_day["planned_busy"] += parts.busy_s
        of_day["produced"] += parts.total_count
        of_day["good"] += parts.good_count
        of_day["scrap"] += parts.reject_count
    press = units[LINE.units[0].unit]
    for index, segment in enumerate(press.segments):
        if press.counts.total[index]:
            days[segment.day]["planned_run"] += press.counts.total[index] * PLANNED_RUN_S[segment.product or ""]
            days[segment.day]["first_operation"] += press.counts.total[index]
    for unit in units.values():
        for (day, _), parts in unit.shifts.parts.items():
            days[day]["processing"] += parts.producing_s + parts.changeover_s
            days[day]["scrap_of_all"] += parts.reject_count
            days[day]["rework"] += parts.rework_count
        for drawn in unit.energy:
            days[drawn["production_date"]]["energy"] += drawn["energy_kwh"]
        for stop in unit.stops:
            if stop.kind == "breakdown" and stop.reason in FAILURES:
                is_closed = not is_open(stop, unit.segments)
                days[stop.day]["failures"] += 1
                days[stop.day]["closed_failures"] += is_closed
                days[stop.day]["repair"] += stop.seconds if is_closed else 0


def _add_records(sim: Simulation, records: LineRecords, days: dict[date, Sums]) -> None:
    for attendance in records.attendances:
        days[attendance.day]["present"] += attendance.present_h * 3600
        days[attendance.day]["work"] += attendance.work_h * 3600
    for lot in records.inspections:
        days[_day(sim, lot.at)]["inspected"] += lot.inspected
        days[_day(sim, lot.at)]["passed"] += lot.passed
    for moved in records.movements:
        days[_day(sim, moved.at)][f"{moved.kind}_kg"] += moved.kilograms
    for job in records.jobs:
        if job.finish is not None:
            days[_day(sim, job.start)][job.kind] += job.finish - job.start
    for of_day in days.values():
        of_day["capacity"] = of_day["planned_busy"] / 3600 * CAPACITY_PER_H


def _orders(sim: Simulation, units: dict[str, UnitTruth]) -> list[Row]:
    """Each order that the line ran, with its sums; `day` is the production day on which it last ran."""
    planned = {order.order: planned_scrap(order.quantity) for order in sim.orders[LINE.alias]}
    found = []
    for name, scrap_planned in planned.items():
        ran = [s for unit in units.values() for s in unit.segments if s.order == name]
        executed = [s for s in ran if s.bucket in ("producing", "changeover")]
        if not executed:
            continue
        rejected = sum(
            unit.counts.reject[index]
            for unit in units.values()
            for index, segment in enumerate(unit.segments)
            if segment.order == name
        )
        press = units[LINE.units[0].unit]
        made = sum(press.counts.total[index] for index, s in enumerate(press.segments) if s.order == name)
        last = max(executed, key=lambda s: s.end)
        found.append({
            "order_id": name, "day": last.day, "order_execution": float(last.end - min(s.start for s in executed)),
            "order_busy": float(sum(s.seconds for s in ran if s.bucket in BUSY)),
            "order_production": float(sum(s.seconds for s in ran if s.bucket == "producing")),
            "order_made": float(made), "order_scrap": float(rejected), "order_planned_scrap": float(scrap_planned),
        })  # fmt: skip
    return found


def _of_orders(e: Any) -> dict[str, tuple[float, float]]:
    return {
        "allocation_ratio": (e["order_busy"], e["order_execution"]),
        "throughput_rate": (e["order_made"], e["order_execution"] / 3600),
        "production_process_ratio": (e["order_production"], e["order_execution"]),
        "actual_to_planned_scrap_ratio": (e["order_scrap"], e["order_planned_scrap"]),
    }


def _of_object(e: Sums) -> dict[str, tuple[float, float]]:
    processing, delay, busy = e["production"] + e["setup"], e["delay"], e["planned_busy"]
    quality = e["good"] / e["produced"] if e["produced"] else math.nan
    effectiveness = e["planned_run"] / e["production"] if e["production"] else math.nan
    # What never operated has no mean time of operation: divided by nothing.
    intervals = e["failures"] + len(LINE.units) if e["processing"] else 0.0
    return {
        "worker_efficiency": (e["work"], e["present"]),
        "allocation_efficiency": (processing + delay, busy),
        "utilization_efficiency": (e["production"], processing + delay),
        "iso_oee_index": (e["planned_run"] * quality, busy),
        "iso_nee_index": (processing * effectiveness * quality, busy),
        "iso_availability": (e["production"], busy),
        "effectiveness": (e["planned_run"], e["production"]),
        "quality_ratio": (e["good"], e["produced"]),
        "setup_ratio": (e["setup"], processing),
        "technical_efficiency": (e["production"], e["production"] + delay),
        "first_pass_yield": (e["passed"], e["inspected"]),
        "scrap_ratio": (e["scrap"], e["produced"]),
        "rework_ratio": (e["rework"], e["produced"]),
        "fall_off_ratio": (e["scrap_of_all"], e["first_operation"]),
        "comprehensive_energy_consumption": (e["energy"], e["produced"]),
        "inventory_turns": (e["consumption_kg"], e["average_stock"]),
        "finished_goods_ratio": (e["production_kg"], e["consumption_kg"]),
        "integrated_goods_ratio": (e["production_kg"] + e["co_production_kg"], e["consumption_kg"]),
        "production_loss_ratio": (e["production_loss_kg"], e["consumption_kg"]),
        "storage_and_transport_loss_ratio": (e["storage_loss_kg"], e["consumption_kg"]),
        "other_loss_ratio": (e["other_loss_kg"], e["consumption_kg"]),
        "equipment_load_ratio": (e["produced"], e["capacity"]),
        "iso_mtbf": ((e["processing"] + e["repair"]) / 3600, intervals),
        "iso_mttf": (e["processing"] / 3600, intervals),
        "iso_mttr": (e["repair"] / 3600, e["closed_failures"]),
        "corrective_maintenance_ratio": (e["corrective"], e["corrective"] + e["preventive"]),
    }


def _divided(pairs: dict[str, tuple[float, float]]) -> list[Row]:
    return [
        {
            "kpi": kpi, "numerator": part, "denominator": whole,
            "value": part / whole if whole and not math.isnan(part) else None,
        }
        for kpi, (part, whole) in pairs.items()
    ]  # fmt: skip


def _capability(sim: Simulation, records: LineRecords, kind: str, start: date, members: set[date]) -> list[Row]:
    """Machine capability by all values, process capability by the mean of the samples' s over c4 of their size."""
    found = [m for m in records.measurements if _day(sim, m.at) in members]
    rows: list[Row] = []
    for product in sorted({m.product for m in found}):
        samples: dict[str, list[float]] = defaultdict(list)
        for m in found:
            if m.product == product:
                samples[m.sample].append(m.value)
        values = [value for sample in samples.values() for value in sample]
        sigma = fmean(stdev(sample) / _c4(len(sample)) for sample in samples.values())
        grand_mean = fmean(fmean(sample) for sample in samples.values())
        tolerance = UPPER_LIMIT - LOWER_LIMIT
        head = {"period_kind": kind, "period_start": start, "order_id": None, "product": product}
        rows += [head | one for one in _divided({
            "machine_capability": (tolerance, 6 * stdev(values)),
            "critical_machine_capability": (_nearest(fmean(values)), 3 * stdev(values)),
            "process_capability": (tolerance, 6 * sigma),
            "critical_process_capability": (_nearest(grand_mean), 3 * sigma),
        })]  # fmt: skip
    return rows


def _nearest(mean: float) -> float:
    return min(UPPER_LIMIT - mean, mean - LOWER_LIMIT)


def _c4(size: int) -> float:
    return math.sqrt(2 / (size - 1)) * math.gamma(size / 2) / math.gamma((size - 1) / 2)


def _day(sim: Simulation, at: int) -> date:
    return sim.window.production_day(sim.placed[LINE.units[0].unit].site, at)


def _counted(sim: Simulation, records: LineRecords, day: date) -> list[float]:
    return [count.kilograms for count in records.counts if _day(sim, count.at) == day]


def _periods(kind: str, days: list[date]) -> dict[date, list[date]]:
    found: dict[date, list[date]] = defaultdict(list)
    for day in sorted(days):
        start = {"day": day, "week": day - timedelta(days=day.weekday()), "month": day.replace(day=1)}[kind]
        found[start].append(day)
    return found
