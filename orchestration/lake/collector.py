"""Rows of a batch's files on their way into Parquet files.

Files that are small are written together, so that ten thousand of them give few Parquet files; a large one streams
through a copy of its own, so that memory stays bounded. Either way the rows of a file are only kept once the file is
read to its end without being refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import polars as pl

from orchestration.lake.parquet_files import DataFile, ParquetWriter
from orchestration.lake.reading import FileOutcome, RowsRead

# Bytes of rows in memory above which a file is streamed, and complete small files are written out.
HOLD_BYTES = 128 << 20
# Rejected rows (at most 1,000 characters each) that are held before they are written out.
HOLD_REJECTED = 50_000


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


class RowCollector:
    """Collects the data files of one batch: `row_files` of the source's table, `rejected_files` of rejected_rows."""

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
