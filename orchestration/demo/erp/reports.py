"""Exports of what systems beside the ERP tell: the planning's operations, finance, stop reports, shortages, tickets.

Each is a source of its own; a dialect leaves out those that it has a table of its own for. Times are local to the site.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from orchestration.demo.booked_costs import booked_costs
from orchestration.demo.delivery import Delivery
from orchestration.demo.erp.dialect import entry
from orchestration.demo.money import REPAIRED_UNIT
from orchestration.demo.order_plans import planned_operations
from orchestration.demo.plant_description import Site
from orchestration.demo.service_tickets import PROVIDER, service_tickets
from orchestration.demo.simulation import Simulation
from orchestration.demo.sites import NORTH, SITES
from orchestration.demo.stop_reports import downtime_reports, shortages

STOP_CODES = {"mechanical": "M", "electrical": "E", "tool_broken": "T"}
OPERATION_SOURCES = tuple(f"erp_operations_{site.site}" for site in SITES)
OPERATION_COLUMNS = {
    "order_id": "OrderNo", "operation": "Operation", "work_centre": "WorkCentre", "planned_quantity": "Quantity",
    "planned_setup_s": "SetupSeconds", "planned_run_s": "RunSeconds", "planned_start_utc": "Start",
    "planned_finish_utc": "Finish",
}  # fmt: skip


def report_sources() -> list[dict[str, Any]]:
    """Entries of plant.yaml for all these exports."""
    tables: list[tuple[str, str, dict[str, str], dict[str, Any]]] = [
        ("erp_costs", "actual_costs",
         {"booking_id": "Document", "order_id": "Order", "work_centre": "WorkCentre", "cost_element": "Account",
          "posting_date": "Posted", "booked_amount": "Amount", "currency": "Currency"}, {}),
        ("eam_stops", "downtime_events",
         {"downtime_id": "Report", "work_centre": "Machine", "start_utc": "From", "end_utc": "To",
          "reported_reason": "Code"}, {"value_maps": {"reported_reason": {c: r for r, c in STOP_CODES.items()}}}),
        ("erp_shortages", "material_shortages",
         {"shortage_id": "Shortage", "work_centre": "Machine", "order_id": "Order", "product": "Material",
          "start_utc": "From", "end_utc": "To", "missing_quantity": "Missing"}, {"constants": {"unit": "KG"}}),
        ("eam_tickets", "service_tickets",
         {"ticket": "Ticket", "work_centre": "Machine", "maintenance_order": "Order", "provider": "Provider",
          "priority": "Priority", "reported_utc": "Reported", "responded_utc": "Responded", "repaired_utc": "Repaired",
          "agreed_response_s": "ResponseMinutes", "agreed_repair_s": "RepairMinutes"},
         {"factors": {"agreed_response_s": 60, "agreed_repair_s": 60}}),
    ]  # fmt: skip
    operations = [
        entry(source, site.site, {"entity": "order_operations", "columns": OPERATION_COLUMNS})
        for source, site in zip(OPERATION_SOURCES, SITES, strict=True)
    ]
    others = [
        entry(source, NORTH.site, {"entity": entity, "columns": columns, **options})
        for source, entity, columns, options in tables
    ]
    return [*operations, *others]


def report_files(sim: Simulation) -> list[Delivery]:
    """The files of all these exports."""
    machine = sim.placed[REPAIRED_UNIT].unit.alias
    return [
        *(_operations(sim, source, site) for source, site in zip(OPERATION_SOURCES, SITES, strict=True)),
        _table("erp_costs", "costs.csv", "Document,Order,WorkCentre,Account,Posted,Amount,Currency", (
            (one.number, one.order, one.work_centre, one.element, one.day, f"{one.amount:.2f}", one.currency)
            for one in booked_costs(sim)
        )),
        _table("eam_stops", "stops.csv", "Report,Machine,From,To,Code", (
            (one.number, one.work_centre, *_local(NORTH, one.start, one.end), STOP_CODES[one.reason])
            for one in downtime_reports(sim)
        )),
        _table("erp_shortages", "shortages.csv", "Shortage,Machine,Order,Material,From,To,Missing", (
            (one.number, one.work_centre, one.order, one.material, *_local(NORTH, one.start, one.end), one.kilograms)
            for one in shortages(sim)
        )),
        _table(
            "eam_tickets", "tickets.csv",
            "Ticket,Machine,Order,Provider,Priority,Reported,Responded,Repaired,ResponseMinutes,RepairMinutes",
            ((one.number, machine, one.repair, PROVIDER, one.priority,
              *_local(NORTH, one.reported, one.responded, one.repaired), one.agreed_response_s // 60,
              "" if one.agreed_repair_s is None else one.agreed_repair_s // 60)
             for one in service_tickets(sim)),
        ),
    ]  # fmt: skip


def _operations(sim: Simulation, source: str, site: Site) -> Delivery:
    return _table(source, "operations.csv", ",".join(OPERATION_COLUMNS.values()), (
        (one.order, one.operation, one.work_centre, one.quantity, one.setup_s, one.run_s,
         *_local(site, one.start, one.finish))
        for one in planned_operations(sim, site)
    ))  # fmt: skip


def _table(source: str, name: str, header: str, rows: Iterable[tuple[object, ...]]) -> Delivery:
    return Delivery(source, name, "\n".join([header, *(",".join(map(str, row)) for row in rows), ""]).encode())


def _local(site: Site, *instants: int | None) -> list[str]:
    zone = ZoneInfo(site.zone)
    return ["" if at is None else f"{datetime.fromtimestamp(at, zone):%Y-%m-%d %H:%M:%S}" for at in instants]
