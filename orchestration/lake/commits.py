"""A commit of one table: files that lie ready become rows of the lake, once.

The commit carries the batch's application transaction (Delta's `txn`): an application id per source, and a version
that rises with each batch. A table whose recorded version is not older has the batch already.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pyarrow as pa
from deltalake import CommitProperties, DeltaTable, Transaction, write_deltalake
from deltalake.transaction import AddAction

from orchestration.lake.parquet_files import DataFile
from orchestration.lake.store import Lake
from orchestration.lake.tables import LAKE_TABLES, LakeTable


def application_id(source: str) -> str:
    """The application id under which the ingest of `source` commits."""
    return f"millrace-ingest-{source}"


def committed_version(table: DeltaTable, source: str) -> int:
    """The version of the newest batch of `source` in this table; 0 if there is none."""
    return table.transaction_version(application_id(source)) or 0


def commit(lake: Lake, name: str, files: list[DataFile], staged: Path, source: str, version: int) -> bool:
    """Commit `files` to the table `name` as batch `version` of `source`; False if the table has that batch already.

    In a local lake the files lie in the table's folder; for an object store they lie under `staged` and are sent.
    """
    # The version is read and the commit written on one handle: a fresh handle would commit the batch a second time.
    table = lake.table(name)
    if committed_version(table, source) >= version:
        return False
    now_ms = int(datetime.now(UTC).timestamp() * 1000)
    properties = CommitProperties(
        custom_metadata={"userName": "millrace"},
        app_transactions=[Transaction(application_id(source), version, now_ms)],
    )
    definition = LAKE_TABLES[name]
    if lake.is_local:
        actions = [
            AddAction(file.path, file.size_bytes, file.partition_values, now_ms, True, file.statistics)
            for file in files
        ]
        table.create_write_transaction(
            list(actions),
            mode="append",
            schema=table.schema(),
            partition_by=list(definition.partition_by),
            commit_properties=properties,
        )
    else:
        schema = pl.DataFrame(schema=definition.columns).to_arrow().schema
        rows = pa.RecordBatchReader.from_batches(schema, _staged_rows(definition, files, staged))
        write_deltalake(table, rows, mode="append", commit_properties=properties)
    return True


def _staged_rows(definition: LakeTable, files: list[DataFile], staged: Path) -> Iterator[pa.RecordBatch]:
    """The rows of staged files with their partition columns, one file at a time."""
    for file in files:
        partitions = [
            pl.lit(date.fromisoformat(value) if column == "day_utc" else value).alias(column)
            for column, value in file.partition_values.items()
        ]
        frame = pl.read_parquet(staged / file.path, hive_partitioning=False).with_columns(partitions)
        yield from frame.select(pl.col(n).cast(t) for n, t in definition.columns.items()).to_arrow().to_batches()
