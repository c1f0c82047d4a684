"""A file read to its end by one reader with given options: what every row of it says, in bounded memory."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

from orchestration.inspection.candidates import validated
from orchestration.inspection.clock_nights import ClockNights
from orchestration.inspection.counting import StepProfile, Steps
from orchestration.inspection.intervals import IntervalProfile, Intervals
from orchestration.inspection.quality import Qualities, QualityCode
from orchestration.inspection.rejections import Rejection, Rejections
from orchestration.inspection.repeats import RepeatCounts, Repeats
from orchestration.inspection.timeline import Timeline
from orchestration.inspection.values import ValueProfile, Values
from orchestration.readers.contract import FileRejected, ReadContext
from orchestration.readers.files import read_file
from orchestration.readers.schema import SAMPLES

MOST_TAGS = 20_000
"""Tags that are looked at one by one; of further ones the samples are counted. A wrong reader makes every row a tag."""


@dataclass(frozen=True)
class TagProfile:
    """What a file says about one tag. intervals and steps are None where there are no two samples, or numbers."""

    tag: str
    values: ValueProfile
    intervals: IntervalProfile | None
    steps: StepProfile | None


@dataclass(frozen=True)
class Reading:
    """A whole file as one reader sees it.

    refused: why the reader refuses the file as a whole; then what else is told is of the rows before that.
    loaded, rejected: rows that would be, by table and by reason; lost: those not known to be no samples.
    further_samples: of tags beyond MOST_TAGS.
    """

    rows_read: int
    loaded: Mapping[str, int]
    refused: str | None
    rejected: tuple[Rejection, ...]
    lost: int
    tags: tuple[TagProfile, ...]
    further_samples: int
    codes: tuple[QualityCode, ...]
    repeats: RepeatCounts
    timeline: Timeline
    nights: ClockNights

    @property
    def rows_loaded(self) -> int:
        """Rows that would be loaded, over all tables."""
        return sum(self.loaded.values())

    @property
    def texts(self) -> int:
        """Usable samples that are texts."""
        return sum(tag.values.texts for tag in self.tags)


@dataclass
class _Collectors:
    zone: ZoneInfo
    values: Values = field(default_factory=Values)
    intervals: Intervals = field(default_factory=Intervals)
    steps: Steps = field(default_factory=Steps)
    qualities: Qualities = field(default_factory=Qualities)
    repeats: Repeats = field(default_factory=Repeats)
    timeline: Timeline = field(default_factory=Timeline)
    nights: ClockNights = field(default_factory=ClockNights)
    known: set[str] = field(default_factory=set)
    further_samples: int = 0

    def add(self, rows: pl.DataFrame) -> None:
        self.qualities.add(rows)
        self.repeats.add(rows)
        clock = rows["ts_utc"].dt.convert_time_zone(self.zone.key).dt.replace_time_zone(None)
        self.timeline.add(clock)
        rows = self._of_known_tags(rows)
        self.nights.add(rows["tag"], rows["ts_utc"].dt.convert_time_zone(self.zone.key).dt.replace_time_zone(None))
        self.values.add(rows)
        self.intervals.add(rows)
        self.steps.add(rows)

    def _of_known_tags(self, rows: pl.DataFrame) -> pl.DataFrame:
        for tag in rows["tag"].unique(maintain_order=True):
            if len(self.known) >= MOST_TAGS:
                break
            self.known.add(tag)
        if len(self.known) < MOST_TAGS:
            return rows
        kept = rows.filter(pl.col("tag").is_in(list(self.known)))
        self.further_samples += rows.height - kept.height
        return kept


def read_whole(path: Path, reader: str, options: Mapping[str, Any], zone: ZoneInfo) -> Reading:
    """Read a file to its end; times without a zone are taken to be of `zone`, in whose clock the timeline is."""
    collectors, rejections = _Collectors(zone), Rejections()
    rows_read = 0
    loaded: Counter[str] = Counter()
    refused = None
    try:
        for batch in read_file(path, reader, validated(reader, options), ReadContext("inspected", zone)):
            rows_read += batch.rows_read
            rejections.add(batch.rejected)
            if batch.rows.height:
                loaded[batch.table] += batch.rows.height
            if batch.rows.height and batch.table == SAMPLES:
                collectors.add(batch.rows)
    except FileRejected as refusal:
        refused = str(refusal)
    intervals, steps = collectors.intervals.profiles(), collectors.steps.profiles()
    tags = tuple(
        TagProfile(tag, values, intervals.get(tag), steps.get(tag))
        for tag, values in collectors.values.profiles().items()
    )
    return Reading(
        rows_read,
        loaded,
        refused,
        rejections.found(),
        rejections.lost,
        tags,
        collectors.further_samples,
        collectors.qualities.codes(),
        collectors.repeats.counts(),
        collectors.timeline,
        collectors.nights,
    )
