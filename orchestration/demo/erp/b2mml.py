"""The B2MML dialect: orders and confirmations as messages after ISA-95, which the reader `mes.b2mml` reads.

What these messages do not tell stays as the plain dialect has it: when orders are due, the scrap and the set-up times
that they plan, master data, money, stock, maintenance, stops, and what quality and HR hand over. The north sends
messages of V0600, in UTC with seven digits of a fraction, the south of V0401, in its own time with its offset.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, tzinfo
from typing import Any
from xml.sax.saxutils import escape
from zoneinfo import ZoneInfo

from orchestration.demo.bookings import Confirmation
from orchestration.demo.delivery import Delivery, production_days, week_file
from orchestration.demo.erp import tables
from orchestration.demo.erp.dialect import Dialect, entry, without_reversals
from orchestration.demo.erp.reports import OPERATION_SOURCES
from orchestration.demo.it_extracts import CONFIRMED_OPERATION, planned_orders
from orchestration.demo.order_plans import PlannedOperation, planned_operations
from orchestration.demo.plant_description import Site
from orchestration.demo.simulation import Simulation
from orchestration.demo.sites import NORTH, SITES

_READER = "mes.b2mml"
_UNIT = "ST"
_LEFT_OUT = {"erp_confirmations"}
_NOT_IN_MESSAGES = {
    **dict.fromkeys((f"erp_orders_{site.site}" for site in SITES), ("order_id", "planned_scrap_quantity", "due_utc")),
    **dict.fromkeys(OPERATION_SOURCES, ("order_id", "operation", "planned_setup_s")),
}
"""Fields that a plain table has besides the messages, with its keys."""


def sources() -> list[dict[str, Any]]:
    """Entries of plant.yaml for the messages and for what others hand over."""
    reported = {"segments": "confirmations", "movements": False, "material_uses": {"Scrap": "production_loss"}}
    return [
        *(entry(f"b2mml_schedule_{site.site}", site.site, {}, _READER) for site in SITES),
        entry("b2mml_performance", NORTH.site, reported, _READER),
        *(
            _beside(one) if one["id"] in _NOT_IN_MESSAGES else one
            for one in tables.sources()
            if one["id"] not in _LEFT_OUT
        ),
    ]


def _beside(source: dict[str, Any]) -> dict[str, Any]:
    columns = {field: source["options"]["columns"][field] for field in _NOT_IN_MESSAGES[source["id"]]}
    return {**source, "options": {**source["options"], "columns": columns}}


def files(sim: Simulation) -> list[Delivery]:
    """The messages, and the plain files of the others."""
    return [
        *(Delivery(f"b2mml_schedule_{site.site}", "schedule.xml", _schedule(sim, site)) for site in SITES),
        *_performances(sim),
        *(file for file in tables.files(sim) if file.source not in _LEFT_OUT),
    ]


def _schedule(sim: Simulation, site: Site) -> bytes:
    part = "Operations" if site is NORTH else "Production"
    operations: dict[str, list[PlannedOperation]] = {}
    for one in planned_operations(sim, site):
        operations.setdefault(one.order, []).append(one)
    requests = []
    for centre, order, start, finish, _ in planned_orders(sim, site):
        begin, end = _moment(start, site), _moment(finish, site)
        requests.append(
            f"<{part}Request><ID>{order.order}</ID><StartTime>{begin}</StartTime><EndTime>{end}</EndTime>"
            f"{_scope(centre, site)}{''.join(_segment(one, site) for one in operations[order.order])}</{part}Request>"
        )
    return _message(f"{part}Schedule", site, requests)


def _segment(one: PlannedOperation, site: Site) -> str:
    return (
        f"<SegmentRequirement><ID>{one.operation}</ID><EarliestStartTime>{_moment(one.start, site)}</EarliestStartTime>"
        f"<LatestEndTime>{_moment(one.finish, site)}</LatestEndTime>"
        f"<Duration>PT{one.run_s // 60}M</Duration><EquipmentRequirement>"
        f"<EquipmentID>{one.work_centre}</EquipmentID></EquipmentRequirement>"
        f"{_material('MaterialRequirement', one.product, 'Produced', one.quantity)}</SegmentRequirement>"
    )


def _scope(centre: str, site: Site) -> str:
    name = "HierarchyScope" if site is NORTH else "Location"
    return f"<{name}><EquipmentID>{centre}</EquipmentID></{name}>"


def _performances(sim: Simulation) -> list[Delivery]:
    """A message a week."""
    standing, _ = without_reversals(sim.confirmations)
    day_of = production_days(sim, NORTH)
    return [
        Delivery(
            "b2mml_performance",
            week_file("performance", first, last).replace(".csv", ".xml"),
            _message(
                "OperationsPerformance",
                NORTH,
                (_response(one) for one in standing if first <= day_of(one.start) <= last),
            ),
        )
        for first, last in sim.window.weeks()
    ]


def _response(one: Confirmation) -> str:
    return (
        f"<OperationsResponse><ID>{one.confirmation_id}</ID><OperationsRequestID>{one.order}</OperationsRequestID>"
        f"<SegmentResponse><ID>{CONFIRMED_OPERATION}</ID><ActualStartTime>{_moment(one.start, NORTH)}</ActualStartTime>"
        f"<ActualEndTime>{_moment(one.end, NORTH)}</ActualEndTime><PersonnelActual><PersonID>{escape(one.worker)}"
        f"</PersonID></PersonnelActual><EquipmentActual><EquipmentID>{one.work_centre}</EquipmentID></EquipmentActual>"
        f"{_material('MaterialActual', one.product, 'Produced', one.good)}"
        f"{_material('MaterialActual', one.product, 'Scrap', one.reject)}</SegmentResponse></OperationsResponse>"
    )


def _material(name: str, product: str, use: str, quantity: int) -> str:
    return (
        f"<{name}><MaterialDefinitionID>{product}</MaterialDefinitionID><MaterialUse>{use}</MaterialUse><Quantity>"
        f"<QuantityString>{quantity}</QuantityString><DataType>integer</DataType><UnitOfMeasure>{_UNIT}</UnitOfMeasure>"
        f"</Quantity></{name}>"
    )


def _message(name: str, site: Site, parts: Iterable[str]) -> bytes:
    namespace = "http://www.mesa.org/xml/B2MML-V0600" if site is NORTH else "http://www.wbf.org/xml/B2MML-V0401"
    content = "\n".join(parts)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{name} xmlns="{namespace}">\n{content}\n</{name}>\n'.encode()


def _moment(at: int, site: Site) -> str:
    zone: tzinfo = UTC if site is NORTH else ZoneInfo(site.zone)
    local = datetime.fromtimestamp(at, zone)
    return f"{local:%Y-%m-%dT%H:%M:%S}.0000000Z" if site is NORTH else local.isoformat()


DIALECT = Dialect("b2mml", sources, files)
