"""How the MariaDB behind ERPNext exports a table: tabs, NULL, nine decimals, and times of the system's own zone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from orchestration.demo.plant_description import Site

DRAFT, SUBMITTED, CANCELLED = 0, 1, 2
"""docstatus."""


def table(header: str, rows: Iterable[Iterable[object]]) -> bytes:
    """An extract as `mysql --batch` writes it."""
    lines = ["\t".join(header.split(",")), *("\t".join(map(_cell, row)) for row in rows), ""]
    return "\n".join(lines).encode()


def moment(at: int | None, site: Site) -> str | None:
    """An instant in the zone of a site."""
    return None if at is None else f"{datetime.fromtimestamp(at, ZoneInfo(site.zone)):%Y-%m-%d %H:%M:%S.%f}"


def _cell(value: object) -> str:
    if value is None:
        return "NULL"
    return f"{value:.9f}" if isinstance(value, float) else str(value)
