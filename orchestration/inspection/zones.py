"""Whether a file's times state their zone, and what speaks for one where they do not."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

import polars as pl

from orchestration.inspection.candidates import first_batch

Stated = Literal["all", "some", "none"]


def zone_stated(path: Path, reader: str, options: Mapping[str, Any]) -> Stated:
    """Whether times of the file's first rows state their zone: then they are the same instant in any source's zone."""
    # Two zones that never show the same time and change no clocks.
    one, other = (first_batch(path, reader, options, ZoneInfo(zone)) for zone in ("UTC", "Asia/Tokyo"))
    if one is None or other is None:
        return "none"
    if one.rows.height != other.rows.height:
        return "none"
    times = pl.selectors.datetime()
    is_same = (one.rows.select(times) == other.rows.select(times)).unpivot()["value"].drop_nulls()
    if not is_same.any():
        return "none"
    return "all" if is_same.all() else "some"
