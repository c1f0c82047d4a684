"""What the IT systems hand over: the MES event log and the ERP's tables, as delimited text.

Times are local to the site that a file belongs to; orders come in one file a site.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from orchestration.demo.behaviour import Order, generator
from orchestration.demo.bookings import Confirmation
from orchestration.demo.kitting import Operation
from orchestration.demo.line_records import LINE, PLANNED_RUN_S, planned_scrap
from orchestration.demo.money import (
    DOLLAR_PRODUCT,
    EUROS_A_DOLLAR,
    REPAIRED_UNIT,
    REWORK_COST,
    SALVAGE,
    repairs,
    variable_cost_on_the_way,
)
from orchestration.demo.plant_description import CURRENCY, PRODUCTS, Site
from orchestration.demo.simulation import Simulation
from orchestration.demo.sites import SITES

SETUP_S = 900
CONFIRMED_OPERATION = f"{10 * len(LINE.units):04d}"
"""The last of an order on line 1, on which the ERP is told of it."""
MES_HEADER = "OpNo,Resource,Order,Item,Type,Begin,Finish,Good,Scrap,Rework,MRB,Worker"


def _local(at: int, site: Site, pattern: str) -> str:
    return datetime.fromtimestamp(at, ZoneInfo(site.zone)).strftime(pattern)


def valid_from(sim: Simulation) -> date:
    """Long before the window, so that only what is meant to change changes within it."""
    return date(sim.window.start.year - 1, 1, 1)


def event_log(operations: list[Operation], site: Site, aliases: dict[str, str], extra: tuple[str, ...] = ()) -> bytes:
    """The MES event log: one row an operation, local times without a zone, workers by name."""
    lines = [MES_HEADER]
    for op in operations:
        begin, finish = (_local(at, site, "%Y/%m/%d %H:%M:%S") for at in (op.start, op.end))
        kind = {"production": "RUN", "setup": "SETUP", "rework": "SECOND"}[op.kind]
        lines.append(
            f"{op.operation_id},{aliases[op.unit]},{op.order},{op.product},{kind},{begin},{finish},"
            f"{op.good},{op.reject},{op.rework},{op.held},{op.worker}"
        )
    return "\n".join([*lines, *extra, ""]).encode()


def confirmations(told: list[Confirmation], site: Site) -> bytes:
    """ERP confirmations: semicolon, Windows-1252, local times; a reversal names what it takes back."""
    lines = ["Rueckmeldung;Auftrag;Vorgang;Arbeitsplatz;Material;Beginn;Ende;Gutmenge;Ausschuss;Storno;Personal"]
    for one in told:
        begin, finish = (_local(at, site, "%d.%m.%Y %H:%M:%S") for at in (one.start, one.end))
        lines.append(
            f"{one.confirmation_id};{one.order};{CONFIRMED_OPERATION};{one.work_centre};{one.product};{begin};{finish};"
            f"{one.good};{one.reject};{one.reverses};{one.worker}"
        )
    return "\r\n".join([*lines, ""]).encode("cp1252")


def products() -> bytes:
    """Products: semicolon, Windows-1252."""
    lines = ["Material;Bezeichnung;ME;Warengruppe"]
    lines += [f"{p.product};{p.name};ST;{p.group}" for p in PRODUCTS]
    return "\r\n".join([*lines, ""]).encode("cp1252")


def prices(sim: Simulation) -> bytes:
    """Prices with validity; one product has none, one changes its price within the window."""
    lines = ["Material;GueltigAb;GueltigBis;Preis;VarKosten;Schrottwert;Nacharbeit;Waehrung"]
    change = sim.window.price_change
    for p in PRODUCTS:
        known = (p.variable_cost, SALVAGE.get(p.product), REWORK_COST.get(p.product))
        amounts = (f"{amount:.2f}" if amount else "" for amount in known)
        cost = ";".join(amounts).replace(".", ",")
        currency = "USD" if p.product == DOLLAR_PRODUCT else CURRENCY
        if p.price is None:
            continue
        price = f"{p.price:.2f}".replace(".", ",")
        until = f"{change - timedelta(days=1):%d.%m.%Y}" if p.new_price else ""
        lines.append(f"{p.product};{valid_from(sim):%d.%m.%Y};{until};{price};{cost};{currency}")
        if p.new_price:
            new = f"{p.new_price:.2f}".replace(".", ",")
            lines.append(f"{p.product};{change:%d.%m.%Y};;{new};{cost};{currency}")
    return "\r\n".join([*lines, ""]).encode("cp1252")


def cycles() -> list[tuple[str, str, float, str]]:
    """(product, work centre, ideal seconds, basis) of all that is known; M-30 has none on MOULD-B.

    The press also has slower cycles of the routing, which nameplate and demonstrated ones beat.
    """
    units = [unit for site in SITES for line in site.lines for unit in line.units]
    known = [(product, u.alias, cycle, u.basis[product]) for u in units for product, cycle in u.ideal.items()]
    return [*known, *((product, LINE.units[0].alias, cycle, "routing") for product, cycle in PLANNED_RUN_S.items())]


def routings(sim: Simulation) -> bytes:
    """All cycles, each with a set-up of 15 minutes; the last row, with a cycle of zero, must be rejected."""
    rows = [_routing(sim, *cycle) for cycle in cycles()]
    return _routing_file([*rows, f"M-30,MOULD-A,0010,0,{SETUP_S},,,routing,{valid_from(sim)},"])


def measured_cycles(sim: Simulation) -> bytes:
    """The cycles of nameplates and demonstrations alone, which are not the ERP's."""
    return _routing_file([_routing(sim, *cycle) for cycle in cycles() if cycle[3] != "routing"])


