"""What `millrace check` says of counters: the newest of the lake's samples beside how tags.csv says that they end."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import polars as pl

from orchestration.inspection.configured_counters import counter_notices
from orchestration.inspection.counting import Steps
from orchestration.lake import Lake
from orchestration.plant.rows import COUNTER_SIGNALS

if TYPE_CHECKING:
    from orchestration.plant import Plant, Workspace
    from orchestration.plant.check import Notice

_MOST_ROWS = 5_000_000
"""Samples of a source that are looked at: whole days, the newest first."""


def notices_of_counters(workspace: "Workspace", plant: "Plant") -> "Iterator[Notice]":
    """Notices of counters whose newest samples end otherwise than configured; none without a lake."""
    lake = Lake(workspace.lake_uri)
    counters = [tag for tag in plant.tags if tag.signal in COUNTER_SIGNALS]
    if not counters or not lake.exists():
        return
    newest = _NewestSamples(lake)
    for source in dict.fromkeys(tag.source for tag in counters):
        own = [tag for tag in counters if tag.source == source]
        steps = Steps()
        for day in newest.days(source):
            steps.add(newest.of_day(source, day, [tag.tag for tag in own]))
        yield from counter_notices(own, steps.profiles())


class _NewestSamples:
    def __init__(self, lake: Lake) -> None:
        self._table = lake.table("samples")

    def days(self, source: str) -> list[str]:
        """The newest days that hold together at most _MOST_ROWS samples, but one at least, in the order of time."""
        files = pl.DataFrame(self._table.get_add_actions(flatten=True))
        if not files.height:
            return []
        days = (
            files.filter(pl.col("partition.source") == source)
            .group_by(pl.col("partition.day_utc").cast(pl.String).alias("day"))
            .agg(pl.col("num_records").sum())
            .sort("day", descending=True)
            .filter((pl.col("num_records").cum_sum() <= _MOST_ROWS) | (pl.int_range(pl.len()) == 0))
        )
        return sorted(days["day"])

    def of_day(self, source: str, day: str, tags: list[str]) -> pl.DataFrame:
        """A day's samples of some tags in the order of time; of the same tag and time the one that was loaded last."""
        is_asked = (pl.col("source") == source) & (pl.col("day_utc") == pl.lit(day).str.to_date())
        return (
            pl.scan_delta(self._table)
            .filter(is_asked, pl.col("tag").is_in(tags))
            .select("tag", "ts_utc", "value_num", "quality", "load_seq", "row_no")
            .sort("tag", "ts_utc", "load_seq", "row_no")
            .unique(["tag", "ts_utc"], keep="last", maintain_order=True)
            .collect()
        )
