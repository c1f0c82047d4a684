"""The ERPNext dialect: orders, items, prices, workstations and repairs as extracts of DocTypes, read by `erpnext/…`.

Each plant has an ERPNext of its own, with its own time zone; the north's has the master data of both. What ERPNext has
no DocType for, or none that says as much, stays as the plain dialect has it: cycles of nameplates and demonstrations,
exchange rates, booked costs, movements and counts of stock, shortages, capacities, maintenance by plan (whose log has
days and no times), tickets of service, and what quality and HR hand over. Fields `custom_…` are the plant's own.
"""

from __future__ import annotations

from typing import Any

from orchestration.demo import it_extracts
from orchestration.demo.delivery import Delivery
from orchestration.demo.erp import tables
from orchestration.demo.erp.dialect import Dialect, entry
from orchestration.demo.erp.erpnext_master import UNIT, master_files
from orchestration.demo.erp.erpnext_orders import STOP_REASONS, order_files
from orchestration.demo.erp.reports import OPERATION_SOURCES
from orchestration.demo.line_records import LINE
from orchestration.demo.order_plans import OPERATION_NAMES
from orchestration.demo.plant_description import CURRENCY
from orchestration.demo.simulation import Simulation

_LEFT_OUT = {
    "erp_products", "erp_prices", "erp_routings", "erp_rates", "erp_confirmations", "eam_repairs", "erp_orders_north",
    "erp_orders_south", "eam_stops", *OPERATION_SOURCES,
}  # fmt: skip
_CYCLES = "ie_cycles"
_UNITS = {"value_maps": {"unit": {UNIT: "ST"}}}
_ORDERS = {**_UNITS, "columns": {"due_utc": "custom_due", "planned_scrap_quantity": "custom_planned_scrap"}}

_OPERATION_NUMBERS = {"operation": {name: number for number, name in OPERATION_NAMES.items()}}
_OPERATIONS = {"value_maps": _OPERATION_NUMBERS, "factors": {"planned_setup_s": 60},
               "columns": {"planned_quantity": "custom_qty", "planned_setup_s": "custom_setup_mins"}}  # fmt: skip

# Source, site, preset, and what the plant says besides.
_TABLES: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
    ("erpnext_work_order_north", "north", "work_order", _ORDERS),
    ("erpnext_work_order_south", "south", "work_order", _ORDERS),
    ("erpnext_operation_north", "north", "work_order_operation_order_operations", _OPERATIONS),
    ("erpnext_operation_south", "south", "work_order_operation_order_operations", _OPERATIONS),
    ("erpnext_operation_orders", "north", "work_order_operation_orders",
     {"value_maps": {"work_centre": {unit.alias: LINE.alias for unit in LINE.units}}}),
    ("erpnext_job_card", "north", "job_card", {"value_maps": _OPERATION_NUMBERS}),
    ("erpnext_downtime", "north", "downtime_entry",
     {"value_maps": {"reported_reason": {name: reason for reason, name in STOP_REASONS.items()}}}),
    ("erpnext_repair", "north", "asset_repair",
     {"columns": {"labour_h": "custom_hours", "parts_cost": "custom_parts_cost", "currency": "custom_currency"}}),
    ("erpnext_workstation", "north", "workstation", {}),
    ("erpnext_workstation_rates", "north", "workstation_rates",
     {"constants": {"currency": CURRENCY}, "columns": {"crew": "custom_crew"}}),
    ("erpnext_bom", "north", "bom_prices",
     {"columns": {"salvage_value": "custom_salvage_value", "rework_cost": "custom_rework_cost"}}),
    ("erpnext_bom_operation", "north", "bom_operation",
     {"columns": {"setup_s": "custom_setup_mins"}, "factors": {"setup_s": 60}}),
    ("erpnext_item", "north", "item", _UNITS),
    ("erpnext_item_price", "north", "item_price", {}),
)  # fmt: skip


def sources() -> list[dict[str, Any]]:
    """Entries of plant.yaml for ERPNext's DocTypes and for what others hand over."""
    plain = {one["id"]: one for one in tables.sources()}
    return [
        *(
            entry(source, site, {"preset": f"erpnext/{preset}", "separator": "tab", "quote": None, **own})
            for source, site, preset, own in _TABLES
        ),
        {**plain["erp_routings"], "id": _CYCLES},
        *(one for source, one in plain.items() if source not in _LEFT_OUT),
    ]


def files(sim: Simulation) -> list[Delivery]:
    """The extracts, and the plain files of the others."""
    return [
        *master_files(sim),
        *order_files(sim),
        Delivery(_CYCLES, "cycles.csv", it_extracts.measured_cycles(sim)),
        *(file for file in tables.files(sim) if file.source not in _LEFT_OUT),
    ]


DIALECT = Dialect("erpnext", sources, files)
