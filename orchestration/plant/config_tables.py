"""The configuration as tables: compiled for the transforms, written as Parquet, and known by a hash."""

import hashlib
import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from orchestration.plant.model import Plant
from orchestration.plant.plant_tables import plant_tables
from orchestration.plant.settings_table import settings_table
from orchestration.plant.shift_calendar import planned_stops, production_days, shift_instances


def compile_config(plant: Plant, until: date) -> dict[str, pl.DataFrame]:
    """All configuration tables by name, calendar tables from the plant's history_start to `until` (inclusive).

    Times are UTC in microseconds (`*_utc`), dates are production dates. Empty tables have their columns.
    """
    return {
        **plant_tables(plant),
        "settings": settings_table(plant),
        "production_days": production_days(plant, until),
        "shift_instances": shift_instances(plant, until),
        "planned_stops": planned_stops(plant, until),
    }


def write_config(plant: Plant, until: date, directory: Path) -> str:
    """Write each configuration table to `directory`/<name>.parquet and return the configuration's hash.

    A file is replaced as a whole: a reader never sees half of one, and a killed call is mended by the next.
    """
    directory.mkdir(parents=True, exist_ok=True)
    for name, table in compile_config(plant, until).items():
        unfinished = directory / f".{name}.parquet.unfinished"
        with unfinished.open("wb") as file:
            table.write_parquet(file)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(directory / f"{name}.parquet")
    return configuration_hash(plant)


def configuration_hash(plant: Plant) -> str:
    """SHA-256 (hex) of what the configuration says.

    Comments, the order of keys and of rows (but of calendar.csv, where it matters), the passing of days, from where
    files are pulled and how the lake is kept do not change it.
    """
    told = plant.model_dump(mode="python", exclude={"sources": {"__all__": {"pull"}}, "lake": True})
    content = json.dumps(told, sort_keys=True, default=_plain)
    return hashlib.sha256(content.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, set | frozenset):
        return sorted(value, key=str)
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
