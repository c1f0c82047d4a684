"""The demo plant's own truth, as tables: what the published figures must equal.

Tables and their columns (seconds `_s`, times `_utc` UTC, money EUR):
- unit_shifts, line_shifts: one row per object, production_date and shift (`none` outside shifts); all parts of
  `truth_shifts.Parts`, pbt_s, busy_s, and the ratios. A sum line's shifts are the sum of its units'.
- rollups: one row per level (work_unit, line, area, site, enterprise), object, grain (day, week, month,
  fiscal) and period_start (the production date, the ISO week's Monday, the first of the month, the fiscal period's
  first date); the same columns.
- orders: one row per work unit and order (NULL where none was known); the same columns. An order's time enters OEE
  shift by shift, where its product has an ideal cycle.
- stops: one row per whole stop: kind, reason (the longest), start_utc, end_utc, duration_s, production_date,
  product, and its cost components.
- stop_cost_by_reason: stops added by work_unit, production_date of their start, kind and reason.
- segments: one row per piece of time, to look up where a figure comes from.
- energy: one row per metered work unit, production_date and shift: kWh by what the unit did, and its cost.
- losses: one row per work unit, production_date, shift and product: what slow running and scrap cost.
- iso22400: one row per KPI of ISO 22400-2 of line 1, period_kind (day, week, month, order) and period_start, order_id
  or product (of capability): numerator, denominator, value.
- count_reconciliation: one row per order, production_date and shift of line 1's welder and packer: what counters, MES
  and ERP each have, None where one has nothing.
- order_performance: one row per planned order: planned against actual time, quantity and cost, on time in full and on
  schedule.
- reported_stops: one row per report of a stop or of a missing material, and stop that it overlaps.
- service_level: one row per ticket of service, with what was agreed kept or not.
- files: one row per delivered file: its status (loaded, duplicate, quarantined) and number of rows to be rejected.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl

from orchestration.demo.delivery import Delivery
from orchestration.demo.simulation import Simulation
from orchestration.demo.sites import SITES
from orchestration.demo.truth_counts import count
from orchestration.demo.truth_energy import energy_rows, stop_energy
from orchestration.demo.truth_iso22400 import UnitTruth, iso22400_rows
from orchestration.demo.truth_losses import loss_rows, repair_costs
from orchestration.demo.truth_money import cost_of
from orchestration.demo.truth_orders import performance_rows
from orchestration.demo.truth_reconciliation import reconciliation_rows
from orchestration.demo.truth_reports import report_rows, ticket_rows
from orchestration.demo.truth_shifts import PART_NAMES, Key, Parts, UnitShifts, add, line_shifts, ratios, unit_shifts
from orchestration.demo.truth_startups import cut_at_startups
from orchestration.demo.truth_time import Segment, Stop, classify, cut

ENTERPRISE = "acme"
Contribution = tuple[Key, Parts]

_UTC = pl.Datetime("us", "UTC")
SEGMENTS = pl.Schema({
    "work_unit": pl.String(), "start_utc": _UTC, "end_utc": _UTC, "bucket": pl.String(), "reason": pl.String(),
    "shift": pl.String(), "production_date": pl.Date(), "order_id": pl.String(), "product": pl.String(),
    "is_unplanned_run": pl.Boolean(), "stop": pl.Int64(),
})  # fmt: skip


@dataclass(frozen=True)
class Truth:
    """All truth tables; the module's docstring says what is in them."""

    unit_shifts: pl.DataFrame
    line_shifts: pl.DataFrame
    rollups: pl.DataFrame
    orders: pl.DataFrame
    stops: pl.DataFrame
    stop_cost_by_reason: pl.DataFrame
    segments: pl.DataFrame
    energy: pl.DataFrame
    losses: pl.DataFrame
    iso22400: pl.DataFrame
    count_reconciliation: pl.DataFrame
    order_performance: pl.DataFrame
    reported_stops: pl.DataFrame
    service_level: pl.DataFrame
    files: pl.DataFrame

    def write(self, folder: Path) -> None:
        """Write one Parquet file a table."""
        folder.mkdir(parents=True, exist_ok=True)
        for table in fields(self):
            getattr(self, table.name).write_parquet(folder / f"{table.name}.parquet")

    @classmethod
    def read(cls, folder: Path) -> Truth:
        """Read what `write` wrote."""
        return cls(**{table.name: pl.read_parquet(folder / f"{table.name}.parquet") for table in fields(cls)})


