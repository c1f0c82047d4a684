"""Times that are written as numbers: seconds or milliseconds since 1970, serial days of spreadsheets."""

import polars as pl

from orchestration.readers.schema import UTC

EPOCH_UNITS = {"epoch_s": 1_000_000, "epoch_ms": 1_000}
"""Microseconds of one unit."""

SERIAL_UNITS = {"excel_serial": 86_400_000_000.0, "time_ms": 86_400.0}
"""Microseconds of one unit of a spreadsheet's serial day, a local time, and of WinCC's Time_ms, a millionth of it."""

YEAR_1, YEAR_10000 = -62_135_596_800_000_000, 253_402_300_800_000_000
"""Microseconds since 1970 of 0001-01-01 and 10000-01-01."""

_YEAR_US = 365 * 86_400_000_000

_SERIAL_START_US = -2_209_161_600_000_000
"""Microseconds since 1970 of 1899-12-30, day 0 of spreadsheets from March 1900 on."""

_SERIAL_FIRST_MS = 61 * 86_400_000
"""1 March 1900: spreadsheets do not agree on the days before, and a time of day without its date is one of them."""


def epoch_times(texts: pl.Series, unit_us: int) -> pl.Series:
    """Instants of texts that count units since 1970; null where they do not, and within a year of its beginning.

    There are the seconds that are read as milliseconds, and small numbers that are no times.
    """
    whole = texts.cast(pl.Int64, strict=False)
    micros = _by_digits(texts, unit_us) if whole.null_count() else _scaled(whole, unit_us)
    is_right = micros.abs() >= _YEAR_US
    return micros.to_frame("t").select(pl.when(is_right).then("t").cast(UTC)).to_series()


def serial_times(texts: pl.Series, unit_us: float) -> pl.Series:
    """Local times of texts that are serial days, with a point or a comma; null where they are none."""
    numbers = texts.str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)
    # Written with too few digits for microseconds, and kept by their makers in milliseconds.
    millis = (numbers * unit_us / 1000).round(0).cast(pl.Int64, strict=False)
    times = (millis * 1000 + _SERIAL_START_US).cast(pl.Datetime("us"))
    return times.to_frame("t").select(pl.when(millis >= _SERIAL_FIRST_MS).then("t")).to_series()


def _scaled(whole: pl.Series, unit_us: int) -> pl.Series:
    limit = YEAR_10000 // unit_us
    return whole.to_frame("t").select(pl.when(whole.is_between(-limit, limit)).then("t") * unit_us).to_series()


def _by_digits(texts: pl.Series, unit_us: int) -> pl.Series:
    """Microseconds of whole units and their fraction, digits of it beyond a microsecond cut off.

    As doubles they would be rounded, and from the year 2255 on not hold every microsecond.
    """
    texts = texts.str.replace(",", ".", literal=True)
    parts = texts.to_frame("text").select(pl.col("text").str.splitn(".", 2).struct.rename_fields(["whole", "fraction"]))
    whole, fraction = parts.unnest("text")
    sign = whole.str.starts_with("-").replace_strict([True, False], [-1, 1], return_dtype=pl.Int64)
    digits = len(str(unit_us)) - 1
    behind = fraction.fill_null("").str.head(digits).str.pad_end(digits, "0")
    is_fraction = fraction.fill_null("").str.contains("^[0-9]*$")
    exact = _scaled(whole.cast(pl.Int64, strict=False), unit_us) + sign * behind.cast(pl.Int64, strict=False)
    # `1.7698392E+09` is what a spreadsheet makes of it.
    rounded = texts.cast(pl.Float64, strict=False) * unit_us
    short = pl.when(rounded.abs() < YEAR_10000).then(rounded.round(0).cast(pl.Int64, strict=False))
    return pl.select(pl.coalesce(pl.when(is_fraction).then(exact), short)).to_series()
