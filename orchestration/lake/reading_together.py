"""Small files read together: what each file costs by itself is paid once for many.

Files that a reader says it reads joined (`ReadsJoined`) are put together and read as one. Only if that rejects nothing
and all of their times lie where the zone's clocks are not changed, is it what they are by themselves; else they are
read again, in smaller groups and then one by one.
"""

from __future__ import annotations

import io
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

from orchestration.lake.batch import BatchFile
from orchestration.lake.reading import FileOutcome, RowsRead, check_shape, is_unchanged, read_events
from orchestration.readers.archive import is_packed
from orchestration.readers.contract import ReadContext, ReadsJoined
from orchestration.readers.registry import READERS
from orchestration.readers.schema import REJECTED, SAMPLES

if TYPE_CHECKING:
    from orchestration.plant import Source

# Above this a file's own cost is nothing beside that of its rows.
SMALL_BYTES = 1 << 20
GROUP_BYTES = 8 << 20
# Where something is wrong with one file of a group, these many are tried again together.
_SMALL_GROUP = 16
_LONGEST_SPAN = timedelta(days=800)

Events = Iterator[RowsRead | FileOutcome]


def read_files(archive: Path, files: Sequence[BatchFile], source: Source, context: ReadContext) -> Events:
    """The events of all files in order; those of files read together are their rows, then all of their outcomes."""
    joins = isinstance(READERS[source.reader], ReadsJoined) and source.produces == (SAMPLES,)
    for group in _groups(files) if joins else ([file] for file in files):
        yield from _read_group(archive, group, source, context)


def _groups(files: Sequence[BatchFile]) -> Iterator[list[BatchFile]]:
    group: list[BatchFile] = []
    size = 0
    for file in files:
        if group and (max(file.size_bytes, group[-1].size_bytes) > SMALL_BYTES or size + file.size_bytes > GROUP_BYTES):
            yield group
            group, size = [], 0
        group.append(file)
        size += file.size_bytes
    if group:
        yield group


def _read_group(archive: Path, group: Sequence[BatchFile], source: Source, context: ReadContext) -> Events:
    together = _read_together(archive, group, source, context) if len(group) > 1 else None
    if together is not None:
        yield from together
    elif len(group) > _SMALL_GROUP:
        for start in range(0, len(group), _SMALL_GROUP):
            yield from _read_group(archive, group[start : start + _SMALL_GROUP], source, context)
    else:
        for file in group:
            yield from read_events(archive / file.archived, file, source, context)


@dataclass(frozen=True)
class _Joined:
    """Files put together. starts: the line of `data` at which each file's own begin, after its head of `head_lines`."""

    data: bytes
    starts: list[int]
    head_lines: int


def _read_together(
    archive: Path, group: Sequence[BatchFile], source: Source, context: ReadContext
) -> list[RowsRead | FileOutcome] | None:
    """The events of all of the files; None where they are to be read apart."""
    started = time.perf_counter()
    try:
        joined = _joined(archive, group, source.reader, source.options)
        if joined is None:
            return None
        batches = list(READERS[source.reader].read(io.BytesIO(joined.data), source.options, replace(context, kept={})))
        for batch in batches:
            check_shape(batch, source.produces)
    except (Exception, pl.exceptions.PanicException):
        # Whose fault it is, and what is to be said of it, shows when each file is read by itself.
        return None
    rows = pl.concat(batch.rows for batch in batches)
    if any(batch.rejected.height for batch in batches) or sum(batch.rows_read for batch in batches) != rows.height:
        return None
    files = np.searchsorted(joined.starts, rows["row_no"].to_numpy(), side="right") - 1
    rows = rows.with_columns(pl.Series("file", files), pl.col("ts_utc").dt.date().alias("day_utc"))
    outcomes = _outcomes(group, rows, (time.perf_counter() - started) / len(group))
    if not all(outcome.rows_read for outcome in outcomes) or not _has_one_offset(outcomes, context.zone):
        return None
    if not all(is_unchanged(archive / file.archived, file) for file in group):
        return None
    first_lines = pl.Series(joined.starts).gather(files)
    rows = rows.with_columns(
        pl.col("row_no") - first_lines + joined.head_lines + 1,
        pl.Series([file.load_seq for file in group], dtype=pl.Int64).gather(files).alias("load_seq"),
    )
    nothing = pl.DataFrame(schema={**REJECTED, "load_seq": pl.Int64()})
    return [RowsRead(SAMPLES, rows.drop("file"), nothing), *outcomes]


def _joined(archive: Path, group: Sequence[BatchFile], reader_name: str, options: Any) -> _Joined | None:
    reader = READERS[reader_name]
    assert isinstance(reader, ReadsJoined)  # noqa: S101 - asked before
    parts: list[bytes] = []
    starts: list[int] = []
    first_head, head_lines, line = b"", 0, 1
    for file in group:
        data = (archive / file.archived).read_bytes()
        head = None if is_packed(data[:8]) else reader.head(data, options)
        if head is None:
            return None
        if not parts:
            first_head, head_lines = data[: head[0]], head[1]
            parts.append(first_head)
            line += head_lines
        if data[: head[0]] != first_head:
            return None
        parts.append(data[head[0] :])
        starts.append(line)
        line += parts[-1].count(b"\n")
    return _Joined(b"".join(parts), starts, head_lines)


def _outcomes(group: Sequence[BatchFile], rows: pl.DataFrame, seconds: float) -> list[FileOutcome]:
    outcomes = [FileOutcome(file, read_seconds=seconds) for file in group]
    time_utc = pl.col("ts_utc")
    # As RepeatWatch tells one tag's instants apart.
    instant = pl.col("tag").hash() + time_utc.to_physical().cast(pl.UInt64)
    found = rows.group_by("file").agg(
        pl.len(),
        instant.n_unique().alias("instants"),
        time_utc.min().alias("low"),
        time_utc.max().alias("high"),
        pl.col("day_utc").unique(),
    )
    for index, count, instants, low, high, days in found.iter_rows():
        outcome = outcomes[index]
        outcome.rows_read = outcome.rows_loaded = count
        outcome.repeats.may_repeat = instants < count
        outcome.min_ts_utc, outcome.max_ts_utc, outcome.touched_days = low, high, set(days)
    return outcomes


def _has_one_offset(outcomes: Sequence[FileOutcome], zone: ZoneInfo) -> bool:
    """Whether the zone's clocks are not changed near these times: no local time of them is a repeated one."""
    low = min(outcome.min_ts_utc for outcome in outcomes if outcome.min_ts_utc)
    high = max(outcome.max_ts_utc for outcome in outcomes if outcome.max_ts_utc)
    if high - low > _LONGEST_SPAN or low.year < 1900 or high.year > 9990:
        return False
    low -= timedelta(days=1)
    days = range((high - low).days + 3)
    return len({(low + timedelta(days=day)).astimezone(zone).utcoffset() for day in days}) == 1
