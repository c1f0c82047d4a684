"""One archived file through its reader: frames as they come, and at the end what is to be said of the file."""

from __future__ import annotations

import errno
import logging
import time
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from orchestration.lake.batch import BatchFile
from orchestration.lake.repeats import RepeatWatch
from orchestration.lake.tables import LAKE_TABLES
from orchestration.readers.archive import member_names
from orchestration.readers.contract import IS_DELETED, Batch, FileRejected, ReadContext, ReaderOptions
from orchestration.readers.files import read_file
from orchestration.readers.personal_data import has_personal_data
from orchestration.readers.schema import REJECTED

if TYPE_CHECKING:
    from orchestration.plant import Source

LOGGER = logging.getLogger("millrace.lake")

# The machine's troubles, not the file's: the run stops and the rerun finishes the batch.
_MACHINE_ERRORS = {errno.ENOSPC, errno.EDQUOT, errno.EMFILE, errno.ENFILE, errno.EIO, errno.EACCES, errno.EPERM}
# An interval longer than this is a mistake in the data, not a reason to rebuild all its days.
_LONGEST_TOUCH = timedelta(days=366)
# Archives on another file system may keep times to 2 s only.
_MTIME_TOLERANCE_NS = 2_000_000_000
# The time columns of which a row's days follow; tables without any (master data) touch no day by themselves.
_TIMES = {
    "samples": ("ts_utc", "ts_utc"),
    "operations": ("start_utc", "end_utc"),
    "confirmations": ("start_utc", "end_utc"),
}


class ShapeError(TypeError):
    """A reader gave another table or other columns than it should; the message quotes no row."""


@dataclass
class FileOutcome:
    """What came of one file. `reason` is set if and only if the file is refused; then nothing of it is loaded."""

    file: BatchFile
    reason: str | None = None
    rows_read: int = 0
    rows_loaded: int = 0
    rows_rejected: int = 0
    min_ts_utc: datetime | None = None
    max_ts_utc: datetime | None = None
    touched_days: set[date] = field(default_factory=set)
    members: list[str] = field(default_factory=list)
    read_seconds: float = 0.0
    repeats: RepeatWatch = field(default_factory=RepeatWatch)

    def add(self, batch: Batch) -> None:
        """Count a batch and widen the file's time range."""
        self.rows_read += batch.rows_read
        self.rows_loaded += batch.rows.height
        self.rows_rejected += batch.rejected.height
        if batch.table in _TIMES and batch.rows.height:
            self._add_times(batch.rows, *_TIMES[batch.table])
        if batch.table == "samples":
            self.repeats.add(batch.rows)

    def _add_times(self, rows: pl.DataFrame, start: str, end: str) -> None:
        earliest, latest = pl.coalesce(start, end), pl.coalesce(end, start)
        bounds = rows.select(earliest.min().alias("low"), latest.max().alias("high")).row(0)
        if bounds[0] is None or bounds[1] is None:
            return
        self.min_ts_utc = bounds[0] if self.min_ts_utc is None else min(self.min_ts_utc, bounds[0])
        self.max_ts_utc = bounds[1] if self.max_ts_utc is None else max(self.max_ts_utc, bounds[1])
        if bounds[0].date() == bounds[1].date():
            self.touched_days.add(bounds[0].date())
            return
        spans = rows.select(earliest.dt.date().alias("first"), latest.dt.date().alias("last")).unique()
        for first, last in spans.drop_nulls().iter_rows():
            days = min(last - first, _LONGEST_TOUCH).days
            self.touched_days.update(first + timedelta(days=day) for day in range(days + 1))

    def refuse(self, reason: str) -> None:
        """Turn the outcome into a refusal: nothing of the file counts as read."""
        self.reason = reason
        self.rows_read = self.rows_loaded = self.rows_rejected = 0
        self.min_ts_utc = self.max_ts_utc = None
        self.touched_days = set()


@dataclass(frozen=True)
class RowsRead:
    """A piece of a file: rows of one table, and rejected rows, with the lake's own columns except `source`."""

    table: str
    rows: pl.DataFrame
    rejected: pl.DataFrame

    def frames(self) -> Iterator[tuple[str, pl.DataFrame]]:
        """The frames that have rows, each with the lake's table that it belongs to."""
        if self.rows.height:
            yield self.table, self.rows
        if self.rejected.height:
            yield "rejected_rows", self.rejected


