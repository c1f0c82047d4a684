"""How Odoo's tables are exported: ids, UTC without a zone, and `False` or nothing for no value."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import UTC, datetime

from orchestration.demo.plant_description import PRODUCTS
from orchestration.demo.sites import SITES

WORK_CENTRES = [
    (alias, name)
    for site in SITES
    for line in site.lines
    for alias, name in ((line.alias, line.name), *((unit.alias, unit.name) for unit in line.units))
]
_CENTRES = {alias: number for number, (alias, _) in enumerate(WORK_CENTRES, start=1)}
_PRODUCTS = {p.product: number for number, p in enumerate(PRODUCTS, start=1)}
_VARIANT_OFFSET = 100


def table(header: str, rows: Iterable[Iterable[object]]) -> bytes:
    """An extract by SQL (COPY … CSV HEADER): nothing for no value, `t` and `f`."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header.split(","))
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue().encode()


def read(header: str, rows: Iterable[Iterable[object]]) -> bytes:
    """An extract by the API, whose rows have `False` where there is no value."""
    return table(header, ([str(value is not None and value) for value in row] for row in rows))


def moment(at: int | None) -> str | None:
    """An instant in UTC."""
    return None if at is None else f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d %H:%M:%S}"


def workcenter_id(alias: str) -> int:
    """Of mrp_workcenter."""
    return _CENTRES[alias]


def template_id(product: str) -> int:
    """Of product_template."""
    return _PRODUCTS[product]


def product_id(product: str) -> int:
    """Of product_product."""
    return _VARIANT_OFFSET + _PRODUCTS[product]


def _cell(value: object) -> str:
    if value is None:
        return ""
    return "ft"[value] if isinstance(value, bool) else str(value)
