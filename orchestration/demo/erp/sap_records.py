"""What SAP records beside orders: movements of stock (MSEG) and maintenance orders (AFIH with AUFK and AFKO)."""

from __future__ import annotations

from orchestration.demo.delivery import Delivery
from orchestration.demo.erp.sap_text import STORAGE_LOCATION, amount, location, moment, quantity, table
from orchestration.demo.line_records import LINE, MaintenanceJob, Movement, line_records
from orchestration.demo.money import REPAIRED_UNIT, Repair, repairs
from orchestration.demo.simulation import Simulation
from orchestration.demo.sites import NORTH

_MOVEMENTS = {
    "consumption": ("261", ""), "production": ("101", "F"), "co_production": ("531", ""),
    "production_loss": ("551", ""), "storage_loss": ("702", ""), "other_loss": ("555", ""),
}  # fmt: skip
_REVERSED_CONSUMPTION = ("262", "")
_TYPES = {"corrective": "PM01", "preventive": "PM02"}


def record_files(sim: Simulation) -> list[Delivery]:
    """The extracts of all these tables."""
    records = line_records(sim)
    mseg = table(
        "MBLNR|MJAHR|ZEILE|BWART|KZBEW|MATNR|LGORT|MENGE|MEINS|AUFNR|CPUDT_MKPF|CPUTM_MKPF",
        (_movement(number, one) for number, one in enumerate(records.movements, start=1)),
    )
    alias = sim.placed[REPAIRED_UNIT].unit.alias
    afih = table(
        "AUFNR|AUART|ILOAN|KTEXT|ERDAT|ERFZEIT|GSTRI|GSUZI|GETRI|GEUZI|ZZSTUNDEN|ZZLOHN|ZZTEILE|WAERS",
        [*map(_job, records.jobs), *(_repair(one, alias) for one in repairs(sim))],
    )
    return [Delivery("sap_mseg", "mseg.txt", mseg), Delivery("sap_afih", "viaufkst.txt", afih)]


def _movement(number: int, movement: Movement) -> list[str]:
    kind = _MOVEMENTS[movement.kind] if movement.kilograms >= 0 else _REVERSED_CONSUMPTION
    document = f"{4_900_000_000 + number:010d}"
    moved = quantity(abs(movement.kilograms))
    at = moment(movement.at, NORTH)
    return [document, at[0][:4], "0001", *kind, movement.material, STORAGE_LOCATION, moved, "KG", "", *at]


def _job(job: MaintenanceJob) -> list[str]:
    times = (*moment(None, NORTH), *moment(job.start, NORTH), *moment(job.finish, NORTH, is_end=True))
    return [job.number, _TYPES[job.kind], location(LINE.alias), "", *times, *map(amount, [None] * 3), ""]


def _repair(one: Repair, alias: str) -> list[str]:
    times = (*moment(one.reported, NORTH), *moment(None, NORTH), *moment(one.finished, NORTH, is_end=True))
    spent = map(amount, (one.labour_h, one.labour_cost, one.parts_cost))
    return [one.number, _TYPES["corrective"], location(alias), "", *times, *spent, one.currency]
