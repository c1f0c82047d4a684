"""The truth about reports of stops, each beside the stops that it overlaps, and about agreed times of service."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from orchestration.demo.money import REPAIRED_UNIT
from orchestration.demo.service_tickets import service_tickets
from orchestration.demo.simulation import Simulation
from orchestration.demo.stop_reports import downtime_reports, shortages
from orchestration.demo.truth_iso22400 import UnitTruth
from orchestration.demo.truth_time import Stop

Row = dict[str, Any]
_NO_STOP: Row = dict.fromkeys(("stop_start_utc", "kind", "overlap_s", "reported_share", "stop_share", "is_same_reason"))


def report_rows(sim: Simulation, units: dict[str, UnitTruth]) -> list[Row]:
    """One row per report and stop of its work unit that it overlaps, that of a material waiting alone; else one row."""
    names = {placed.unit.alias: name for name, placed in sim.placed.items()}
    told: list[tuple[str, str, int, int, str | None, str | None]] = [
        *(("downtime", names[one.work_centre], one.start, one.end, one.reason, None) for one in downtime_reports(sim)),
        *(("material shortage", names[one.work_centre], one.start, one.end, None, one.order) for one in shortages(sim)),
    ]
    rows = []
    for told_by, name, start, end, reason, order in told:
        head = {
            "told_by": told_by, "work_unit": name, "start_utc": _instant(start), "end_utc": _instant(end),
            "order_id": order, "reported_reason": reason,
        }  # fmt: skip
        touched = [
            stop for stop in units[name].stops
            if start < stop.end and end > stop.start and (told_by == "downtime" or stop.kind == "external")
        ]  # fmt: skip
        rows += [head | _overlap(start, end, reason, stop) for stop in touched] or [head | _NO_STOP]
    return rows


def _overlap(start: int, end: int, reason: str | None, stop: Stop) -> Row:
    overlap = min(end, stop.end) - max(start, stop.start)
    return {
        "stop_start_utc": _instant(stop.start), "kind": stop.kind, "overlap_s": overlap,
        "reported_share": overlap / (end - start), "stop_share": overlap / (stop.end - stop.start),
        "is_same_reason": None if reason is None or stop.reason is None else reason == stop.reason,
    }  # fmt: skip


def ticket_rows(sim: Simulation) -> list[Row]:
    """One row per ticket: what was agreed is kept, missed, or not to be judged yet at the window's end."""
    edge = sim.window.edges(sim.placed[REPAIRED_UNIT].site)[1]
    rows = []
    for one in service_tickets(sim):
        response, repair = (None if at is None else float(at - one.reported) for at in (one.responded, one.repaired))
        age = edge - one.reported
        rows.append({
            "ticket": one.number, "maintenance_order": one.repair, "response_s": response, "repair_s": repair,
            "is_response_kept": _kept(response, one.agreed_response_s, age),
            "is_repair_kept": _kept(repair, one.agreed_repair_s, age),
        })  # fmt: skip
    return rows


def _kept(took: float | None, agreed: int | None, age: int) -> bool | None:
    if agreed is None:
        return None
    if took is not None:
        return took <= agreed
    return False if age > agreed else None


def _instant(at: int) -> datetime:
    return datetime.fromtimestamp(at, UTC)
