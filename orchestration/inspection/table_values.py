"""How a mapped table's numbers and times are written, by what stands in the columns of its numeric and time fields."""

import re
from typing import Any

import polars as pl

from orchestration.readers.decimal_guess import guess_decimal
from orchestration.readers.dialect import Column, Dialect
from orchestration.readers.erp.delimited import Options
from orchestration.readers.recognition import Doubt
from orchestration.readers.schema import SCHEMAS
from orchestration.readers.time_guess import guess_times
from orchestration.readers.timestamps import ISO_8601

_PLAIN_DATE = re.compile(r"\d{8}")
_NO_DATE = re.compile(r"[0.\-/]*|(31.12.9999)|(9999-12-31)")


def value_options(dialect: Dialect, options: Options) -> tuple[dict[str, Any], dict[str, str], list[Doubt]]:
    """Options of numbers, formats of time fields that are not ISO 8601, and what the head leaves open."""
    schema = SCHEMAS[options.entity]
    numbers: list[Column] = []
    formats: dict[str, str] = {}
    doubts: list[Doubt] = []
    for field, column in options.columns.items():
        parts = [
            found for part in (column if isinstance(column, tuple) else (column,)) if (found := _at(dialect, part))
        ]
        if isinstance(schema[field], pl.Float64):
            numbers += parts
        elif isinstance(schema[field], pl.Date | pl.Datetime):
            written, doubt = _format(field, parts)
            formats |= written
            doubts += doubt
    operands = (_at(dialect, column) for column in options.asides())
    numbers += [column for column in operands if column is not None and column.number_share == 1]
    marks = guess_decimal(text for column in numbers for text in column.filled)
    if marks.ambiguous:
        sentence = f"{marks.ambiguous!r} can be a fraction or thousands: no other number tells which."
        doubts.append(Doubt("decimal", (marks.decimal,), sentence))
    return {"decimal": marks.decimal, "thousands": marks.thousands}, formats, doubts


def _at(dialect: Dialect, part: str | int) -> Column | None:
    return dialect.columns[part - 1] if isinstance(part, int) else dialect.column(part.lower())


def _format(field: str, parts: list[Column]) -> tuple[dict[str, str], list[Doubt]]:
    """The format of a date or time, of a date and a time in columns of their own where there are two."""
    days = [text for text in parts[0].filled if not _NO_DATE.fullmatch(text)] if parts else []
    guess = None if all(map(_PLAIN_DATE.fullmatch, days)) else guess_times(days)
    if guess is None or not isinstance(guess.formats[0], str) or guess.formats[0] == ISO_8601:
        return {}, []
    clock = ""
    if len(parts) > 1:
        clock = " %H:%M:%S" if any(":" in text for text in parts[1].filled) else " %H%M%S"
    named = [f"{one}{clock}" for one in guess.formats]
    doubts = []
    if len(named) > 1:
        sentence = f"Day and month cannot be told apart: dates such as {days[0]!r} fit {' or '.join(named)}."
        doubts.append(Doubt(f"time_formats.{field}", tuple(named), sentence))
    return {field: named[0]}, doubts
