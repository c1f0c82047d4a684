"""Dates and times of mapped tables: each field by its format, midnight as 24:00, dates that mean none."""

import polars as pl

from orchestration.readers.entity_rows import with_fault
from orchestration.readers.local_time import LocalClock
from orchestration.readers.mapped_options import MappedOptions
from orchestration.readers.timestamps import parse_times, shown_format

_END_OF_DAY = r"(?P<before>^|[\sT])24(?P<rest>:?00(?::?00)?)\s*$"


def with_times(
    frame: pl.DataFrame, field: str, options: MappedOptions, clock: LocalClock, *, is_date: bool
) -> pl.DataFrame:
    """The frame with a field of texts as dates, or as instants in UTC, and `fault` where a row has none."""
    time_format, zone = options.time_formats.get(field, options.time_format), clock.zone.key
    local, utc = _parsed(frame[field], time_format)
    day = local.dt.date().fill_null(utc.dt.convert_time_zone(zone).dt.date())
    is_none = day.is_in(list(options.null_dates)).fill_null(value=False)
    if is_date:
        times, kind = day, "date"
    else:
        known = local.set(is_none, None)
        times, kind = utc.fill_null(clock.to_utc(known)[0]), "time"
    times = times.set(is_none, None)
    is_faulty = pl.Series(frame[field].is_not_null() & times.is_null() & ~is_none)
    name, where = pl.lit(field.removesuffix("_utc")), pl.lit(options.column_of(field))
    shown = pl.lit(f"no {kind} of the format {shown_format(time_format)}")
    message = (
        pl.when(pl.Series(local.is_null()))
        .then(pl.format("{} '{}' is {}{}", name, field, shown, where))
        .otherwise(pl.format("{} '{}' does not exist in {}: clocks skipped it{}", name, field, pl.lit(zone), where))
    )
    return with_fault(frame, pl.lit(is_faulty), message).with_columns(times.alias(field))


def _parsed(texts: pl.Series, time_format: str | tuple[str, ...]) -> tuple[pl.Series, pl.Series]:
    """As parse_times; the end of a day written as hour 24, which only ISO 8601 knows, is the next day's midnight."""
    local, utc = parse_times(texts, time_format)
    is_end = (local.is_null() & utc.is_null() & texts.str.contains(_END_OF_DAY)).fill_null(value=False)
    if not is_end.any():
        return local, utc
    begun = texts.filter(is_end).str.replace(_END_OF_DAY, "${before}00${rest}")
    days, instants = parse_times(begun, time_format)
    at = is_end.arg_true()
    return local.scatter(at, days.dt.offset_by("1d")), utc.scatter(at, instants.dt.offset_by("1d"))
