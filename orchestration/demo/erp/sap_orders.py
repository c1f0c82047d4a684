"""Orders as SAP keeps them: AUFK, AFKO, AFPO, their operations AFVC and AFVV, and the confirmations AFRU."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from orchestration.demo.bookings import Confirmation
from orchestration.demo.delivery import Delivery, production_days, week_file
from orchestration.demo.erp.sap_text import moment, object_id, object_number, quantity, table
from orchestration.demo.it_extracts import CONFIRMED_OPERATION, planned_orders, planned_quantity
from orchestration.demo.kitting import WORKERS
from orchestration.demo.line_records import LINE, line_records, planned_scrap
from orchestration.demo.order_plans import PlannedOperation, planned_operations
from orchestration.demo.plant_description import Site
from orchestration.demo.simulation import Simulation
from orchestration.demo.sites import NORTH, SITES

_ITEM, _UNIT = "0001", "ST"
_TIMES = {"north": ("MIN", 60), "south": ("S", 1)}
"""Unit in which a site's plans have times of machines, and its seconds."""


@dataclass(frozen=True)
class _Order:
    """An order with the key of its operations; times are start, finish and due date."""

    number: str
    key: str
    site: Site
    centre: str
    product: str
    planned: int
    scrap: int
    times: tuple[int, int, int]


def order_files(sim: Simulation) -> list[Delivery]:
    """The extracts of all tables of orders."""
    orders = _orders(sim)
    jobs = [job.number for job in line_records(sim).jobs]
    types = [(one.number, "PP01", "10") for one in orders] + [(number, "PM01", "30") for number in jobs]
    aufk = table("AUFNR|AUART|AUTYP|KDAUF|OBJNR", ([*one, "", object_number(one[0])] for one in types))
    afpo = table("AUFNR|POSNR|MATNR|PSMNG|PSAMG|AMEIN|KDAUF", map(_item, orders))
    keys = {order.number: order.key for order in orders}
    planned = {site.site: planned_operations(sim, site) for site in SITES}
    afvc = table("AUFPL|APLZL|VORNR|ARBID|LTXA1", (_operation(one, keys) for own in planned.values() for one in own))
    files = [
        Delivery("sap_aufk", "aufk.txt", aufk, rejected=len(jobs), note="orders of maintenance"),
        Delivery("sap_aufk_keys", "aufk.txt", aufk),
        Delivery("sap_afpo", "afpo.txt", afpo),
        *(Delivery(source, "afvc.txt", afvc) for source in ("sap_afvc", "sap_afvc_orders", "sap_afvc_keys")),
    ]
    for site in SITES:
        own = [order for order in orders if order.site is site]
        afko, afvv = (
            table("AUFNR|PLNBEZ|GAMNG|GASMG|GMEIN|GSTRS|GSUZS|GLTRS|GLUZS|GLTRP|GLUZP|AUFPL", map(_header, own)),
            table(
                "AUFPL|APLZL|MGVRG|MEINH|BMSCH|VGW01|VGE01|VGW02|VGE02|FSAVD|FSAVZ|FSEDD|FSEDZ",
                (_values(one, keys, site) for one in planned[site.site]),
            ),
        )
        name = f"afko_{site.site}.txt"
        files += [Delivery(source, name, afko) for source in (f"sap_afko_{site.site}", "sap_afko_keys")]
        files.append(Delivery(f"sap_afvv_{site.site}", f"afvv_{site.site}.txt", afvv))
    return [*files, *_confirmations(sim)]


def _orders(sim: Simulation) -> list[_Order]:
    planned = [(site, *one) for site in SITES for one in planned_orders(sim, site)]
    return [
        _Order(
            order.order, f"{2_000_001 + number:010d}", site, centre, order.product, planned_quantity(order),
            planned_scrap(order.quantity) if centre == LINE.alias else 0, (start, finish, due),
        )
        for number, (site, centre, order, start, finish, due) in enumerate(planned)
    ]  # fmt: skip


def _scrap(order: _Order) -> str:
    return quantity(order.scrap) if order.centre == LINE.alias else ""


def _item(order: _Order) -> list[str]:
    return [order.number, _ITEM, order.product, quantity(order.planned), _scrap(order), _UNIT, ""]


def _header(order: _Order) -> list[str]:
    start, finish, due = order.times
    times = (
        *moment(start, order.site),
        *moment(finish, order.site, is_end=True),
        *moment(due, order.site, is_end=True),
    )
    return [order.number, order.product, quantity(order.planned), _scrap(order), _UNIT, *times, order.key]


def _operation(one: PlannedOperation, keys: dict[str, str]) -> list[str]:
    return [keys[one.order], _counter(one), one.operation, object_id(one.work_centre), f"Fertigen {one.product}"]


def _values(one: PlannedOperation, keys: dict[str, str], site: Site) -> list[str]:
    unit, seconds = _TIMES[site.site]
    planned = quantity(one.quantity)
    return [
        keys[one.order], _counter(one), planned, _UNIT, planned, quantity(one.setup_s / 60), "MIN",
        quantity(one.run_s / seconds), unit, *moment(one.start, site), *moment(one.finish, site, is_end=True),
    ]  # fmt: skip


def _counter(one: PlannedOperation) -> str:
    return f"{int(one.operation) // 10:08d}"


def _confirmations(sim: Simulation) -> list[Delivery]:
    header = "RUECK|RMZHL|AUFNR|VORNR|ARBID|ISDD|ISDZ|IEDD|IEDZ|LMNGA|XMNGA|RMNGA|MEINH|GRUND|STOKZ|STZHL|PERNR"
    rows = _told(sim.confirmations)
    day_of = production_days(sim, NORTH)
    return [
        Delivery("sap_afru", week_file("afru", first, last), table(header, _within(rows, first, last, day_of)))
        for first, last in sim.window.weeks()
    ]


def _within(
    rows: list[tuple[int, list[str]]], first: date, last: date, day_of: Callable[[int], date]
) -> list[list[str]]:
    return [row for start, row in rows if first <= day_of(start) <= last]


def _told(confirmations: list[Confirmation]) -> list[tuple[int, list[str]]]:
    """Start and row of each: numbered by order, counted within it; a reversal names the counter that it takes back."""
    orders = list(dict.fromkeys(one.order for one in confirmations))
    counters: Counter[str] = Counter()
    counter_of: dict[str, str] = {}
    reversed_ids = {one.reverses for one in confirmations}
    rows = []
    for one in confirmations:
        counters[one.order] += 1
        counter_of[one.confirmation_id] = f"{counters[one.order]:08d}"
        rows.append((one.start, [
            f"{orders.index(one.order) + 1:010d}", counter_of[one.confirmation_id], one.order, CONFIRMED_OPERATION,
            object_id(one.work_centre), *moment(one.start, NORTH), *moment(one.end, NORTH, is_end=True),
            quantity(one.good), quantity(one.reject), quantity(0), _UNIT, "",
            "X" if one.confirmation_id in reversed_ids else "", counter_of.get(one.reverses, "00000000"),
            f"{70_000_001 + WORKERS.index(one.worker):08d}",
        ]))  # fmt: skip
    return rows