def tell(sim: Simulation, deliveries: list[Delivery]) -> Truth:
    """Compute all truth tables of a simulation."""
    units: dict[str, UnitShifts] = {}
    stop_rows: list[dict[str, Any]] = []
    segment_rows: list[tuple[Any, ...]] = []
    drawn: list[dict[str, Any]] = []
    lost: list[dict[str, Any]] = []
    order_rows: list[dict[str, Any]] = []
    known: dict[str, UnitTruth] = {}
    side_by_side: list[dict[str, Any]] = []
    for name, placed in sim.placed.items():
        segments = cut(sim, placed)
        stops = classify(segments, placed.unit.threshold)
        fine = cut_at_startups(segments, placed.line.startup_window_s)
        counts = count(sim, placed, fine)
        units[name] = unit_shifts(placed, fine, counts)
        lost += loss_rows(sim, placed, fine, counts, units[name])
        order_rows += _order_rows(name, unit_shifts(placed, fine, counts, _of_order))
        side_by_side += reconciliation_rows(sim, placed, segments)
        idle_kwh = stop_energy(sim, name, segments)
        repair = repair_costs(sim, name, stops)
        stop_rows += [
            _stop_row(sim, name, units[name], stop, idle_kwh.get(number)) | {"repair": repair.get(number, 0.0)}
            for number, stop in enumerate(stops)
        ]
        segment_rows += [_segment_row(name, segment) for segment in segments]
        energy = energy_rows(sim, name, segments)
        drawn += energy
        known[name] = UnitTruth(fine, counts, stops, units[name], energy)
    lines, rollups = _line_rows_and_rollups(sim, units)
    stops_frame = pl.DataFrame(stop_rows, infer_schema_length=None)
    return Truth(
        unit_shifts=_frame([_row({"work_unit": name}, key, [(key, parts)]) for name, shifts in units.items()
                            for key, parts in shifts.parts.items()]),
        line_shifts=_frame(lines),
        rollups=_frame(rollups),
        orders=_frame(order_rows),
        stops=stops_frame,
        stop_cost_by_reason=_by_reason(stops_frame),
        segments=pl.DataFrame(segment_rows, schema=SEGMENTS, orient="row"),
        energy=pl.DataFrame(drawn, infer_schema_length=None),
        losses=pl.DataFrame(lost, infer_schema_length=None),
        iso22400=pl.DataFrame(iso22400_rows(sim, known), infer_schema_length=None),
        count_reconciliation=pl.DataFrame(side_by_side, infer_schema_length=None),
        order_performance=pl.DataFrame(performance_rows(sim, known), infer_schema_length=None),
        reported_stops=pl.DataFrame(report_rows(sim, known), infer_schema_length=None),
        service_level=pl.DataFrame(ticket_rows(sim), infer_schema_length=None),
        files=pl.DataFrame([
            {"source": d.source, "file_name": d.file_name, "status": d.status, "rows_rejected": d.rejected,
             "note": d.note} for d in deliveries
        ]),
    )  # fmt: skip


def _of_order(segment: Segment) -> tuple[str | None, date, str, str | None]:
    return segment.order, segment.day, segment.shift, segment.product


def _order_rows(name: str, shifts: UnitShifts) -> list[dict[str, Any]]:
    by_order: dict[str | None, list[Any]] = {}
    for key, parts in shifts.parts.items():
        by_order.setdefault(key[0], []).append((key, parts))  # type: ignore[arg-type]
    return [_row({"work_unit": name, "order_id": order}, None, items) for order, items in by_order.items()]


