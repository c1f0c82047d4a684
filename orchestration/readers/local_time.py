"""Local times without a zone to UTC: the hour that a change of clocks repeats, and the hour that it skips.

A local time of the repeated hour means two instants. Which one is decided by the order of a tag's rows in the file:
where the clock jumps back once within the repeated hour, the rows on either side are its two passes. Without such a
jump (or with several) the first pass is taken, and the row is flagged `is_ambiguous`.
"""

from dataclasses import dataclass, field
from datetime import UTC as UTC_ZONE
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

import polars as pl

from orchestration.readers.schema import UTC
from orchestration.readers.timestamps import within_calendar

_DAYS_CHECKED = 800
"""Days over which a constant offset is looked for one by one; longer spans of one block go the general way."""

_OPEN_RUN = pl.Schema({"tag": pl.String(), "local": pl.Datetime("us"), "jumps": pl.Int64(), "direction": pl.Int64()})


@dataclass
class LocalClock:
    """Turns local times into UTC, block after block of one file; remembers each tag's place in the repeated hour.

    The jump back is looked for in the rows seen so far: rows before a jump that only comes in a later block
    get the right instant (the first pass in ascending order) but stay flagged.
    """

    zone: ZoneInfo
    _open_runs: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=_OPEN_RUN))

    def to_utc(self, local: pl.Series, tag: pl.Series | None = None) -> tuple[pl.Series, pl.Series]:
        """(utc, is_ambiguous) of naive local times in file order; utc is null for null and for skipped local times.

        Null also where the zone leads out of the years 1 to 9999. Without `tag` there is no order to go by: the first
        pass is taken.
        """
        utc, is_ambiguous = self._resolved(local, tag)
        return within_calendar(utc), is_ambiguous

    def _resolved(self, local: pl.Series, tag: pl.Series | None) -> tuple[pl.Series, pl.Series]:
        offset = self._constant_offset(local)
        if offset is not None:
            self._open_runs = self._open_runs.clear()
            utc = (local - offset).dt.replace_time_zone("UTC").cast(UTC)
            return utc, pl.Series([False]).new_from_index(0, len(local))
        times = pl.DataFrame({"local": local}).with_columns(
            self._localized("earliest").alias("first"), self._localized("latest").alias("second")
        )
        is_ambiguous = (times["first"] != times["second"]).fill_null(value=False)
        if tag is None or not is_ambiguous.any():
            return times["first"], is_ambiguous
        return self._by_order(times.with_columns(tag.alias("tag"), is_ambiguous.alias("is_ambiguous")))

    def _localized(self, ambiguous: Literal["earliest", "latest"]) -> pl.Expr:
        wall = pl.col("local").dt.replace_time_zone(self.zone.key, ambiguous=ambiguous, non_existent="null")
        return wall.dt.convert_time_zone("UTC")

    def _constant_offset(self, local: pl.Series) -> timedelta | None:
        low, high = local.min(), local.max()
        if not isinstance(low, datetime) or not isinstance(high, datetime):
            return timedelta(0)
        if not (timedelta(0) <= high - low < timedelta(days=_DAYS_CHECKED)) or low.year < 1900 or high.year > 9990:
            return None
        start = low.replace(tzinfo=UTC_ZONE) - timedelta(days=1)
        days = (high - low).days + 3
        offsets = {(start + timedelta(days=day)).astimezone(self.zone).utcoffset() for day in range(days + 1)}
        return offsets.pop() if len(offsets) == 1 else None

    def _by_order(self, times: pl.DataFrame) -> tuple[pl.Series, pl.Series]:
        walked = self._walk(times)
        self._open_runs = (
            walked.group_by("tag", maintain_order=True)
            .last()
            .filter("is_ambiguous")
            .select("tag", "local", "jumps", "direction")
        )
        is_second = ((pl.col("jumps") > 0) == (pl.col("direction") >= 0)) & (pl.col("jumps_of_run") == 1)
        chosen = (
            times.with_row_index("position")
            .join(walked.filter("is_ambiguous", pl.col("position").is_not_null()), on="position", how="left")
            .sort("position")
            .select(
                pl.when(is_second.fill_null(value=False)).then("second").otherwise("first").alias("utc"),
                (pl.col("is_ambiguous") & (pl.col("jumps_of_run") != 1).fill_null(value=True)).alias("is_ambiguous"),
            )
        )
        return chosen["utc"], chosen["is_ambiguous"]

    def _walk(self, times: pl.DataFrame) -> pl.DataFrame:
        """Per row of the tags concerned: jumps against the tag's direction since its repeated hour began."""
        concerned = times.filter("is_ambiguous").select("tag").unique()
        rows = pl.concat(
            [
                self._open_runs.with_columns(is_ambiguous=pl.lit(value=True)),
                times.with_row_index("position")
                .filter(pl.col("local").is_not_null())
                .join(concerned, on="tag", how="semi", maintain_order="left")
                .select("position", "tag", "local", "is_ambiguous"),
            ],
            how="diagonal",
        )
        previous_in_run = pl.col("is_ambiguous").shift(1, fill_value=False).over("tag") & pl.col("is_ambiguous")
        return (
            rows.with_columns(pl.col("local").diff().dt.total_microseconds().sign().over("tag").alias("step"))
            .with_columns(
                (pl.col("step").sum() + pl.col("direction").fill_null(0).first()).over("tag").alias("direction"),
                previous_in_run.alias("in_run"),
                pl.col("jumps").fill_null(0).alias("jumps_before"),
            )
            .with_columns((~pl.col("in_run")).cum_sum().over("tag").alias("run"))
            .with_columns(
                (pl.col("in_run") & (pl.col("step") * pl.when(pl.col("direction") >= 0).then(1).otherwise(-1) < 0))
                .fill_null(value=False)
                .alias("is_jump")
            )
            .with_columns(
                (pl.col("is_jump").cast(pl.Int64).cum_sum() + pl.col("jumps_before").first())
                .over("tag", "run")
                .alias("jumps")
            )
            .with_columns(pl.col("jumps").max().over("tag", "run").alias("jumps_of_run"))
            .select("position", "tag", "local", "is_ambiguous", "direction", "jumps", "jumps_of_run")
        )
