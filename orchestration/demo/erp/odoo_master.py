"""Odoo's master data: products with categories and units, work centres with hourly costs, bills of material."""

from __future__ import annotations

from orchestration.demo.delivery import Delivery
from orchestration.demo.erp.odoo_text import WORK_CENTRES, product_id, table, template_id, workcenter_id
from orchestration.demo.it_extracts import SETUP_S, cycles
from orchestration.demo.plant_description import PRODUCTS
from orchestration.demo.sites import SITES

UNIT, UNIT_ID = "Units", 1
_CATEGORIES = list(dict.fromkeys(p.group for p in PRODUCTS))
_CAPACITY = 60
"""Products that a work centre makes at once, so that minutes for them are the seconds for one."""
_ARCHIVED = (90, "Bracket 90")


def master_files() -> list[Delivery]:
    """The extracts of all tables of master data."""
    template = table(
        "id,name,default_code,categ_id,uom_id,type,list_price,active",
        [*((template_id(p.product), p.name, p.product, _CATEGORIES.index(p.group) + 1, UNIT_ID, "consu", p.price, True)
           for p in PRODUCTS),
         (*_ARCHIVED, "P-090", 1, UNIT_ID, "consu", None, False)],
    )  # fmt: skip
    product = table(
        "id,product_tmpl_id,default_code,active",
        ((product_id(p.product), template_id(p.product), p.product, True) for p in PRODUCTS),
    )
    category = table("id,name,complete_name", (
        (number, name, f"All / {name}") for number, name in enumerate(_CATEGORIES, start=1)
    ))  # fmt: skip
    rates = {line.alias: (line.labour_rate, line.crew) for site in SITES for line in site.lines}
    workcenter = table(
        "id,name,code,active,time_efficiency,default_capacity,costs_hour,employee_costs_hour,x_studio_crew",
        ((workcenter_id(alias), name, alias, True, 100, _CAPACITY, 0, *rates.get(alias, (None, None)))
         for alias, name in WORK_CENTRES),
    )  # fmt: skip
    return [
        Delivery("odoo_template", "product_template.csv", template, rejected=1, note="an archived product"),
        Delivery("odoo_template_keys", "product_template.csv", template),
        Delivery("odoo_product_keys", "product_product.csv", product),
        Delivery("odoo_category_keys", "product_category.csv", category),
        Delivery("odoo_uom_keys", "uom_uom.csv", table("id,name,factor,active", [(UNIT_ID, UNIT, 1.0, True)])),
        *(
            Delivery(source, "mrp_workcenter.csv", workcenter)
            for source in ("odoo_workcenter", "odoo_workcenter_keys", "odoo_workcenter_rates")
        ),
        *_bills(),
    ]


def _bills() -> list[Delivery]:
    """A bill a product; the last operation, with a time of zero, must be rejected."""
    own = [(product, alias, cycle) for product, alias, cycle, basis in cycles() if basis == "routing"]
    own.append(("M-30", "MOULD-A", 0.0))
    bills = {product: number for number, product in enumerate(dict.fromkeys(row[0] for row in own), start=1)}
    bom = table(
        "id,code,product_tmpl_id,product_qty,product_uom_id,type,active",
        ((number, None, template_id(product), 1, UNIT_ID, "normal", True) for product, number in bills.items()),
    )
    routing = table(
        "id,name,workcenter_id,bom_id,sequence,time_mode,time_cycle_manual,active,time_start,default_capacity",
        ((number, "Make", workcenter_id(alias), bills[product], 100, "manual", cycle, True, SETUP_S / 60, _CAPACITY)
         for number, (product, alias, cycle) in enumerate(own, start=1)),
    )  # fmt: skip
    return [
        Delivery("odoo_bom_keys", "mrp_bom.csv", bom),
        Delivery("odoo_routing", "mrp_routing_workcenter.csv", routing, rejected=1, note="a cycle time of zero"),
    ]
