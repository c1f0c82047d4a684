"""Marks: the highest value that a table's cursor had, as text, and from where on the next pull asks.

A cursor is a time of the last change, or a number that rises with each change.
"""

from contextlib import suppress
from datetime import UTC, datetime, timedelta, tzinfo

import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

# Texts of times with and without a fraction are in the order of time but for less than a second.
_LEAST_LOOK_BACK = timedelta(seconds=1)


def highest(values: pa.Array) -> str | None:
    """The highest of a cursor's values as texts."""
    first = pc.first(values).as_py()
    if first is None or _is_whole(first):
        with suppress(pa.ArrowInvalid):
            number = pc.max(values.cast(pa.int64())).as_py()
            return None if number is None else str(number)
    text = pl.Series(values, dtype=pl.String).max()
    return text if isinstance(text, str) else None


def later(one: str | None, other: str | None) -> str | None:
    """The higher of two marks."""
    marks = [mark for mark in (one, other) if mark is not None]
    if all(map(_is_whole, marks)):
        return max(marks, key=int, default=None)
    return max(marks)


def at_most_now(mark: str | None, now: datetime, zone: tzinfo) -> str | None:
    """A mark that is no time of the future, which would hide all changes until then; `zone` is of times without."""
    time = _time(mark)
    if mark is None or time is None:
        return mark
    present = now.astimezone(UTC) if time.tzinfo else now.astimezone(zone).replace(tzinfo=None)
    return _like(mark, present) if time > present else mark


def asked_from(mark: str, look_back: timedelta) -> str:
    """Where the next pull begins: rows may be committed later than they were stamped."""
    time = _time(mark)
    return mark if time is None else _like(mark, time - max(look_back, _LEAST_LOOK_BACK))


def _time(mark: str | None) -> datetime | None:
    if mark is None or _is_whole(mark):
        return None
    with suppress(ValueError):
        return datetime.fromisoformat(mark)
    return None


def _is_whole(mark: str) -> bool:
    return mark.lstrip("-").isdigit()


def _like(mark: str, time: datetime) -> str:
    separator = "T" if "T" in mark else " "
    text = time.isoformat(separator)
    return text.replace("+00:00", "Z") if mark.endswith("Z") else text
