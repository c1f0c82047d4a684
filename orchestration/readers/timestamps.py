"""Texts to times: ISO 8601 with a fraction of any length, strptime formats, epoch seconds, spreadsheets' serial days.

Every parser gives a column of either naive local times (`local`) or UTC instants (`utc`); local_time.py makes the
former the latter. Fractions are truncated to microseconds, never rounded, so that a sample stays in its second.
"""

import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC as UTC_ZONE
from datetime import datetime

import polars as pl
import pyarrow as pa
import pyarrow.compute as arrow

from orchestration.readers.numeric_times import (
    EPOCH_UNITS,
    SERIAL_UNITS,
    YEAR_1,
    YEAR_10000,
    epoch_times,
    serial_times,
)
from orchestration.readers.schema import UTC

ISO_8601 = "iso8601"
_LAST_OF_TWO_DIGITS = 2068
"""POSIX: a year of two digits is one from 1969 to 2068."""

_SLICE_ROWS = 65_536

_SAMPLE = datetime(2026, 11, 22, 13, 14, 15, 678_000, tzinfo=UTC_ZONE)

# Digits by name: `\d` takes those of all scripts, which no number is made of.
_ISO = (
    r"^\s*(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}/[0-9]{2}/[0-9]{2}|[0-9]{8})"
    r"(?:[Tt ]\s*(?P<hour>[0-9]{2})(?::?(?P<minute>[0-9]{2})"
    r"(?::?(?P<second>[0-9]{2})(?:[.,](?P<fraction>[0-9]{1,9})[0-9]*)?)?)?)?"
    r"\s*(?P<zone>[Zz]|[+-](?:[01][0-9]|2[0-3])(?::?[0-5][0-9])?)?\s*$"
)


def check_time_format(text: str) -> str:
    """The format as Polars knows it; raises ValueError with a sentence when it is none.

    Python's `.%f` is accepted for a fraction of any length, `,%f` for one after a comma.
    """
    if text in (ISO_8601, *EPOCH_UNITS, *SERIAL_UNITS):
        return text
    if "%" not in text:
        raise ValueError(
            f"{text!r} is no time format; write iso8601, epoch_s, epoch_ms, excel_serial or a strptime format such as "
            "'%d.%m.%Y %H:%M:%S'"
        )
    chrono = re.sub(r"[.]?%\.?f", "%.f", text)
    try:
        sample = pl.Series([_SAMPLE]).dt.to_string(chrono.replace(",%.f", "%.f"))
        read_back = parse_times(sample, chrono)
    except pl.exceptions.PolarsError as error:
        raise ValueError(f"{text!r} is no strptime format ({error})") from error
    if not any(times.dt.date().to_list() == [_SAMPLE.date()] for times in read_back):
        raise ValueError(
            f"{text!r} is no complete time format: a date written with it ({sample[0]}) cannot be read back"
        )
    return chrono


def parse_times(texts: pl.Series, time_format: str | tuple[str, ...]) -> tuple[pl.Series, pl.Series]:
    """A column of texts as (local: naive times, utc): each row fills one of them, or none if it is unreadable.

    `time_format` is what check_time_format returned; of several, the first that reads a row counts.
    """
    first, *others = (time_format,) if isinstance(time_format, str) else time_format
    local, utc = _parse_parallel(texts, first)
    for other in others:
        unread = local.is_null() & utc.is_null()
        if not unread.any():
            break
        found = parse_times(texts.filter(unread), other)
        local, utc = (_filled(times, unread, more) for times, more in zip((local, utc), found, strict=True))
    return within_calendar(local), within_calendar(utc)


def shown_format(time_format: str | tuple[str, ...]) -> str:
    """The format or formats for a message."""
    return time_format if isinstance(time_format, str) else " or ".join(time_format)


def _filled(times: pl.Series, is_unread: pl.Series, found: pl.Series) -> pl.Series:
    return times.scatter(is_unread.arg_true(), found) if found.null_count() < len(found) else times


def _parse(texts: pl.Series, time_format: str) -> tuple[pl.Series, pl.Series]:
    if time_format == ISO_8601:
        return _parse_iso_slice(texts)
    stripped = texts.str.strip_chars()
    if time_format in EPOCH_UNITS:
        return by_kind(epoch_times(stripped, EPOCH_UNITS[time_format]))
    if time_format in SERIAL_UNITS:
        return by_kind(serial_times(stripped, SERIAL_UNITS[time_format]))
    if ",%.f" in time_format:
        stripped, time_format = stripped.str.replace(",", ".", literal=True), time_format.replace(",%.f", "%.f")
    times = _strptime(stripped, time_format)
    return by_kind(_with_year_as_written(times, stripped, time_format) if times.dtype == pl.Datetime("us") else times)


def _strptime(texts: pl.Series, time_format: str) -> pl.Series:
    if re.search(r"%[HIklRTXc+]", time_format):
        return texts.str.to_datetime(time_format, strict=False, time_unit="us")
    return texts.str.to_date(time_format, strict=False).cast(pl.Datetime("us"))


