"""SAP's master data: work centres, cost centres with their activity prices, materials, prices and routings."""

from __future__ import annotations

from datetime import date, timedelta

from orchestration.demo.delivery import Delivery
from orchestration.demo.erp.sap_text import WORK_CENTRES, amount, location, object_id, quantity, table
from orchestration.demo.it_extracts import SETUP_S, cycles, valid_from
from orchestration.demo.money import DOLLAR_PRODUCT, REWORK_COST, SALVAGE
from orchestration.demo.plant_description import CURRENCY, PRODUCTS, Product
from orchestration.demo.simulation import Simulation
from orchestration.demo.sites import SITES

_NEVER, _OPEN = "19000101", "99991231"
_PRICE_UNIT = 100


def master_files(sim: Simulation) -> list[Delivery]:
    """The extracts of all tables of master data."""
    products = [p.product for p in PRODUCTS]
    makt = [(p.product, key, name) for p in PRODUCTS for key, name in (("D", p.name), ("E", f"{p.name} (export)"))]
    crhd = table("OBJTY|OBJID|ARBPL|BEGDA|ENDDA", (["A", object_id(c), c, _NEVER, _OPEN] for c in WORK_CENTRES))
    lines = [line for site in SITES for line in site.lines]
    crco = (["A", object_id(line.alias), cost_centre(line.alias), _NEVER, _OPEN] for line in lines)
    prices = [
        [cost_centre(x.alias), "LABOUR", amount(x.labour_rate * _PRICE_UNIT), f"{_PRICE_UNIT}", CURRENCY, f"{x.crew:g}",
         f"{valid_from(sim):%Y%m%d}"]
        for x in lines
    ]  # fmt: skip
    prices.append([cost_centre("L1"), "ENERGY", amount(12.0), "1", CURRENCY, "", f"{valid_from(sim):%Y%m%d}"])
    iloa = table("ILOAN|PPSID", ([location(centre), object_id(centre)] for centre in WORK_CENTRES))
    return [
        *(Delivery(source, "crhd.txt", crhd) for source in ("sap_crhd", "sap_crhd_keys")),
        Delivery("sap_crco_keys", "crco.txt", table("OBJTY|OBJID|KOSTL|BEGDA|ENDDA", crco)),
        Delivery(
            "sap_activity_prices", "activity_prices.txt", table("KOSTL|LSTAR|TKG001|PUNIT|TWAER|AZNOR|DATAB", prices),
            rejected=1, note="the price of another activity",
        ),
        Delivery("sap_iloa_keys", "iloa.txt", iloa),
        Delivery("sap_mara", "mara.txt", table("MATNR|MEINS|MATKL", ([p.product, "ST", p.group] for p in PRODUCTS))),
        Delivery(
            "sap_makt", "makt.txt", table("MATNR|SPRAS|MAKTX", makt), rejected=len(products),
            note="names in another language",
        ),
        Delivery("sap_mbew", "mbew.txt", _valuations()),
        _sales_prices(sim),
        *_routings(sim),
    ]  # fmt: skip


def cost_centre(line: str) -> str:
    """The cost centre of a line, ten digits."""
    return f"{4100 + WORK_CENTRES.index(line):010d}"


def _currency(product: Product) -> str:
    return "USD" if product.product == DOLLAR_PRODUCT else CURRENCY


def _valuations() -> bytes:
    rows = (
        [p.product, amount(p.variable_cost * _PRICE_UNIT), f"{_PRICE_UNIT}", _currency(p),
         amount(SALVAGE.get(p.product)), amount(REWORK_COST.get(p.product))]
        for p in PRODUCTS if p.price is not None
    )  # fmt: skip
    return table("MATNR|STPRS|PEINH|WAERS|ZZSCHROTT|ZZNACHARB", rows)


def _sales_prices(sim: Simulation) -> Delivery:
    """As a user's own settings show them: decimal comma, days first; a discount is no price."""
    change = sim.window.price_change
    rows = []
    for p in PRODUCTS:
        spans = [(p.price, valid_from(sim), change - timedelta(days=1) if p.new_price else None)]
        spans += [(p.new_price, change, None)] if p.new_price else []
        for price, first, last in spans:
            if price is not None:
                per_ten = f"{price * 10:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".")
                rows.append(["PR00", p.product, per_ten, "10", _currency(p), _shown(first), _shown(last)])
    rows.append(["K004", PRODUCTS[0].product, "5,00-", "1", "%", _shown(valid_from(sim)), _shown(None)])
    content = table("KSCHL|MATNR|KBETR|KPEIN|KONWA|DATAB|DATBI", rows)
    return Delivery("sap_konp", "konp.txt", content, rejected=1, note="a discount")


def _shown(day: date | None) -> str:
    return "31.12.9999" if day is None else f"{day:%d.%m.%Y}"


def _routings(sim: Simulation) -> list[Delivery]:
    """One routing a product; its last operation, with a time of zero, must be rejected."""
    own = [(product, alias, cycle) for product, alias, cycle, basis in cycles() if basis == "routing"]
    own.append(("M-30", "MOULD-A", 0.0))
    numbers = {product: f"{80_000_001 + n:08d}" for n, product in enumerate(dict.fromkeys(row[0] for row in own))}
    mapl = table("PLNTY|PLNNR|PLNAL|MATNR", (["N", number, "01", product] for product, number in numbers.items()))
    rows = (
        ["N", numbers[product], "0010", object_id(alias), "60", quantity(SETUP_S / 60), "MIN", quantity(cycle), "MIN",
         f"{valid_from(sim):%Y%m%d}"]
        for product, alias, cycle in own
    )  # fmt: skip
    plpo = table("PLNTY|PLNNR|VORNR|ARBID|BMSCH|VGW01|VGE01|VGW02|VGE02|DATUV", rows)
    return [
        Delivery("sap_mapl_keys", "mapl.txt", mapl),
        Delivery("sap_plpo", "plpo.txt", plpo, rejected=1, note="a cycle time of zero"),
    ]