def _routing_file(rows: list[str]) -> bytes:
    header = "Material,WorkCentre,Operation,CycleSeconds,SetupSeconds,CostSoFar,Currency,Basis,ValidFrom,ValidTo"
    return "\n".join([header, *rows, ""]).encode()


def _routing(sim: Simulation, product: str, alias: str, cycle: float, basis: str) -> str:
    cost = "," if basis == "routing" else _cost_so_far(alias, product)
    return f"{product},{alias},0010,{cycle:g},{SETUP_S},{cost},{basis},{valid_from(sim)},"


def _cost_so_far(alias: str, product: str) -> str:
    known = next(p for p in PRODUCTS if p.product == product)
    cost = variable_cost_on_the_way(alias, known.variable_cost)
    return "," if cost is None else f"{cost:.2f},{CURRENCY}"


def exchange_rates(sim: Simulation) -> bytes:
    """What a dollar is worth in euros, from the first day on and from the price change on."""
    dates = (valid_from(sim), sim.window.price_change)
    lines = [f"USD,EUR,{rate},{since}" for rate, since in zip(EUROS_A_DOLLAR, dates, strict=True)]
    return "\n".join(["From,To,Rate,ValidFrom", *lines, ""]).encode()


def repair_orders(sim: Simulation) -> bytes:
    """Corrective maintenance orders of the repaired unit, with hours, labour and parts."""
    alias, site = sim.placed[REPAIRED_UNIT].unit.alias, sim.placed[REPAIRED_UNIT].site
    lines = ["Order,Equipment,Reported,Finished,Hours,Labour,Parts,Currency"]
    for r in repairs(sim):
        times = ",".join(_local(at, site, "%Y-%m-%d %H:%M:%S") for at in (r.reported, r.finished))
        lines.append(f"{r.number},{alias},{times},{r.labour_h},{r.labour_cost},{r.parts_cost},{r.currency}")
    return "\n".join([*lines, ""]).encode()


def rates(sim: Simulation) -> bytes:
    """Labour rate and crew of each line."""
    since = valid_from(sim).isoformat()
    lines = ["WorkCentre,LabourRate,Crew,Currency,ValidFrom"]
    for site in SITES:
        lines += [f"{x.alias},{x.labour_rate:.2f},{x.crew:g},{CURRENCY},{since}" for x in site.lines]
    return "\n".join([*lines, ""]).encode()


def planned_orders(sim: Simulation, site: Site) -> list[tuple[str, Order, int, int, int]]:
    """(work centre, order, planned start, planned finish, due) of a site's orders, in epoch seconds."""
    found = []
    _, last = sim.window.edges(site)
    for centre, orders in sim.orders.items():
        rng = generator(sim.seed, f"plan/{centre}")
        if not any(centre in (line.alias, *(u.alias for u in line.units)) for line in site.lines):
            continue
        for order in orders:
            start = order.started + rng.randint(-5400, 5400)
            finish = max(start + 3600, (order.finished or last + 3600) + rng.randint(-10800, 14400))
            found.append((centre, order, start, finish, finish + rng.choice((0, 7200, 28800))))
    return found


def planned_quantity(order: Order) -> int:
    """What the ERP plans of an order: of three in a row one as many as were started, two less, as scrap comes off."""
    return round(order.quantity * (0.9, 0.95, 1.0)[int(order.order[-3:]) % 3])


def orders(sim: Simulation, site: Site) -> bytes:
    """Production orders with planned quantities and times, local; those of line 1 plan their scrap."""
    lines = ["OrderNo;Material;WorkCentre;PlannedQty;PlannedScrap;PlannedStart;PlannedFinish;Due"]
    for centre, order, *times in planned_orders(sim, site):
        texts = (_local(at, site, "%d.%m.%Y %H:%M:%S") for at in times)
        scrap = f"{planned_scrap(order.quantity)}" if centre == LINE.alias else ""
        lines.append(";".join([order.order, order.product, centre, f"{planned_quantity(order)}", scrap, *texts]))
    return "\r\n".join([*lines, ""]).encode("cp1252")
