"""The Odoo dialect: orders, products, work centres and maintenance as extracts of Odoo's tables, read by `odoo/…`.

What Odoo has no table for, or none that says as much, stays as the plain dialect has it: prices with their history,
cycles of nameplates and demonstrations, exchange rates, booked costs, movements and counts of stock, shortages,
capacities, tickets of service, and what quality and HR hand over. Columns `x_studio_…` are the plant's own.
"""

from __future__ import annotations

from typing import Any

from orchestration.demo import it_extracts
from orchestration.demo.delivery import Delivery
from orchestration.demo.erp import tables
from orchestration.demo.erp.dialect import Dialect, entry
from orchestration.demo.erp.odoo_master import UNIT, master_files
from orchestration.demo.erp.odoo_orders import PLANNED, order_files
from orchestration.demo.erp.odoo_records import LOSSES, record_files
from orchestration.demo.erp.odoo_text import workcenter_id
from orchestration.demo.erp.reports import OPERATION_SOURCES
from orchestration.demo.line_records import LINE
from orchestration.demo.order_plans import OPERATION_NAMES
from orchestration.demo.plant_description import CURRENCY
from orchestration.demo.simulation import Simulation

_LEFT_OUT = {
    "erp_products", "erp_routings", "erp_rates", "erp_confirmations", "eam_repairs", "eam_orders", "erp_orders_north",
    "erp_orders_south", "eam_stops", *OPERATION_SOURCES,
}  # fmt: skip
_CYCLES = "ie_cycles"

_OPERATION_NUMBERS = {"operation": {name: number for number, name in OPERATION_NAMES.items()}}

# Source, preset, and what the plant says besides.
_TABLES: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("odoo_production", "mrp_production", {"columns": {"planned_scrap_quantity": "x_studio_planned_scrap"}}),
    ("odoo_production_keys", "mrp_production_identifiers", {}),
    ("odoo_workorder", "mrp_workorder", {"value_maps": _OPERATION_NUMBERS}),
    ("odoo_workorder_keys", "mrp_workorder_identifiers", {}),
    ("odoo_workorder_operations", "mrp_workorder_order_operations",
     {"keep_where": {"state": [PLANNED]}, "value_maps": _OPERATION_NUMBERS, "factors": {"planned_setup_s": 60},
      "columns": {"planned_quantity": "qty_production", "planned_setup_s": "x_studio_setup",
                  "planned_run_s": "x_studio_run"}}),
    ("odoo_workorder_orders", "mrp_workorder_orders",
     {"value_maps": {"work_centre": {str(workcenter_id(unit.alias)): str(workcenter_id(LINE.alias))
                                     for unit in LINE.units}}}),
    ("odoo_workcenter", "mrp_workcenter", {}),
    ("odoo_workcenter_keys", "mrp_workcenter_identifiers", {}),
    ("odoo_workcenter_rates", "mrp_workcenter_rates",
     {"constants": {"currency": CURRENCY}, "columns": {"crew": "x_studio_crew"}}),
    ("odoo_productivity", "mrp_workcenter_productivity", {}),
    ("odoo_loss_keys", "mrp_workcenter_productivity_loss_identifiers",
     {"value_maps": {"name": {name: reason for reason, name in LOSSES.items()}}}),
    ("odoo_routing", "mrp_routing_workcenter", {}),
    ("odoo_bom_keys", "mrp_bom_identifiers", {}),
    ("odoo_template", "product_template", {}),
    ("odoo_template_keys", "product_template_identifiers", {}),
    ("odoo_product_keys", "product_product_identifiers", {}),
    ("odoo_category_keys", "product_category_identifiers", {}),
    ("odoo_uom_keys", "uom_uom_identifiers", {"value_maps": {"name": {UNIT: "ST"}}}),
    ("odoo_request", "maintenance_request",
     {"columns": {"maintenance_order": "name", "description": None, "reported_utc": "x_studio_reported",
                  "finish_utc": "x_studio_finished",
                  "labour_cost": "x_studio_labour_cost", "parts_cost": "x_studio_parts_cost",
                  "currency": "x_studio_currency"}}),
    ("odoo_equipment_keys", "maintenance_equipment_identifiers", {}),
)  # fmt: skip


def sources() -> list[dict[str, Any]]:
    """Entries of plant.yaml for Odoo's tables, whose times are UTC, and for what others hand over."""
    plain = {one["id"]: one for one in tables.sources()}
    return [
        *(
            {**entry(source, "north", {"preset": f"odoo/{preset}", **own}), "time_zone": "UTC"}
            for source, preset, own in _TABLES
        ),
        {**plain["erp_routings"], "id": _CYCLES},
        *(one for source, one in plain.items() if source not in _LEFT_OUT),
    ]


def files(sim: Simulation) -> list[Delivery]:
    """The extracts, and the plain files of the others."""
    return [
        *master_files(),
        *order_files(sim),
        *record_files(sim),
        Delivery(_CYCLES, "cycles.csv", it_extracts.measured_cycles(sim)),
        *(file for file in tables.files(sim) if file.source not in _LEFT_OUT),
    ]


DIALECT = Dialect("odoo", sources, files)
