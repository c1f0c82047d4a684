"""Mappings that are shipped: a vendor's tables by its own names of fields, one file a vendor, such as `sap/afru`."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

VENDORS = {"sap": "SAP", "odoo": "Odoo", "erpnext": "ERPNext"}
"""What each vendor is called, by its file."""

_ABOUT = ("what", "needs", "told_by")
"""What a file says of a preset beside its options: a phrase, fields that the plant gives, and columns that are no field
by which a table is recognised."""


@cache
def presets() -> dict[str, dict[str, Any]]:
    """All presets by name, such as `sap/afru`: options of a mapped table, `what`, and perhaps `needs` and `told_by`."""
    found: dict[str, dict[str, Any]] = {}
    for file in sorted(files(__package__).iterdir(), key=lambda file: file.name):
        vendor, _, suffix = file.name.partition(".")
        if suffix == "yaml":
            tables = yaml.safe_load(file.read_text(encoding="utf-8"))
            found |= {f"{vendor}/{table}": preset for table, preset in tables.items()}
    return found


def table_of(name: str) -> str:
    """The table of a preset, as `sap/afko`: its further presets end with their entity, as `sap/afko_identifiers`."""
    return name.removesuffix(f"_{presets()[name]['entity']}")


def with_preset(name: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """The options of a preset with those given: these come first, key by key; null takes an entry away.

    Raises ValueError where there is no preset of that name.
    """
    if name not in presets():
        raise ValueError(f"preset is {name!r}; it must be one of {', '.join(presets())}")
    options = {option: value for option, value in presets()[name].items() if option not in _ABOUT}
    return _merged(options, given)


def _merged(base: Mapping[Any, Any], given: Mapping[Any, Any]) -> dict[Any, Any]:
    both = {
        key: _merged(base[key], value) if isinstance(value, Mapping) and isinstance(base.get(key), Mapping) else value
        for key, value in given.items()
    }
    return {key: value for key, value in {**base, **both}.items() if value is not None or key not in base}
