"""Preparing a batch: its files are read and written as Parquet files that no table names yet."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import polars as pl

from orchestration.lake.batch import IngestBatch, Prepared
from orchestration.lake.collector import RowCollector
from orchestration.lake.commits import committed_version
from orchestration.lake.filing import quarantine_of
from orchestration.lake.ledger import ledger_row
from orchestration.lake.parquet_files import ParquetWriter
from orchestration.lake.reading import FileOutcome
from orchestration.lake.reading_together import read_files
from orchestration.lake.row_changes import RowChanges, WrittenTable, row_changes
from orchestration.lake.store import Lake
from orchestration.lake.tables import LAKE_TABLES, LEDGER
from orchestration.readers.contract import ReadContext
from orchestration.readers.read_ahead import read_ahead

if TYPE_CHECKING:
    from orchestration.plant import Source, Workspace

# Of the memory for rows held; they are few, else the reader refuses the file.
_REJECTED_SHARE = 4


class OnFile(Protocol):
    """Told after each file: its outcome, for progress."""

    def __call__(self, outcome: FileOutcome) -> None:
        """Take note of a file that was read."""


class OnChanges(Protocol):
    """Told once a batch is read: what one of its files changed."""

    def __call__(self, changes: RowChanges) -> None:
        """Take note of what a file changed."""


def staging_folder(workspace: Workspace, lake: Lake, table: str) -> Path:
    """Where the Parquet files of a table are written: in the table itself, or for an object store in the workspace."""
    return Path(lake.path(table)) if lake.is_local else workspace.archive / ".staged" / table


def prepare(
    workspace: Workspace,
    lake: Lake,
    source: Source,
    batch: IngestBatch,
    context: ReadContext,
    on_file: OnFile,
    on_changes: OnChanges,
) -> Prepared:
    """Read the batch's archived files and write the Parquet files of every table; nothing is committed."""
    clear_leftovers(workspace, lake, batch, source.produces)
    with ExitStack() as stack:

        def writer(name: str, shared_by: int = 1) -> ParquetWriter:
            folder = staging_folder(workspace, lake, name)
            return ParquetWriter(LAKE_TABLES[name], folder, source.id, batch.prefix, shared_by)

        writers = {table: writer(table, len(source.produces)) for table in source.produces}
        collector = RowCollector({**writers, "rejected_rows": writer("rejected_rows", _REJECTED_SHARE)})
        events = stack.enter_context(closing(read_ahead(read_files(workspace.archive, batch.files, source, context))))
        outcomes = []
        for _ in batch.files:
            outcomes.append(collector.take_file(events))
            on_file(outcomes[-1])
        collector.flush()
        written = [
            WrittenTable(table, files, staging_folder(workspace, lake, table))
            for table, files in collector.files.items()
            if files and table in source.produces
        ]
        changes = row_changes(lake, source, outcomes, written, workspace.scratch)
        for changed in changes.values():
            on_changes(changed)
        loaded_at = datetime.now(UTC)
        rows = [
            ledger_row(outcome, changes.get(outcome.file.load_seq, RowChanges()), source, loaded_at)
            for outcome in outcomes
        ]
        ledger = pl.DataFrame(rows, schema=pl.Schema(LEDGER))
        ledger_files = writer("ledger").write(iter([ledger]))
    return Prepared(
        files={**collector.files, "ledger": ledger_files},
        quarantines=[
            quarantine_of(outcome.file, source.id, outcome.reason) for outcome in outcomes if outcome.reason is not None
        ],
    )


def clear_leftovers(workspace: Workspace, lake: Lake, batch: IngestBatch, tables: Sequence[str]) -> None:
    """Remove the Parquet files that a killed attempt at this batch wrote, where none of them is committed."""
    for name in (*tables, "rejected_rows", "ledger"):
        if committed_version(lake.table(name), batch.source) >= batch.version:
            continue
        folder = staging_folder(workspace, lake, name)
        partitions = f"source={batch.source}/*/" if LAKE_TABLES[name].partition_by else ""
        for left in folder.glob(f"{partitions}{batch.prefix}-*"):
            left.unlink()
    shutil.rmtree(workspace.scratch, ignore_errors=True)


def discard_staged(workspace: Workspace, lake: Lake, prepared: Prepared) -> None:
    """Remove the Parquet files that were sent to an object store."""
    for name, files in prepared.files.items():
        for file in files:
            (staging_folder(workspace, lake, name) / file.path).unlink(missing_ok=True)
