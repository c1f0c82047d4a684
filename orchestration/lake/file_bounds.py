"""What Delta's log says of a Parquet file: how many rows it has, and the bounds of its columns, as its footer has them.

The bounds are those of all columns or of none. Where a few are missing, deltalake's way to a pyarrow dataset compares
with NULL instead, and finds nothing in the file whenever such a column is filtered by.
"""

import json
from datetime import UTC, date, datetime
from typing import Any

import pyarrow.parquet as pq

_TEXT_LENGTH = 64
# Sorts behind every character that a text can hold.
_LAST_CHARACTER = "\U0010ffff"


def statistics_of(footer: pq.FileMetaData, *, with_bounds: bool) -> str:
    """Delta's statistics of a file as JSON text.

    A text's bound is cut after 64 characters, and then lies beyond the text. A column without any value has no bounds.
    """
    statistics: dict[str, Any] = {"numRecords": footer.num_rows}
    bounds = _bounds(footer) if with_bounds else None
    if bounds is not None:
        statistics["minValues"] = {name: _low(low) for name, (low, _, _) in bounds.items() if low is not None}
        statistics["maxValues"] = {name: _high(high) for name, (_, high, _) in bounds.items() if high is not None}
        statistics["nullCount"] = {name: nulls for name, (_, _, nulls) in bounds.items()}
    # Characters as they are: deltalake reads escaped ones beyond U+FFFF as others.
    return json.dumps(statistics, ensure_ascii=False)


def _bounds(footer: pq.FileMetaData) -> dict[str, tuple[Any, Any, int]] | None:
    """Least value, greatest value and number of nulls of each column; None where the footer lacks any of it."""
    bounds: dict[str, tuple[Any, Any, int]] = {}
    for group in map(footer.row_group, range(footer.num_row_groups)):
        for column in map(group.column, range(group.num_columns)):
            found = column.statistics
            if found is None or not found.has_null_count:
                return None
            low, high, nulls = bounds.get(column.path_in_schema, (None, None, 0))
            if found.has_min_max:
                low = found.min if low is None else min(low, found.min)
                high = found.max if high is None else max(high, found.max)
            elif found.null_count < group.num_rows:
                return None
            bounds[column.path_in_schema] = low, high, nulls + found.null_count
    return bounds


def _low(value: Any) -> str | int | float:
    return value[:_TEXT_LENGTH] if isinstance(value, str) else _as_json(value)


def _high(value: Any) -> str | int | float:
    if isinstance(value, str):
        return value if len(value) <= _TEXT_LENGTH else value[:_TEXT_LENGTH] + _LAST_CHARACTER
    return _as_json(value)


def _as_json(value: Any) -> str | int | float:
    """A bound as Delta's log wants it: times as ISO 8601 in UTC, numbers as they are."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    number: int | float = value
    return number
