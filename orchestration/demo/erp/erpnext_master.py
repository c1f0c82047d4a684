"""ERPNext's master data: items, their prices, bills of material with operations, and workstations."""

from __future__ import annotations

from datetime import timedelta

from orchestration.demo.delivery import Delivery
from orchestration.demo.erp.erpnext_text import CANCELLED, SUBMITTED, table
from orchestration.demo.it_extracts import SETUP_S, cycles, valid_from
from orchestration.demo.money import DOLLAR_PRODUCT, REWORK_COST, SALVAGE
from orchestration.demo.plant_description import CURRENCY, PRODUCTS, Product
from orchestration.demo.simulation import Simulation
from orchestration.demo.sites import SITES

UNIT = "Nos"
_QUANTITY = 60.0
"""Of a bill of material, so that minutes for it are the seconds for one."""


def master_files(sim: Simulation) -> list[Delivery]:
    """The extracts of all DocTypes of master data."""
    item = table(
        "name,item_code,item_name,item_group,stock_uom,disabled",
        ((p.product, p.product, p.name, p.group, UNIT, 0) for p in PRODUCTS),
    )
    workstation = table(
        "name,workstation_name,hour_rate_labour,hour_rate,custom_crew",
        ((line.alias, line.alias, line.labour_rate, line.labour_rate, line.crew) for site in SITES
         for line in site.lines),
    )  # fmt: skip
    return [
        Delivery("erpnext_item", "item.tsv", item),
        Delivery("erpnext_workstation", "workstation.tsv", workstation),
        Delivery("erpnext_workstation_rates", "workstation.tsv", workstation),
        _prices(sim),
        _bills(),
        _operations(),
    ]


def _currency(product: Product) -> str:
    return "USD" if product.product == DOLLAR_PRODUCT else CURRENCY


def _bill(product: str) -> str:
    return f"BOM-{product}-002"


def _prices(sim: Simulation) -> Delivery:
    """Prices with validity; what a supplier is paid is no price of sales."""
    change = sim.window.price_change
    rows: list[tuple[object, ...]] = []
    for p in PRODUCTS:
        until = change - timedelta(days=1) if p.new_price else None
        spans = [(p.price, valid_from(sim), until), (p.new_price, change, None)]
        rows += [
            (f"ITEM-PRICE-{p.product}-{first}", p.product, "Standard Selling", 1, price, _currency(p), first, last)
            for price, first, last in spans
            if price is not None
        ]
    bought = ("ITEM-PRICE-BUYING", PRODUCTS[0].product, "Standard Buying", 0, 1.0, CURRENCY, valid_from(sim), None)
    content = table("name,item_code,price_list,selling,price_list_rate,currency,valid_from,valid_upto", [*rows, bought])
    return Delivery("erpnext_item_price", "item_price.tsv", content, rejected=1, note="a price of buying")


def _bills() -> Delivery:
    """Bills of all products with a price; one was replaced."""
    rows: list[tuple[object, ...]] = [
        (_bill(p.product), SUBMITTED, p.product, _QUANTITY, 1, 1, p.variable_cost * _QUANTITY, _currency(p),
         SALVAGE.get(p.product), REWORK_COST.get(p.product))
        for p in PRODUCTS if p.price is not None
    ]  # fmt: skip
    first = PRODUCTS[0].product
    old = (f"BOM-{first}-001", CANCELLED, first, 1.0, 0, 0, 99.0, CURRENCY, None, None)
    content = table(
        "name,docstatus,item,quantity,is_active,is_default,total_cost,currency,custom_salvage_value,custom_rework_cost",
        [*rows, old],
    )
    return Delivery("erpnext_bom", "bom.tsv", content, rejected=1, note="a bill that was replaced")


def _operations() -> Delivery:
    """Operations of the bills; the last, with a time of zero, must be rejected."""
    own = [(product, alias, cycle) for product, alias, cycle, basis in cycles() if basis == "routing"]
    rows = (
        (f"op{number:04d}", SUBMITTED, _bill(product), product, _QUANTITY, "Make", alias, cycle, SETUP_S / 60)
        for number, (product, alias, cycle) in enumerate([*own, ("M-30", "MOULD-A", 0.0)], start=1)
    )
    content = table("name,docstatus,parent,item,quantity,operation,workstation,time_in_mins,custom_setup_mins", rows)
    return Delivery("erpnext_bom_operation", "bom_operation.tsv", content, rejected=1, note="a cycle time of zero")
