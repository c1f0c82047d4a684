"""What a table's mapping must be like for a pull to follow the table: which rows are the same, and who is a person."""

from collections.abc import Iterator
from typing import NamedTuple

from orchestration.readers.mapped_options import MappedOptions
from orchestration.readers.schema import BUSINESS_KEYS, OPTIONAL_KEYS


class Fault(NamedTuple):
    """An option that does not fit, what is wrong with it, and what to write instead."""

    option: str
    message: str
    remedy: str


def mapping_faults(options: MappedOptions, table: str) -> Iterator[Fault]:
    """What keeps rows from being pulled with a mapping to the canonical `table`."""
    key = BUSINESS_KEYS[table]
    if table in OPTIONAL_KEYS and key[0] not in options.columns:
        yield Fault(
            "columns",
            f"has no {key[0]}, so that a changed row would stand beside what it was.",
            f"Map {key[0]} to the table's own id.",
        )
    elif not any(field in options.columns for field in key):
        yield Fault("columns", "has no field that rows are known by.", f"Map {' and '.join(key)}.")
    named = [*options.columns.values(), *options.asides(), *options.personal_columns]
    if any(isinstance(part, int) for column in named for part in (column if isinstance(column, tuple) else (column,))):
        yield Fault("columns", "has columns by their position.", "Name them: a table's columns have no fixed order.")
    worker = options.columns.get("worker")
    if worker is None:
        return
    if isinstance(worker, tuple):
        remedy = "Join them in a query, and map its column."
        yield Fault("columns", "has several columns for the worker, who is hashed as he is pulled.", remedy)
    if "worker" in options.value_maps:
        remedy = "Leave it out, or replace them in a query."
        yield Fault("value_maps", "names workers, who are hashed as they are pulled.", remedy)
    for column, option in options.asides().items():
        if str(column).lower() == str(worker).lower():
            yield Fault(option, "looks at the worker, who is hashed as he is pulled.", "Look at him in a query.")
