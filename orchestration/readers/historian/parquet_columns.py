"""Columns of Parquet files by type: what they are to samples, and their values as numbers, texts and times."""

from enum import Enum

import polars as pl
import pyarrow as pa

from orchestration.readers.instants import with_instants, with_resolved
from orchestration.readers.local_time import LocalClock
from orchestration.readers.numbers_text import EXACT, to_number
from orchestration.readers.numeric_times import YEAR_1, YEAR_10000
from orchestration.readers.parquet_file import is_text
from orchestration.readers.schema import UTC
from orchestration.readers.timestamps import by_kind

_MICROSECONDS = {"s": 1_000_000, "ms": 1_000, "us": 1}


class Kind(Enum):
    """What a column's values are. WHOLE: whole numbers, which a double may not hold. NONE: what no sample has."""

    NUMBER = "number"
    WHOLE = "whole"
    TRUTH = "truth"
    TEXT = "text"
    TIME = "time"
    EMPTY = "empty"
    NONE = "none"


def kind_of(field: pa.Field) -> Kind:
    """What a column's values are to a sample."""
    kind, types = field.type, pa.types
    if types.is_dictionary(kind):
        kind = kind.value_type
    if types.is_integer(kind) or (types.is_decimal(kind) and kind.scale <= 0):
        return Kind.WHOLE
    if types.is_floating(kind) or types.is_decimal(kind):
        return Kind.NUMBER
    if types.is_timestamp(kind) or types.is_date(kind):
        return Kind.TIME
    if types.is_boolean(kind):
        return Kind.TRUTH
    if types.is_null(kind):
        return Kind.EMPTY
    return Kind.TEXT if is_text(kind) else Kind.NONE


def values(column: pa.Array, *, by_look: bool = False) -> pl.DataFrame:
    """A column as value_num, value_text and fault; `by_look` takes texts that are written as numbers for numbers."""
    kind = kind_of(pa.field("", column.type))
    nothing = pl.lit(None, pl.String)
    frame = _polars(column if kind is Kind.TEXT else column.cast(pa.float64(), safe=False)).to_frame("value")
    value = pl.col("value")
    if kind is Kind.TEXT:
        number = to_number(value) if by_look else pl.lit(None, pl.Float64)
        text = pl.when(number.is_null() & (value.str.strip_chars() != "")).then(value)
        return frame.select(number.alias("value_num"), text.alias("value_text"), nothing.alias("fault"))
    if kind is Kind.WHOLE:
        written = _polars(column.cast(pa.string())).to_frame("written")
        frame = frame.hstack(written) if frame.select((value.abs() >= EXACT).any()).item() else frame
    too_large = pl.format("the whole number {} is too large to be kept exactly", "written")
    fault = pl.when(value.abs() >= EXACT).then(too_large) if "written" in frame.columns else nothing
    return frame.select(value.alias("value_num"), nothing.alias("value_text"), fault.alias("fault"))


def texts(column: pa.Array) -> pl.Series:
    """A column of tags or qualities as texts."""
    return _polars(column.cast(pa.string()))


def with_times(
    frame: pl.DataFrame, column: pa.Array, time_format: str | tuple[str, ...], clock: LocalClock
) -> pl.DataFrame:
    """The frame with ts_utc, is_ambiguous and fault of a column of times; of texts and numbers by their format."""
    kind = column.type
    if pa.types.is_date(kind):
        column, kind = column.cast(pa.timestamp("s")), pa.timestamp("s")
    if not pa.types.is_timestamp(kind):
        return with_instants(frame.with_columns(texts(column).alias("time")), time_format, clock)
    timed = frame.with_columns(_polars(column.cast(pa.int64())).alias("time"))
    # Instants are kept in UTC whatever their zone.
    times = _micros(timed["time"], kind.unit).cast(UTC if kind.tz else pl.Datetime("us"))
    return with_resolved(timed, *by_kind(times), clock, f"a time of the years 1 to 9999 (in {kind.unit} since 1970)")


def _micros(times: pl.Series, unit: str) -> pl.Series:
    """Microseconds since 1970, null outside the calendar; fractions are cut off, never rounded."""
    if unit == "ns":
        return times // 1000
    factor = _MICROSECONDS[unit]
    is_known = times.is_between(YEAR_1 // factor, YEAR_10000 // factor - 1)
    return times.to_frame("t").select(pl.when(is_known).then(pl.col("t") * factor)).to_series()


def _polars(column: pa.Array) -> pl.Series:
    series = pl.from_arrow(column)
    assert isinstance(series, pl.Series)  # noqa: S101 - of an array
    return series
