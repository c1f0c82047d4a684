"""What SAP records beside orders: movements of stock (MSEG), maintenance orders (AFIH), costs of orders (COVP)."""

from __future__ import annotations

from orchestration.demo.booked_costs import booked_costs
from orchestration.demo.delivery import Delivery
from orchestration.demo.erp.sap_text import STORAGE_LOCATION, amount, location, moment, object_number, quantity, table
from orchestration.demo.line_records import LINE, MaintenanceJob, Movement, line_records
from orchestration.demo.money import REPAIRED_UNIT, Repair, repairs
from orchestration.demo.simulation import Simulation
from orchestration.demo.sites import NORTH

_MOVEMENTS = {
    "consumption": ("261", ""), "production": ("101", "F"), "co_production": ("531", ""),
    "production_loss": ("551", ""), "storage_loss": ("702", ""), "other_loss": ("555", ""),
}  # fmt: skip
_REVERSED_CONSUMPTION = ("262", "")
_ACTUAL, _PLANNED = "04", "01"
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
    return [Delivery("sap_mseg", "mseg.txt", mseg), Delivery("sap_afih", "viaufkst.txt", afih), _costs(sim)]


def _costs(sim: Simulation) -> Delivery:
    """Line items of controlling; what is planned, and what an order was settled with, are no actual costs of it."""
    booked = booked_costs(sim)
    lines = [(one, _ACTUAL, "COIN", one.amount) for one in booked]
    lines += [(booked[0], _PLANNED, "RKP1", booked[0].amount), (booked[0], _ACTUAL, "KOAO", -booked[0].amount)]
    content = table(
        "KOKRS|BELNR|BUZEI|OBJNR|WRTTP|VRGNG|KSTAR|BUDAT|WTGBTR|TWAER",
        (
            ["1000", f"{200_000_000 + number:010d}", "001", object_number(one.order), kind, transaction,
             f"{one.element:0>10}", f"{one.day:%Y%m%d}", amount(value), one.currency]
            for number, (one, kind, transaction, value) in enumerate(lines, start=1)
        ),
    )  # fmt: skip
    return Delivery("sap_covp", "covp.txt", content, rejected=2, note="a planned cost, a settlement")


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
