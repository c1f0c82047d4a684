"""Rows of a batch's files on their way into Parquet files.

Files that are small are written together, so that ten thousand of them give few Parquet files; a large one streams
through files of its own, so that memory stays bounded. Either way the rows of a file are only kept once the file is
read to its end without being refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field

import polars as pl

from orchestration.lake.parquet_files import DataFile, ParquetWriter
from orchestration.lake.reading import FileOutcome, RowsRead

# Bytes of rows in memory above which a file is streamed, and complete small files are written out.
HOLD_BYTES = 128 << 20


@dataclass
class _Held:
    """Rows by table that are read and not written yet."""

    frames: dict[str, list[pl.DataFrame]] = field(default_factory=dict)
    bytes: int = 0

    def add(self, piece: RowsRead) -> None:
        for table, frame in piece.frames():
            self.frames.setdefault(table, []).append(frame)
            self.bytes += int(frame.estimated_size())

    def extend(self, other: _Held) -> None:
        for table, frames in other.frames.items():
            self.frames.setdefault(table, []).extend(frames)
        self.bytes += other.bytes

    @property
    def is_large(self) -> bool:
        return self.bytes > HOLD_BYTES


class RowCollector:
    """Collects the data files of one batch in `files`, by table, in the order of the writers."""

    def __init__(self, writers: Mapping[str, ParquetWriter]) -> None:
        self._writers = writers
        self._complete = _Held()
        self.files: dict[str, list[DataFile]] = {table: [] for table in writers}

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
        for table, frames in held.frames.items():
            self.files[table] += self._writers[table].write(iter(frames))

    def _stream_file(self, held: _Held, events: Iterator[RowsRead | FileOutcome]) -> FileOutcome:
        outcome: FileOutcome | None = None
        with ExitStack() as stack:
            tables = {name: stack.enter_context(writer.open()) for name, writer in self._writers.items()}
            for name, frames in held.frames.items():
                while frames:
                    tables[name].add(frames.pop(0))
            for event in events:
                if isinstance(event, FileOutcome):
                    outcome = event
                    break
                for name, frame in event.frames():
                    tables[name].add(frame)
        if outcome is None:
            raise RuntimeError("A file ended without an outcome.")
        for name, table in tables.items():
            if outcome.reason is None:
                self.files[name] += table.finished()
            else:
                self._writers[name].discard(table.finished())
        return outcome
