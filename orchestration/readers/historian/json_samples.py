"""Samples out of JSON records: runs gathered to batches, with what is common to the formats of all vendors."""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from orchestration.readers.contract import Batch
from orchestration.readers.instants import with_instants
from orchestration.readers.json_records import decoded, plain_values, value_of
from orchestration.readers.json_stream import Run
from orchestration.readers.local_time import LocalClock
from orchestration.readers.rejected_rows import rejected_frame
from orchestration.readers.samples import SampleOptions, typed_samples_frame
from orchestration.readers.schema import SAMPLES
from orchestration.readers.timestamps import ISO_8601

_BATCH_ROWS = 65_536

_FRAME = pl.Schema(
    {
        "row_no": pl.Int64(),
        "tag": pl.String(),
        "time": pl.String(),
        "value_num": pl.Float64(),
        "value_text": pl.String(),
        "quality": pl.String(),
        "fault": pl.String(),
    }
)


@dataclass(frozen=True)
class Fields:
    """The fields of a run's items, one entry an item. values: numbers, texts, true, false or None.

    A fault stands where an item was no sample; the item's other entries are then of no account.
    """

    tags: list[Any]
    times: list[Any]
    values: list[Any]
    qualities: list[str]
    faults: dict[int, str]


Extract = Callable[[list[dict[str, Any]], Run], Fields]
"""A vendor's part: from the items of a run to their fields."""


def json_batches(runs: Iterator[Run], extract: Extract, options: SampleOptions, clock: LocalClock) -> Iterator[Batch]:
    """Batches of samples in the document's order; row_no is the ordinal of the record in the document."""
    gathered = _Gathered()
    for run in runs:
        gathered.add(run, extract)
        if gathered.height >= _BATCH_ROWS:
            yield gathered.batch(options, clock)
            gathered = _Gathered(gathered.first_row + gathered.height)
    yield gathered.batch(options, clock)


@dataclass
class _Gathered:
    """Runs since the last batch."""

    first_row: int = 1
    height: int = 0
    starts: list[int] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    tags: list[Any] = field(default_factory=list)
    times: list[Any] = field(default_factory=list)
    numbers: list[float | None] = field(default_factory=list)
    texts: list[str | None] = field(default_factory=list)
    qualities: list[str] = field(default_factory=list)
    faults: dict[int, str] = field(default_factory=dict)

    def add(self, run: Run, extract: Extract) -> None:
        found = decoded(run)
        fields = extract(found.items, run)
        start = self.height
        self.starts.append(start)
        self.runs.append(run)
        self.height += len(run)
        self._add_values(fields.values, run, start)
        self.tags += _texts(fields.tags)
        self.times += _texts(fields.times)
        self.qualities += fields.qualities
        for faults in (fields.faults, found.faults):
            self.faults.update((start + index, fault) for index, fault in faults.items())

    def _add_values(self, values: list[Any], run: Run, start: int) -> None:
        plain = plain_values(values)
        if plain is not None:
            self.numbers += plain[0]
            self.texts += plain[1]
            return
        for index, value in enumerate(values):
            number, text, fault = value_of(value, run.raw(index) if type(value) is float else b"")
            self.numbers.append(number)
            self.texts.append(text)
            if fault:
                self.faults[start + index] = fault

    def batch(self, options: SampleOptions, clock: LocalClock) -> Batch:
        rows = range(self.first_row, self.first_row + self.height)
        faults = [self.faults.get(index) for index in range(self.height)] if self.faults else [None] * self.height
        columns = (list(rows), self.tags, self.times, self.numbers, self.texts, self.qualities, faults)
        frame = pl.DataFrame(dict(zip(_FRAME, columns, strict=True)), schema=_FRAME)
        frame = with_instants(frame.rename({"fault": "own_fault"}), ISO_8601, clock)
        untagged = pl.when(pl.col("tag").fill_null("") == "").then(pl.lit("the tag's name is empty"))
        frame = frame.with_columns(pl.coalesce("own_fault", "fault", untagged).alias("fault"))
        faulty = frame.filter(pl.col("fault").is_not_null()).select("row_no", "fault").iter_rows()
        rejected = rejected_frame((row_no, self._raw(row_no), fault) for row_no, fault in faulty)
        samples = typed_samples_frame(frame.filter(pl.col("fault").is_null()), options)
        return Batch(SAMPLES, samples, rejected, sum(map(len, self.runs)))

    def _raw(self, row_no: int) -> str:
        index = row_no - self.first_row
        place = bisect_right(self.starts, index) - 1
        return self.runs[place].raw(index - self.starts[place]).decode(errors="replace")


def _texts(values: list[Any]) -> list[str | None]:
    return values if set(map(type, values)) == {str} else [v if isinstance(v, str) else None for v in values]