def read_events(path: Path, file: BatchFile, source: Source, context: ReadContext) -> Iterator[RowsRead | FileOutcome]:
    """Read one file: pieces, and last the outcome. A refusal may come after pieces, which are then not to be kept."""
    started = time.perf_counter()
    outcome = FileOutcome(file)
    if not isinstance(source.options, ReaderOptions):
        raise TypeError(f"The options of source {source.id} are no reader's options but {type(source.options)}.")
    load_seq = pl.lit(file.load_seq, dtype=pl.Int64).alias("load_seq")
    try:
        for batch in read_file(path, source.reader, source.options, context):
            check_shape(batch, source.produces)
            outcome.add(batch)
            rows = batch.rows.with_columns(load_seq)
            if batch.table == "samples":
                rows = rows.with_columns(pl.col("ts_utc").dt.date().alias("day_utc"))
            elif IS_DELETED not in rows.columns:
                rows = rows.with_columns(pl.lit(None, pl.Boolean).alias(IS_DELETED))
            yield RowsRead(batch.table, rows, batch.rejected.with_columns(load_seq))
    except FileRejected as rejection:
        outcome.refuse(str(rejection))
    except MemoryError:
        raise
    except (Exception, pl.exceptions.PanicException) as defect:
        # A defect of a reader costs one file, never the run: the file is kept, the traceback is in the log.
        if isinstance(defect, OSError) and defect.errno in _MACHINE_ERRORS:
            raise
        # What a defect says, and with it the traceback's end, may quote a row.
        is_personal = not isinstance(defect, ShapeError) and has_personal_data(
            source.options, source.produces, is_pulled=source.pull is not None
        )
        trace = "".join(traceback.format_tb(defect.__traceback__)) if is_personal else traceback.format_exc()
        LOGGER.error("%s of source %s: %s", file.file_name, source.id, trace)
        said = type(defect).__name__ + ("" if is_personal else f": {str(defect)[:300]}")
        outcome.refuse(
            f"The reader {source.reader} failed on this file with {said}. "
            "This is a defect of the reader, not necessarily of the file: the log has the traceback."
        )
    if outcome.reason is None:
        outcome.members = member_names(path)
    outcome.read_seconds = time.perf_counter() - started
    _check_counts(outcome)
    _check_unchanged(path, outcome)
    yield outcome


def check_shape(batch: Batch, tables: Sequence[str]) -> None:
    """Raise ShapeError for a batch of none of the tables, or not of its table's columns."""
    if batch.table not in tables:
        raise ShapeError(f"a batch of {batch.table} came, where the source gives {' and '.join(tables)}")
    lake_columns = LAKE_TABLES[batch.table].columns
    own = {"source", "load_seq", "day_utc"} | ({IS_DELETED} - set(batch.rows.columns))
    expected = {name: kind for name, kind in lake_columns.items() if name not in own}
    if dict(batch.rows.schema) != expected:
        raise ShapeError(f"a batch of {batch.table} has the columns {batch.rows.schema}; expected are {expected}")
    if dict(batch.rejected.schema) != dict(REJECTED):
        raise ShapeError(f"rejected rows have the columns {batch.rejected.schema}; expected are {REJECTED}")


def _check_counts(outcome: FileOutcome) -> None:
    if outcome.reason is None and outcome.rows_read != outcome.rows_loaded + outcome.rows_rejected:
        outcome.refuse(
            f"The reader counted {outcome.rows_read} rows in this file but gave {outcome.rows_loaded} to load and "
            f"{outcome.rows_rejected} as rejected. A row would be lost or doubled, so nothing was loaded: "
            "this is a defect of the reader."
        )


def is_unchanged(path: Path, file: BatchFile) -> bool:
    """Whether a file has the size and time of when it was hashed."""
    found = path.stat()
    return found.st_size == file.size_bytes and abs(found.st_mtime_ns - file.mtime_ns) <= _MTIME_TOLERANCE_NS


def _check_unchanged(path: Path, outcome: FileOutcome) -> None:
    if outcome.reason is None and not is_unchanged(path, outcome.file):
        outcome.refuse(
            "The file was still being written while it was loaded: its size or time changed after it was hashed. "
            "Drop it again when it is complete; write it under a name ending in .tmp and rename it when done."
        )
