"""One delivered file and what must become of it; how samples are divided into files.

`Delivery.status` is what must become of a file: loaded, duplicate (its content is there under another name) or
quarantined. `rejected` is the number of rows that must be rejected in it.
"""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pyarrow as pa

from orchestration.demo.exports.rows import Row
from orchestration.demo.plant_description import Site
from orchestration.demo.simulation import Simulation
from orchestration.demo.sites import NORTH

_ZIP_DATE = (2026, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Delivery:
    """One file of landing/<source>/ and what must become of it."""

    source: str
    file_name: str
    content: bytes
    status: str = "loaded"
    rejected: int = 0
    note: str = ""


def write(deliveries: Iterable[Delivery], landing: Path) -> None:
    """Write the files below landing/, a folder a source."""
    for delivery in deliveries:
        folder = landing / delivery.source
        folder.mkdir(parents=True, exist_ok=True)
        (folder / delivery.file_name).write_bytes(delivery.content)


def gzipped(content: bytes) -> bytes:
    """Gzip without a time inside: the same seed gives the same bytes."""
    return gzip.compress(content, compresslevel=6, mtime=0)


def packed(content: bytes, name: str, number: int) -> tuple[bytes, str]:
    """The content and name of the number-th file, as it is, gzip, Zstandard or zip in turn."""
    match number % 4:
        case 0:
            return content, name
        case 1:
            return gzipped(content), f"{name}.gz"
        case 2:
            return pa.compress(content, codec="zstd", asbytes=True), f"{name}.zst"
        case _:
            file = io.BytesIO()
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr(zipfile.ZipInfo(name, _ZIP_DATE), content, zipfile.ZIP_DEFLATED)
            return file.getvalue(), f"{name}.zip"


def by_day(rows: list[Row], day_of: Callable[[int], date], last: int) -> dict[date, list[Row]]:
    """Rows by day; the sample at the window's very end goes with those before it."""
    days: dict[date, list[Row]] = {}
    for row in rows:
        days.setdefault(day_of(min(row[0], last - 1)), []).append(row)
    return days


def local_stamp(at: int, site: Site) -> str:
    """A local time as files' names have it."""
    return datetime.fromtimestamp(at, ZoneInfo(site.zone)).strftime("%Y%m%dT%H%M%S")


def midnights(site: Site) -> Callable[[int], date]:
    """The calendar date of an instant at a site."""
    zone = ZoneInfo(site.zone)
    return lambda at: datetime.fromtimestamp(at, zone).date()


def production_days(sim: Simulation, site: Site) -> Callable[[int], date]:
    """The production date of an instant at a site."""
    return lambda at: sim.window.production_day(site, at)


def first_told(sim: Simulation, rows: list[Row]) -> list[Row]:
    """What the first export said before it was corrected: idle for a failure, and a counter that showed 0."""
    start, end = sim.script.corrected_window
    idle = NORTH.raw_states["idle"]
    wrong = {NORTH.raw_states["mech"], NORTH.raw_states["elec"]}
    shown: list[Row] = []
    for at, tag, value, good in rows:
        if start <= at < end and tag == "PRESS01.State" and str(value) in wrong:
            shown.append((at, tag, type(value)(idle), good))
        elif at == sim.script.glitch_at and tag == "WELD01.TotalCount":
            shown.append((at, tag, 0, good))
        else:
            shown.append((at, tag, value, good))
    return shown


def week_file(name: str, first: date, last: date) -> str:
    """The name of a file of a week's bookings, exported on the morning after."""
    return f"{name}_{first:%Y%m%d}_{last + timedelta(days=1):%Y%m%d}T090000.csv"
