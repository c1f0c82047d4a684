"""Preparing a batch: its files are read and written as Parquet files that no table names yet.

Files that are small are written together, so that ten thousand of them give few Parquet files; a large one streams
through a copy of its own, so that memory stays bounded. Either way the rows of a file are only kept once the file is
read to its end without being refused.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import polars as pl

from orchestration.lake.batch import IngestBatch, Prepared
from orchestration.lake.commits import committed_version
from orchestration.lake.filing import quarantine_of
from orchestration.lake.parquet_files import DataFile, ParquetWriter
from orchestration.lake.read_ahead import read_ahead
from orchestration.lake.reading import FileOutcome, RowsRead, ledger_row, read_events
from orchestration.lake.store import Lake
from orchestration.lake.tables import LAKE_TABLES, LEDGER
from orchestration.readers.contract import ReadContext

if TYPE_CHECKING:
    from orchestration.plant import Source, Workspace

# Bytes of rows in memory above which a file is streamed, and complete small files are written out.
HOLD_BYTES = 128 << 20
# Rejected rows (at most 1,000 characters each) that are held before they are written out.
HOLD_REJECTED = 50_000


class OnFile(Protocol):
    """Told after each file: its outcome, for progress."""

    def __call__(self, outcome: FileOutcome) -> None:
        """Take note of a file that was read."""


def staging_folder(workspace: Workspace, lake: Lake, table: str) -> Path:
    """Where the Parquet files of a table are written: in the table itself, or for an object store in the workspace."""
    return Path(lake.path(table)) if lake.is_local else workspace.archive / ".staged" / table


@dataclass
class _Held:
    """Rows that are read and not written yet."""

    rows: list[pl.DataFrame] = field(default_factory=list)
    rejected: list[pl.DataFrame] = field(default_factory=list)
    bytes: int = 0
    rejected_count: int = 0

    def add(self, piece: RowsRead) -> None:
        if piece.rows.height:
            self.rows.append(piece.rows)
            self.bytes += int(piece.rows.estimated_size())
        if piece.rejected.height:
            self.rejected.append(piece.rejected)
            self.rejected_count += piece.rejected.height

    def extend(self, other: _Held) -> None:
        self.rows += other.rows
        self.rejected += other.rejected
        self.bytes += other.bytes
        self.rejected_count += other.rejected_count

    @property
    def is_large(self) -> bool:
        return self.bytes > HOLD_BYTES or self.rejected_count > HOLD_REJECTED


class _Preparation:
    """Collects the data files of one batch."""

    def __init__(self, rows: ParquetWriter, rejected: ParquetWriter) -> None:
        self._rows = rows
        self._rejected = rejected
        self._complete = _Held()
        self.row_files: list[DataFile] = []
        self.rejected_files: list[DataFile] = []

    def take_file(self, events: Iterator[RowsRead | FileOutcome]) -> FileOutcome:
        """Take the events of one file, up to its outcome."""
        held = _Held()
        for event in events:
            if isinstance(event, FileOutcome):
                if event.reason is None:
                    self._complete.extend(held)
                    if self._complete.is_large:
                        self.flush()
                return event
            held.add(event)
            if held.is_large:
                return self._stream_file(held, events)
        raise RuntimeError("A file ended without an outcome.")

    def flush(self) -> None:
        """Write out the complete files that are held."""
        held, self._complete = self._complete, _Held()
        if held.rows:
            self.row_files += self._rows.write(iter(held.rows))
        if held.rejected:
            self.rejected_files += self._rejected.write(iter(held.rejected))

    def _stream_file(self, held: _Held, events: Iterator[RowsRead | FileOutcome]) -> FileOutcome:
        outcomes: list[FileOutcome] = []
        rejected_files: list[DataFile] = []
        pending = held.rejected

        def spill() -> None:
            rejected_files.extend(self._rejected.write(iter(pending.copy())))
            pending.clear()

        def rows() -> Iterator[pl.DataFrame]:
            first, held.rows = held.rows, []
            yield from first
            del first
            for event in events:
                if isinstance(event, FileOutcome):
                    outcomes.append(event)
                    return
                if event.rejected.height:
                    pending.append(event.rejected)
                    if sum(frame.height for frame in pending) > HOLD_REJECTED:
                        spill()
                if event.rows.height:
                    yield event.rows

        row_files = self._rows.write(rows())
        if pending:
            spill()
        outcome = outcomes[0]
        if outcome.reason is None:
            self.row_files += row_files
            self.rejected_files += rejected_files
        else:
            self._rows.discard(row_files)
            self._rejected.discard(rejected_files)
        return outcome


def prepare(
    workspace: Workspace, lake: Lake, source: Source, batch: IngestBatch, context: ReadContext, on_file: OnFile
) -> Prepared:
    """Read the batch's archived files and write the Parquet files of every table; nothing is committed."""
    table = source.produces
    clear_leftovers(workspace, lake, batch, table)
    with ExitStack() as stack:

        def writer(name: str) -> ParquetWriter:
            folder, scratch = staging_folder(workspace, lake, name), workspace.archive / ".scratch"
            opened = ParquetWriter(LAKE_TABLES[name], folder, source.id, batch.prefix, scratch)
            return stack.enter_context(closing(opened))

        preparation = _Preparation(writer(table), writer("rejected_rows"))
        events = stack.enter_context(
            closing(
                read_ahead(
                    chain.from_iterable(
                        read_events(workspace.archive / file.archived, file, source, context) for file in batch.files
                    )
                )
            )
        )
        outcomes = []
        for _ in batch.files:
            outcomes.append(preparation.take_file(events))
            on_file(outcomes[-1])
        preparation.flush()
        loaded_at = datetime.now(UTC)
        ledger = pl.DataFrame(
            [ledger_row(outcome, source, loaded_at) for outcome in outcomes], schema=pl.Schema(LEDGER)
        )
        ledger_files = writer("ledger").write(iter([ledger]))
    return Prepared(
        files={table: preparation.row_files, "rejected_rows": preparation.rejected_files, "ledger": ledger_files},
        quarantines=[
            quarantine_of(outcome.file, source.id, outcome.reason) for outcome in outcomes if outcome.reason is not None
        ],
    )


def clear_leftovers(workspace: Workspace, lake: Lake, batch: IngestBatch, table: str) -> None:
    """Remove the Parquet files that a killed attempt at this batch wrote, where none of them is committed."""
    for name in (table, "rejected_rows", "ledger"):
        if committed_version(lake.table(name), batch.source) >= batch.version:
            continue
        folder = staging_folder(workspace, lake, name)
        partitions = f"source={batch.source}/*/" if LAKE_TABLES[name].partition_by else ""
        for left in folder.glob(f"{partitions}{batch.prefix}-*"):
            left.unlink()
    shutil.rmtree(workspace.archive / ".scratch", ignore_errors=True)


def discard_staged(workspace: Workspace, lake: Lake, prepared: Prepared) -> None:
    """Remove the Parquet files that were sent to an object store."""
    for name, files in prepared.files.items():
        for file in files:
            (staging_folder(workspace, lake, name) / file.path).unlink(missing_ok=True)
