"""Texts to times: ISO 8601 with a fraction of any length, strptime formats, epoch seconds and milliseconds.

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

from orchestration.readers.schema import UTC

ISO_8601 = "iso8601"
EPOCH_UNITS = {"epoch_s": 1_000_000.0, "epoch_ms": 1_000.0}

YEAR_1, YEAR_10000 = -62_135_596_800_000_000, 253_402_300_800_000_000
"""Microseconds since 1970 of 0001-01-01 and 10000-01-01."""

_SLICE_ROWS = 65_536

_SAMPLE = datetime(2026, 11, 22, 13, 14, 15, 678_000, tzinfo=UTC_ZONE)

_ISO = (
    r"^\s*(?P<date>\d{4}-\d{2}-\d{2}|\d{4}/\d{2}/\d{2}|\d{8})"
    r"(?:[Tt ]\s*(?P<hour>\d{2}):?(?P<minute>\d{2})(?::?(?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9})\d*)?)?)?"
    r"\s*(?P<zone>[Zz]|[+-]\d{2}(?::?\d{2})?)?\s*$"
)


def check_time_format(text: str) -> str:
    """The format as Polars knows it; raises ValueError with a sentence when it is none.

    Python's `.%f` is accepted for a fraction of any length.
    """
    if text in (ISO_8601, *EPOCH_UNITS):
        return text
    if "%" not in text:
        raise ValueError(
            f"{text!r} is no time format; write iso8601, epoch_s, epoch_ms or a strptime format such as "
            "'%d.%m.%Y %H:%M:%S'"
        )
    chrono = re.sub(r"[.]?%f", "%.f", text)
    try:
        sample = pl.Series([_SAMPLE]).dt.to_string(chrono)
        read_back = parse_times(sample, chrono)
    except pl.exceptions.PolarsError as error:
        raise ValueError(f"{text!r} is no strptime format ({error})") from error
    if not any(times.dt.date().to_list() == [_SAMPLE.date()] for times in read_back):
        raise ValueError(
            f"{text!r} is no complete time format: a date written with it ({sample[0]}) cannot be read back"
        )
    return chrono


def parse_times(texts: pl.Series, time_format: str) -> tuple[pl.Series, pl.Series]:
    """A column of texts as (local: naive times, utc): each row fills one of them, or none if it is unreadable.

    `time_format` is what check_time_format returned.
    """
    local, utc = _parse(texts, time_format)
    return _within_calendar(local), _within_calendar(utc)


def _parse(texts: pl.Series, time_format: str) -> tuple[pl.Series, pl.Series]:
    if time_format == ISO_8601:
        return _parse_iso_parallel(texts)
    stripped = texts.str.strip_chars()
    if time_format in EPOCH_UNITS:
        numbers = stripped.str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)
        # Whole milliseconds are exact in a double; fractions of an epoch second are good to a quarter of 1 µs.
        micros = (numbers * EPOCH_UNITS[time_format]).round(0).cast(pl.Int64, strict=False)
        return by_kind(micros.cast(UTC))
    if not re.search(r"%[HIklRTXc+]", time_format):
        return by_kind(stripped.str.to_date(time_format, strict=False).cast(pl.Datetime("us")))
    return by_kind(stripped.str.to_datetime(time_format, strict=False, time_unit="us"))


def _within_calendar(times: pl.Series) -> pl.Series:
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


def _parse_iso_parallel(texts: pl.Series) -> tuple[pl.Series, pl.Series]:
    if len(texts) <= _SLICE_ROWS:
        return _parse_iso_slice(texts)
    slices = [texts.slice(start, _SLICE_ROWS) for start in range(0, len(texts), _SLICE_ROWS)]
    # Arrow's cast is the fastest parser at hand, but runs on one thread; it lets others run meanwhile.
    with ThreadPoolExecutor(max_workers=pl.thread_pool_size()) as pool:
        parsed = list(pool.map(_parse_iso_slice, slices))
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
