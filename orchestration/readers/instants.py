"""From a frame's column `time` (texts) to instants, and to a fault for each row that has none."""

import polars as pl

from orchestration.readers.local_time import LocalClock
from orchestration.readers.timestamps import parse_times, shown_format


def with_instants(frame: pl.DataFrame, time_format: str | tuple[str, ...], clock: LocalClock) -> pl.DataFrame:
    """The frame with ts_utc, is_ambiguous and fault (a sentence where ts_utc is null) instead of `time`.

    Where there is a column `tag`, its rows' order tells the passes of a repeated hour apart.
    """
    local, utc = parse_times(frame["time"], time_format)
    return with_resolved(frame, local, utc, clock, shown_format(time_format))


def with_resolved(
    frame: pl.DataFrame, local: pl.Series, utc: pl.Series, clock: LocalClock, expected: str
) -> pl.DataFrame:
    """As with_instants, of times that are parsed: naive local ones, instants, or neither where a time is unreadable.

    `expected` says in a fault what the time could not be read as.
    """
    if local.null_count() == frame.height:
        timed = frame.with_columns(utc.alias("ts_utc"), pl.lit(value=False).alias("is_ambiguous"))
    else:
        tag = frame["tag"] if "tag" in frame.columns else None
        from_local, is_ambiguous = clock.to_utc(local, tag)
        instants = from_local if utc.null_count() == frame.height else utc.fill_null(from_local)
        timed = frame.with_columns(instants.alias("ts_utc"), is_ambiguous.alias("is_ambiguous"))
    if not timed["ts_utc"].null_count():
        return timed.drop("time").with_columns(pl.lit(None, pl.String).alias("fault"))
    shown = pl.col("time").cast(pl.String)
    unreadable = pl.format("the time '{}' cannot be read as {}", shown.fill_null(""), pl.lit(expected))
    skipped = pl.format("the local time '{}' does not exist in {}: clocks skipped it", shown, pl.lit(clock.zone.key))
    fault = pl.when(local.is_null()).then(unreadable).otherwise(skipped)
    return timed.with_columns(pl.when(pl.col("ts_utc").is_null()).then(fault).alias("fault")).drop("time")
