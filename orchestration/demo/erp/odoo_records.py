"""What Odoo records beside orders: times lost at work centres, and requests of maintenance."""

from __future__ import annotations

from orchestration.demo.delivery import Delivery
from orchestration.demo.erp.odoo_text import WORK_CENTRES, moment, read, table, workcenter_id
from orchestration.demo.line_records import LINE, line_records
from orchestration.demo.money import REPAIRED_UNIT, repairs
from orchestration.demo.simulation import Simulation
from orchestration.demo.stop_reports import downtime_reports

LOSSES = {"mechanical": "Equipment Failure", "electrical": "Electrical Failure", "tool_broken": "Broken Tool"}
"""Names of the losses of availability by the plant's reasons."""
_LOSSES = (*((name, "availability") for name in LOSSES.values()), ("Reduced Speed", "performance"))


def record_files(sim: Simulation) -> list[Delivery]:
    """The extracts of all these tables, the requests as the API gives them."""
    alias = sim.placed[REPAIRED_UNIT].unit.alias
    loss_ids = {reason: number for number, reason in enumerate(LOSSES, start=1)}
    stops = [
        (workcenter_id(one.work_centre), loss_ids[one.reason], "availability", moment(one.start), moment(one.end))
        for one in downtime_reports(sim)
    ]
    slow = (workcenter_id(alias), len(_LOSSES), "performance", *stops[0][3:])
    productivity = table(
        "id,workcenter_id,loss_id,loss_type,date_start,date_end,workorder_id,user_id,description",
        ((number, *row, None, 7, None) for number, row in enumerate([*stops, slow], start=1)),
    )
    loss = table(
        "id,name,loss_type,sequence,manual",
        ((number, name, kind, number, True) for number, (name, kind) in enumerate(_LOSSES, start=1)),
    )
    jobs = [
        (job.number, workcenter_id(LINE.alias), job.kind, moment(job.start), None, moment(job.start),
         moment(job.finish), None, None, None, None)
        for job in line_records(sim).jobs
    ]  # fmt: skip
    repaired = [
        (one.number, workcenter_id(alias), "corrective", *[moment(one.reported)] * 2, None, moment(one.finished),
         one.labour_h, one.labour_cost, one.parts_cost, one.currency)
        for one in repairs(sim)
    ]  # fmt: skip
    request = read(
        "id,name,equipment_id,maintenance_type,create_date,x_studio_reported,schedule_date,x_studio_finished,"
        "duration,x_studio_labour_cost,x_studio_parts_cost,x_studio_currency",
        ((number, *row) for number, row in enumerate([*jobs, *repaired], start=1)),
    )
    equipment = read(
        "id,name,category_id,workcenter_id",
        ((workcenter_id(alias), f"{name} (equipment)", 1, workcenter_id(alias)) for alias, name in WORK_CENTRES),
    )
    return [
        Delivery("odoo_productivity", "mrp_workcenter_productivity.csv", productivity, rejected=1, note="a slow run"),
        Delivery("odoo_loss_keys", "mrp_workcenter_productivity_loss.csv", loss),
        Delivery("odoo_request", "maintenance_request.csv", request),
        Delivery("odoo_equipment_keys", "maintenance_equipment.csv", equipment),
    ]