def _with_year_as_written(times: pl.Series, texts: pl.Series, time_format: str) -> pl.Series:
    """Of `%Y` without the rows that have fewer than four digits (26 is not the year 26); of `%y` 69 to 99 are 19xx."""
    years = times.dt.year()
    if years.max() is None or not ((years < 1000) | (years > _LAST_OF_TWO_DIGITS)).any():
        return times
    year, time = pl.lit(years), pl.col("t")
    as_written: pl.Expr
    if "%Y" in time_format:
        # Century and year are two digits each: what has fewer is read otherwise, or not at all.
        whole = pl.lit(_strptime(texts, time_format.replace("%Y", "%C%y")))
        as_written = pl.when((year >= 1000) | (time == whole)).then(time)
    else:
        as_written = pl.when(year > _LAST_OF_TWO_DIGITS).then(time.dt.offset_by("-100y")).otherwise(time)
    return times.to_frame("t").select(as_written).to_series()


def within_calendar(times: pl.Series) -> pl.Series:
    """Times of the years 1 to 9999, which is what every tool behind can hold; others are unreadable."""
    micros = times.to_physical()
    low, high = micros.min(), micros.max()
    if low is None or (isinstance(low, int) and isinstance(high, int) and low >= YEAR_1 and high < YEAR_10000):
        return times
    return times.to_frame("t").select(pl.when(micros.is_between(YEAR_1, YEAR_10000 - 1)).then("t")).to_series()


def by_kind(times: pl.Series) -> tuple[pl.Series, pl.Series]:
    """A column of parsed times as (local, utc), the other one empty."""
    nothing = pl.Series([None], dtype=pl.Datetime("us")).new_from_index(0, len(times))
    if isinstance(times.dtype, pl.Datetime) and times.dtype.time_zone is not None:
        return nothing, times.dt.convert_time_zone("UTC").cast(UTC)
    return times, nothing.dt.replace_time_zone("UTC")


def _parse_parallel(texts: pl.Series, time_format: str) -> tuple[pl.Series, pl.Series]:
    if len(texts) <= _SLICE_ROWS:
        return _parse(texts, time_format)
    slices = [texts.slice(start, _SLICE_ROWS) for start in range(0, len(texts), _SLICE_ROWS)]
    # The parsers at hand run on one thread; they let others run meanwhile.
    with ThreadPoolExecutor(max_workers=pl.thread_pool_size()) as pool:
        parsed = list(pool.map(_parse, slices, [time_format] * len(slices)))
    return pl.concat([local for local, _ in parsed]), pl.concat([utc for _, utc in parsed])


def _parse_iso_slice(texts: pl.Series) -> tuple[pl.Series, pl.Series]:
    """By Arrow where all rows are of the first one's kind, else by the pattern, which takes all kinds and is slow."""
    first = texts.first()
    parts = re.match(_ISO, first) if isinstance(first, str) else None
    if parts:
        unit = "ns" if len(parts["fraction"] or "") > 6 else "us"
        with suppress(pa.ArrowInvalid):
            instants = arrow.cast(texts.to_arrow(), pa.timestamp(unit, "UTC" if parts["zone"] else None))
            series = pl.Series(texts.name, instants)
            return by_kind(series.dt.cast_time_unit("us"))
    return _parse_iso(texts)


def _parse_iso(texts: pl.Series) -> tuple[pl.Series, pl.Series]:
    part = pl.col("parts").struct.field
    hour, minute, second = (part(name).cast(pl.Int64).fill_null(0) for name in ("hour", "minute", "second"))
    day = part("date").str.replace_all(r"[-/]", "").str.to_date("%Y%m%d", strict=False)
    zone = part("zone")
    offset_min = (
        pl.when(zone.str.to_uppercase() == "Z")
        .then(0)
        .otherwise(
            (zone.str.slice(1, 2).cast(pl.Int64, strict=False) * 60
             + zone.str.slice(3).str.strip_chars_start(":").replace("", "0").cast(pl.Int64, strict=False))
            * pl.when(zone.str.starts_with("-")).then(-1).otherwise(1)
        )
    )  # fmt: skip
    fraction_us = part("fraction").str.pad_end(6, "0").str.head(6).cast(pl.Int64).fill_null(0)
    # 24:00:00 is ISO 8601's end of the day and what some ERPs write; a leap second counts as the next one.
    valid = (minute < 60) & (second <= 60) & ((hour < 24) | ((hour == 24) & (minute == 0) & (second == 0)))
    micros = ((hour * 3600 + minute * 60 + second) * 1_000_000 + fraction_us).cast(pl.Duration("us"))
    frame = (
        texts.to_frame("text")
        .select(pl.col("text").str.extract_groups(_ISO).alias("parts"))
        .select(
            pl.when(valid).then(day.cast(pl.Datetime("us")) + micros).alias("wall"),
            zone.is_null().alias("is_local"),
            offset_min.alias("offset_min"),
        )
        .select(
            pl.when("is_local").then("wall").alias("local"),
            pl.when(~pl.col("is_local"))
            .then(pl.col("wall") - pl.duration(minutes="offset_min"))
            .dt.replace_time_zone("UTC")
            .cast(UTC)
            .alias("utc"),
        )
    )
    return frame["local"], frame["utc"]
