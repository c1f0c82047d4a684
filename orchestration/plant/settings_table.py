"""The configuration as a list of settings, one value a row, so that two states of it can be compared line by line.

Not here: the tables that the transforms read (`plant_tables`); those are shaped for joins, these for people.
"""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import polars as pl
from pydantic import BaseModel

from orchestration.plant.days import EVERY_DAY, WEEKDAYS, Days
from orchestration.plant.model import Plant, PlantFile

SETTINGS_SCHEMA = {"origin": pl.String, "item": pl.String, "setting": pl.String, "setting_value": pl.String}

# By which fields a row of a file is known; what else it says may change. Elsewhere an id, a name or all its texts.
_KEYS = {
    "tags": ("source", "tag"),
    "states": ("state_set", "raw_state"),
    "reasons": ("reason",),
    "reason_codes": ("source", "code"),
    "shifts": ("scope", "shift", "valid_from"),
    "calendar": ("scope", "kind", "name", "valid_from"),
    "targets": ("level", "object", "kpi", "valid_from"),
    "fiscal_periods": ("period",),
    "loss_policies": ("name", "valid_from"),
}
# Where the order of rows means something: units along the line, planned stops that overlap.
_ORDERED = {"work_units", "calendar"}
# Minutes of the local day.
_CLOCKS = {"start", "end", "day_start"}


def settings_table(plant: Plant) -> pl.DataFrame:
    """Every setting of a plant with its value as text; what is not set has no row.

    Columns: origin (plant.yaml or the CSV file), item (which row or part of it), setting (which field), setting_value.
    """
    rows: list[tuple[str, str, str, str]] = []
    for name in type(plant).model_fields:
        origin = "plant.yaml" if name in PlantFile.model_fields else f"{name}.csv"
        path = name if origin == "plant.yaml" else ""
        rows += [(origin, *setting) for setting in _settings(name, getattr(plant, name), path, name)]
    return pl.DataFrame(rows, schema=SETTINGS_SCHEMA, orient="row").unique().sort("origin", "item", "setting")


def _settings(name: str, value: Any, path: str, column: str) -> Iterator[tuple[str, str, str]]:
    """(item, setting, value) of one field's value and of all that is within it."""
    if isinstance(value, BaseModel):
        for field in type(value).model_fields:
            inner = f"{column}.{field}" if column else field
            yield from _settings(field, getattr(value, field), path, inner)
    elif isinstance(value, tuple) and value and all(isinstance(item, BaseModel) for item in value):
        seen: dict[str, int] = {}
        for position, item in enumerate(value, start=1):
            own = _key_of(name, item)
            seen[own] = seen.get(own, 0) + 1
            again = f" #{seen[own]}" if seen[own] > 1 else ""
            key = "/".join(part for part in (path, own + again) if part)
            if name in _ORDERED:
                yield key, "position", str(position)
            for field in type(item).model_fields:
                inner = getattr(item, field)
                nested = isinstance(inner, tuple) and inner and isinstance(inner[0], BaseModel)
                yield from _settings(field, inner, f"{key}/{field}" if nested else key, field)
    elif value is not None:
        yield path, column, _text(name, value)


def _key_of(name: str, item: BaseModel) -> str:
    fields = type(item).model_fields
    if name in _KEYS:
        parts = [getattr(item, field) for field in _KEYS[name]]
    elif "id" in fields:
        parts = [getattr(item, "id")]  # noqa: B009 - only some of the models have one
    else:
        parts = [value for field in fields if isinstance(value := getattr(item, field), str | date)]
    return "/".join(str(part) for part in parts if part is not None)


def _text(name: str, value: Any) -> str:
    if isinstance(value, Days):
        span = f" {value.first or ''}..{value.last or ''}" if value.first or value.last else ""
        days = "daily" if value.weekdays == EVERY_DAY else ",".join(WEEKDAYS[day] for day in sorted(value.weekdays))
        return days + span
    if name in _CLOCKS and isinstance(value, int):
        return f"{value // 60:02d}:{value % 60:02d}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, tuple | list | frozenset | set | dict):
        plain = sorted(value, key=str) if isinstance(value, frozenset | set) else value
        return json.dumps(plain, default=str, ensure_ascii=False)
    return str(value)
