"""Orders as ERPNext keeps them, with job cards, and what it records of stops: Downtime Entry and Asset Repair."""

from __future__ import annotations

from orchestration.demo.delivery import Delivery
from orchestration.demo.erp.dialect import without_reversals
from orchestration.demo.erp.erpnext_master import UNIT
from orchestration.demo.erp.erpnext_text import CANCELLED, DRAFT, SUBMITTED, moment, table
from orchestration.demo.it_extracts import CONFIRMED_OPERATION, planned_orders, planned_quantity
from orchestration.demo.line_records import LINE, planned_scrap
from orchestration.demo.money import REPAIRED_UNIT, repairs
from orchestration.demo.order_plans import OPERATION_NAMES, planned_operations
from orchestration.demo.plant_description import Site
from orchestration.demo.simulation import Simulation
from orchestration.demo.sites import NORTH, SITES
from orchestration.demo.stop_reports import downtime_reports

STOP_REASONS = {
    "mechanical": "Machine malfunction", "electrical": "Electricity down", "tool_broken": "Machine operator errors",
}  # fmt: skip
"""Reasons of downtime entries by the plant's own."""


def order_files(sim: Simulation) -> list[Delivery]:
    """The extracts of all these DocTypes."""
    return [*(file for site in SITES for file in _orders(sim, site)), _job_cards(sim), _downtimes(sim), _repairs(sim)]


def _orders(sim: Simulation, site: Site) -> list[Delivery]:
    planned = planned_orders(sim, site)
    orders: list[tuple[object, ...]] = []
    for centre, order, start, finish, due in planned:
        quantity, begin, end = planned_quantity(order), moment(start, site), moment(finish, site)
        scrap = planned_scrap(order.quantity) if centre == LINE.alias else None
        orders.append((
            order.order, SUBMITTED, "In Process", order.product, quantity, UNIT, begin, end, None, moment(due, site),
            scrap,
        ))  # fmt: skip
    draft = ("MFG-WO-DRAFT", DRAFT, "Draft", "P-100", 100, UNIT, moment(planned[0][2], site), *[None] * 4)
    work_order = table(
        "name,docstatus,status,production_item,qty,stock_uom,planned_start_date,planned_end_date,"
        "expected_delivery_date,custom_due,custom_planned_scrap",
        [*orders, draft],
    )
    operation = table(
        "name,docstatus,parent,operation,workstation,time_in_mins,planned_start_time,planned_end_time,custom_qty,"
        "custom_setup_mins",
        ((f"{site.site}{number:06d}", SUBMITTED, one.order, OPERATION_NAMES[one.operation], one.work_centre,
          one.run_s // 60, moment(one.start, site), moment(one.finish, site), one.quantity, one.setup_s // 60)
         for number, one in enumerate(planned_operations(sim, site), start=1)),
    )  # fmt: skip
    name = f"work_order_operation_{site.site}.tsv"
    return [
        Delivery(f"erpnext_work_order_{site.site}", f"work_order_{site.site}.tsv", work_order, rejected=1,
                 note="a draft"),
        Delivery(f"erpnext_operation_{site.site}", name, operation),
        Delivery("erpnext_operation_orders", name, operation),
    ]  # fmt: skip


def _job_cards(sim: Simulation) -> Delivery:
    """A card a confirmation; one that was taken back is cancelled."""
    standing, taken_back = without_reversals(sim.confirmations)
    documents = [*((one, SUBMITTED) for one in standing), *((one, CANCELLED) for one in taken_back)]
    rows = (
        (f"PO-JOB{number:05d}", docstatus, one.order, one.work_centre, OPERATION_NAMES[CONFIRMED_OPERATION],
         one.product, one.good, one.reject, moment(one.start, NORTH), moment(one.end, NORTH))
        for number, (one, docstatus) in enumerate(documents, start=1)
    )  # fmt: skip
    content = table(
        "name,docstatus,work_order,workstation,operation,production_item,total_completed_qty,process_loss_qty,"
        "actual_start_date,actual_end_date",
        rows,
    )
    return Delivery("erpnext_job_card", "job_card.tsv", content, rejected=len(taken_back), note="cancelled cards")


def _downtimes(sim: Simulation) -> Delivery:
    rows = (
        (one.number, one.work_centre, "HR-EMP-00007", moment(one.start, NORTH), moment(one.end, NORTH),
         (one.end - one.start) / 60, STOP_REASONS[one.reason], None)
        for one in downtime_reports(sim)
    )  # fmt: skip
    content = table("name,workstation,operator,from_time,to_time,downtime,stop_reason,remarks", rows)
    return Delivery("erpnext_downtime", "downtime_entry.tsv", content)


def _repairs(sim: Simulation) -> Delivery:
    alias = sim.placed[REPAIRED_UNIT].unit.alias
    rows = (
        (one.number, SUBMITTED, "Completed", "ACC-ASS-00001", alias, moment(one.reported, NORTH),
         moment(one.finished, NORTH), one.labour_cost, None, one.labour_h, one.parts_cost, one.currency)
        for one in repairs(sim)
    )  # fmt: skip
    content = table(
        "name,docstatus,repair_status,asset,asset_name,failure_date,completion_date,repair_cost,description,"
        "custom_hours,custom_parts_cost,custom_currency",
        rows,
    )
    return Delivery("erpnext_repair", "asset_repair.tsv", content)
