"""Orders as Odoo keeps them: mrp_production, and mrp_workorder with what was booked."""

from __future__ import annotations

from orchestration.demo.delivery import Delivery
from orchestration.demo.erp.dialect import without_reversals
from orchestration.demo.erp.odoo_master import UNIT_ID
from orchestration.demo.erp.odoo_text import moment, product_id, table, workcenter_id
from orchestration.demo.it_extracts import CONFIRMED_OPERATION, planned_orders, planned_quantity
from orchestration.demo.line_records import LINE, planned_scrap
from orchestration.demo.order_plans import OPERATION_NAMES, planned_operations
from orchestration.demo.simulation import Simulation
from orchestration.demo.sites import SITES

PLANNED = "progress"
"""State of the work order that has an operation's plan; what is confirmed of it is split off as one that is done."""


def order_files(sim: Simulation) -> list[Delivery]:
    """The extracts of both tables; a confirmation is a work order of its own, cancelled where it was taken back."""
    planned = [one for site in SITES for one in planned_orders(sim, site)]
    operations = [one for site in SITES for one in planned_operations(sim, site)]
    ids = {order.order: number for number, (_, order, *_) in enumerate(planned, start=1)}
    productions = [
        (ids[order.order], order.order, product_id(order.product), planned_quantity(order), UNIT_ID, "progress",
         *map(moment, times), planned_scrap(order.quantity) if centre == LINE.alias else None)
        for centre, order, *times in planned
    ]  # fmt: skip
    draft = (len(planned) + 1, "New", product_id("P-100"), 100, UNIT_ID, "draft", *map(moment, planned[0][2:]), None)
    standing, taken_back = without_reversals(sim.confirmations)
    workorders: list[tuple[object, ...]] = [
        (OPERATION_NAMES[one.operation], ids[one.order], workcenter_id(one.work_centre), product_id(one.product),
         PLANNED, moment(one.start), moment(one.finish), (one.setup_s + one.run_s) // 60, 0, None, one.quantity,
         one.setup_s // 60, one.run_s // 60)
        for one in operations
    ]  # fmt: skip
    workorders += [
        (OPERATION_NAMES[CONFIRMED_OPERATION], ids[one.order], workcenter_id(one.work_centre), product_id(one.product),
         state, moment(one.start), moment(one.end), (one.end - one.start) / 60, one.good, one.reject, one.good,
         None, None)
        for state, told in (("done", standing), ("cancel", taken_back)) for one in told
    ]  # fmt: skip
    production = table(
        "id,name,product_id,product_qty,product_uom_id,state,date_start,date_finished,date_deadline,"
        "x_studio_planned_scrap",
        [*productions, draft],
    )
    workorder = table(
        "id,name,production_id,workcenter_id,product_id,state,date_start,date_finished,duration_expected,qty_produced,"
        "scrap_qty,qty_production,x_studio_setup,x_studio_run",
        ((number, *row) for number, row in enumerate(workorders, start=1)),
    )
    others = ("odoo_workorder_keys", "odoo_workorder_orders")
    return [
        Delivery("odoo_production", "mrp_production.csv", production, rejected=1, note="a draft"),
        Delivery("odoo_production_keys", "mrp_production.csv", production),
        Delivery("odoo_workorder", "mrp_workorder.csv", workorder, rejected=len(operations) + len(taken_back),
                 note="work orders that are not done"),
        Delivery("odoo_workorder_operations", "mrp_workorder.csv", workorder,
                 rejected=len(standing) + len(taken_back), note="work orders that were split off"),
        *(Delivery(source, "mrp_workorder.csv", workorder) for source in others),
    ]  # fmt: skip
