"""Line 1's records as the exports of HR, quality, inventory and maintenance systems, and the sources that read them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from orchestration.demo.line_records import (
    CAPACITY_PER_H,
    CHARACTERISTIC,
    LINE,
    LOWER_LIMIT,
    STEEL,
    UPPER_LIMIT,
    LineRecords,
)
from orchestration.demo.sites import NORTH

MOVEMENT_CODES = {
    "consumption": "261", "production": "101", "co_production": "531", "production_loss": "551",
    "storage_loss": "701", "other_loss": "702",
}  # fmt: skip
_REVERSED_CONSUMPTION = "262"


def line_files(records: LineRecords) -> dict[str, tuple[str, bytes]]:
    """File name and content by source."""
    return {
        "hr_times": ("personnel_times.csv", _csv(
            "Day,CostCentre,Person,PresentHours,OrderHours",
            (f"{a.day},{LINE.alias},{a.worker},{a.present_h:g},{a.work_h:g}" for a in records.attendances),
        )),
        "qm_measurements": ("measurements.csv", _csv(
            "Time,Station,Material,Feature,Sample,Value,Lower,Upper",
            (f"{_local(m.at)},{LINE.alias},{m.product},{CHARACTERISTIC},{m.sample},{m.value:.3f},{LOWER_LIMIT},"
             f"{UPPER_LIMIT}" for m in records.measurements),
        )),
        "qm_inspections": ("inspections.csv", _csv(
            "Lot,Time,Station,Material,Inspected,FirstPass",
            (f"{i.lot},{_local(i.at)},{LINE.alias},{i.product},{i.inspected},{i.passed}" for i in records.inspections),
        )),
        "erp_movements": ("movements.csv", _csv(
            "Posted,Plant,Material,Movement,Quantity,Unit",
            (f"{_local(m.at)},{LINE.alias},{m.material},"
             f"{MOVEMENT_CODES[m.kind] if m.kilograms >= 0 else _REVERSED_CONSUMPTION},{m.kilograms},KG"
             for m in records.movements),
        )),
        "erp_stock_counts": ("stock_counts.csv", _csv(
            "Counted,Plant,Material,Quantity,Unit",
            (f"{_local(c.at)},{LINE.alias},{STEEL},{c.kilograms},KG" for c in records.counts),
        )),
        "erp_capacities": ("capacities.csv", _csv("WorkCentre,PerHour", [f"{LINE.alias},{CAPACITY_PER_H:g}"])),
        "eam_orders": ("maintenance_orders.csv", _csv(
            "Order,Equipment,Type,Start,Finish",
            (f"{j.number},{LINE.alias},{j.kind},{_local(j.start)},{'' if j.finish is None else _local(j.finish)}"
             for j in records.jobs),
        )),
    }  # fmt: skip


def line_sources() -> list[dict[str, Any]]:
    """Entries of plant.yaml for these sources."""
    codes = {code: kind for kind, code in MOVEMENT_CODES.items()} | {_REVERSED_CONSUMPTION: "consumption"}
    tables: list[tuple[str, str, dict[str, str], dict[str, Any]]] = [
        ("hr_times", "personnel_times",
         {"work_date": "Day", "work_centre": "CostCentre", "worker": "Person", "attendance_s": "PresentHours",
          "work_s": "OrderHours"}, {"factors": {"attendance_s": 3600, "work_s": 3600}}),
        ("qm_measurements", "measurements",
         {"ts_utc": "Time", "work_centre": "Station", "product": "Material", "characteristic": "Feature",
          "subgroup": "Sample", "value": "Value", "lower_spec_limit": "Lower", "upper_spec_limit": "Upper"},
         {"constants": {"unit": "mm"}}),
        ("qm_inspections", "inspections",
         {"inspection_lot": "Lot", "ts_utc": "Time", "work_centre": "Station", "product": "Material",
          "inspected_quantity": "Inspected", "first_pass_quantity": "FirstPass"}, {}),
        ("erp_movements", "inventory_movements",
         {"ts_utc": "Posted", "work_centre": "Plant", "product": "Material", "kind": "Movement",
          "quantity": "Quantity", "unit": "Unit"}, {"value_maps": {"kind": codes}}),
        ("erp_stock_counts", "inventory_levels",
         {"ts_utc": "Counted", "work_centre": "Plant", "product": "Material", "quantity": "Quantity", "unit": "Unit"},
         {}),
        ("erp_capacities", "equipment_capacities", {"work_centre": "WorkCentre", "capacity_per_h": "PerHour"}, {}),
        ("eam_orders", "maintenance_orders",
         {"maintenance_order": "Order", "work_centre": "Equipment", "kind": "Type", "start_utc": "Start",
          "finish_utc": "Finish"}, {}),
    ]  # fmt: skip
    return [
        {
            "id": source, "site": NORTH.site, "reader": "erp.delimited", "fresh_within_s": 40 * 86400,
            "options": {"entity": entity, "columns": columns, **options},
        }
        for source, entity, columns, options in tables
    ]  # fmt: skip


def _csv(header: str, rows: Iterable[str]) -> bytes:
    return "\n".join([header, *rows, ""]).encode()


def _local(at: int) -> str:
    return datetime.fromtimestamp(at, ZoneInfo(NORTH.zone)).strftime("%Y-%m-%d %H:%M:%S")