def _line_rows_and_rollups(
    sim: Simulation, units: dict[str, UnitShifts]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Each level adds the level below; a constraint line contributes as its constraint."""
    objects: dict[tuple[str, str], list[Contribution]] = {
        ("work_unit", name): list(shifts.parts.items()) for name, shifts in units.items()
    }
    line_rows = []
    for site in SITES:
        for line in site.lines:
            if line.rollup == "constraint":
                contributed = list(line_shifts(sim, line, units).parts.items())
            else:
                contributed = [item for unit in line.units for item in units[unit.unit].parts.items()]
            objects["line", line.line] = contributed
            line_rows += [
                _row({"line": line.line}, key, [item for item in contributed if item[0] == key])
                for key in sorted({key for key, _ in contributed})
            ]
            for level, name in (("area", site.area), ("site", site.site), ("enterprise", ENTERPRISE)):
                objects.setdefault((level, name), []).extend(contributed)
    rollups = []
    for (level, name), contributed in objects.items():
        for grain in ("day", "week", "month", "fiscal"):
            periods: dict[date, list[Contribution]] = {}
            for item in contributed:
                periods.setdefault(_period(sim, grain, item[0][0]), []).append(item)
            for start, items in sorted(periods.items()):
                head = {"level": level, "object": name, "grain": grain, "period_start": start}
                rollups.append(_row(head, None, items))
    return line_rows, rollups


def _period(sim: Simulation, grain: str, day: date) -> date:
    if grain == "fiscal":
        return next(start for _, start, end, _ in sim.window.fiscal_periods() if start <= day <= end)
    if grain == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if grain == "month" else day


def _row(head: dict[str, Any], key: Key | None, items: list[Contribution]) -> dict[str, Any]:
    whole, measured = add(parts for _, parts in items)
    when = {"production_date": key[0], "shift": key[1]} if key else {}
    added = {name: getattr(whole, name) for name in PART_NAMES}
    return {**head, **when, **added, "pbt_s": whole.pbt_s, "busy_s": whole.busy_s, **ratios(whole, measured)}


def _frame(rows: list[dict[str, Any]]) -> pl.DataFrame:
    seconds_and_ratios = {
        name: pl.Float64
        for name, value in rows[0].items()
        if name.endswith("_s") or name in ratios(Parts(), Parts()) or isinstance(value, float)
    }
    return pl.DataFrame(rows, schema_overrides=seconds_and_ratios, infer_schema_length=None)


def _instant(at: int) -> datetime:
    return datetime.fromtimestamp(at, UTC)


def _stop_row(sim: Simulation, name: str, shifts: UnitShifts, stop: Stop, idle_kwh: float | None) -> dict[str, Any]:
    cost = cost_of(sim, sim.placed[name], shifts, stop, idle_kwh)
    return {
        "work_unit": name, "kind": stop.kind, "reason": stop.reason,
        "start_utc": _instant(stop.start), "end_utc": _instant(stop.end), "duration_s": float(stop.seconds),
        "production_date": stop.day, "product": stop.product, "lost_units": cost.lost_units,
        "lost_contribution": cost.lost_contribution, "idle_labour": cost.idle_labour, "idle_energy": cost.idle_energy,
        "cost_missing": cost.missing,
        "is_caused_elsewhere": cost.is_caused_elsewhere,
    }  # fmt: skip


def _segment_row(name: str, segment: Segment) -> tuple[Any, ...]:
    return (
        name, _instant(segment.start), _instant(segment.end), segment.bucket, segment.reason, segment.shift,
        segment.day, segment.order, segment.product, segment.unplanned, segment.stop,
    )  # fmt: skip


def _by_reason(stops: pl.DataFrame) -> pl.DataFrame:
    """Sums of components leave out stops without one; `stops_without_contribution` says how many those are."""
    keys = ("work_unit", "production_date", "kind", "reason")
    return stops.group_by(keys).agg(
        pl.col("duration_s").sum(),
        pl.len().alias("stop_count"),
        pl.col("lost_contribution").sum(),
        pl.col("idle_labour").sum(),
        pl.col("lost_contribution").is_null().sum().alias("stops_without_contribution"),
    ).sort(keys)  # fmt: skip
