"""Numbers of mapped tables: brought to their unit by factors, by other columns of their row, and by units of time."""

import polars as pl

from orchestration.readers.entity_rows import with_fault
from orchestration.readers.mapped_options import ColumnName, MappedOptions
from orchestration.readers.numbers_text import is_missing, to_number

_MINUTE_S, _HOUR_S, _DAY_S = 60.0, 3600.0, 86400.0
_UNITS: tuple[tuple[float, tuple[str, ...]], ...] = (
    (1.0, ("s", "sec", "secs", "second", "seconds", "sek", "sekunde", "sekunden")),
    (_MINUTE_S, ("min", "mins", "minute", "minutes", "minuten")),
    (_HOUR_S, ("h", "hr", "hrs", "hour", "hours", "hur", "std", "stunde", "stunden")),
    (_DAY_S, ("d", "day", "days", "tag", "tage")),
)
SECONDS_OF_UNIT = {word: seconds for seconds, words in _UNITS for word in words}
"""SAP's internal units (S, MIN, H, TAG) and what it shows of them, ISO's (SEC, MIN, HUR, DAY), and plain words."""


def aside(column: ColumnName) -> str:
    """What a column that is no field is called in a frame of texts."""
    return f"aside:{column}"


def with_number(frame: pl.DataFrame, field: str, options: MappedOptions) -> pl.DataFrame:
    """The frame with a field of texts as numbers in the field's own unit, and `fault` where a row has none."""
    where = options.column_of(field)
    # A constant is written in the configuration, in whose numbers the point is the decimal mark.
    marks = (".", None) if field in options.constants else (options.decimal, options.thousands)
    number = to_number(pl.col(field), *marks)
    message = pl.format("{} '{}' is no number{}", pl.lit(field), field, pl.lit(where))
    frame = with_fault(frame, pl.col(field).is_not_null() & number.is_null(), message)
    frame = frame.with_columns((number * options.factors.get(field, 1.0)).alias(field))
    if field in options.multiply_by:
        frame = _multiplied(frame, field, options)
    if field in options.time_units:
        frame = _in_own_unit(frame, field, options)
    # Last, so that 22.5 minutes for 100 units are 13.5 s to the last digit.
    if field in options.divide_by:
        frame = _divided(frame, field, options)
    for column, values in options.negative_where.get(field, {}).items():
        is_negative = pl.col(aside(column)).str.strip_chars().is_in(list(values))
        frame = frame.with_columns(pl.when(is_negative).then(-pl.col(field)).otherwise(field).alias(field))
    return frame


def _divided(frame: pl.DataFrame, field: str, options: MappedOptions) -> pl.DataFrame:
    column = options.divide_by[field]
    divisor = to_number(_text(column, options), options.decimal, options.thousands)
    message = pl.format(
        "{} is per '{}' (column {}), which is no number above 0", pl.lit(field), _shown(column), pl.lit(str(column))
    )
    is_usable = (divisor > 0).fill_null(value=False)
    divided = pl.when(is_usable).then(pl.col(field) / divisor).when(pl.col(field) == 0).then(0.0)
    frame = with_fault(frame, (pl.col(field) != 0) & ~is_usable, message)
    return frame.with_columns(divided.alias(field))


def _multiplied(frame: pl.DataFrame, field: str, options: MappedOptions) -> pl.DataFrame:
    column = options.multiply_by[field]
    times = to_number(_text(column, options), options.decimal, options.thousands)
    message = pl.format(
        "{} is for each of '{}' (column {}), which is no number", pl.lit(field), _shown(column), pl.lit(str(column))
    )
    frame = with_fault(frame, (pl.col(field) != 0) & times.is_null(), message)
    product = pl.when(pl.col(field) == 0).then(0.0).otherwise(pl.col(field) * times)
    return frame.with_columns(product.alias(field))


def _in_own_unit(frame: pl.DataFrame, field: str, options: MappedOptions) -> pl.DataFrame:
    column = options.time_units[field]
    words = SECONDS_OF_UNIT | {word.lower(): seconds for word, seconds in options.time_unit_words.items()}
    word = _text(column, options).str.to_lowercase()
    seconds = word.replace_strict(words, default=None, return_dtype=pl.Float64)
    message = pl.format(
        "{} is in '{}' (column {}), which is no known unit of time; time_unit_words can say what it is",
        pl.lit(field),
        _shown(column),
        pl.lit(str(column)),
    )
    own = 1.0 if field.endswith("_s") else _HOUR_S
    frame = with_fault(frame, (pl.col(field) != 0) & seconds.is_null(), message)
    duration = pl.when(pl.col(field) == 0).then(0.0).otherwise(pl.col(field) * seconds / own)
    return frame.with_columns(duration.alias(field))


def _shown(column: ColumnName) -> pl.Expr:
    return pl.col(aside(column)).fill_null("")


def _text(column: ColumnName, options: MappedOptions) -> pl.Expr:
    text = pl.col(aside(column))
    return pl.when(~is_missing(text, options.null_words)).then(text.str.strip_chars())
