"""How SAP writes things: fixed widths of keys, dates and times in columns of their own, the sign behind the number."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from orchestration.demo.plant_description import Site
from orchestration.demo.sites import SITES

STORAGE_LOCATION = "0010"
"""Of line 1's material."""

NO_DATE, NO_TIME = "00000000", "000000"

WORK_CENTRES = [
    alias for site in SITES for line in site.lines for alias in (line.alias, *(u.alias for u in line.units))
]


def table(header: str, rows: Iterable[Iterable[str]]) -> bytes:
    """An extract: divided by `|`, Windows-1252."""
    return "\r\n".join([header, *("|".join(row) for row in rows), ""]).encode("cp1252")


def quantity(value: float) -> str:
    """Three decimals, right-aligned, with room for the sign behind."""
    return f"{abs(value):15.3f}{'-' if value < 0 else ' '}"


def amount(value: float | None) -> str:
    """Two decimals, with room for the sign behind; empty where an outer join found nothing."""
    return "" if value is None else f"{abs(value):13.2f}{'-' if value < 0 else ' '}"


def object_id(work_centre: str) -> str:
    """CRHD.OBJID."""
    return f"{10_000_001 + WORK_CENTRES.index(work_centre):08d}"


def object_number(order: str) -> str:
    """AUFK.OBJNR: an order as an object of controlling."""
    return f"OR{order.rjust(12, '0')}"


def location(work_centre: str) -> str:
    """ILOA.ILOAN."""
    return f"{500_001 + WORK_CENTRES.index(work_centre):012d}"


def moment(at: int | None, site: Site, *, is_end: bool = False) -> tuple[str, str]:
    """A date and a time, local to the plant; midnight as the end of a day is 240000 of the day before."""
    if at is None:
        return NO_DATE, NO_TIME
    local = datetime.fromtimestamp(at, ZoneInfo(site.zone))
    if is_end and f"{local:%H%M%S}" == NO_TIME:
        return f"{local - timedelta(days=1):%Y%m%d}", "240000"
    return f"{local:%Y%m%d}", f"{local:%H%M%S}"
