"""The lake's tables: their columns, partitions, and nothing else.

Samples and IT entities have the columns of the readers' canonical schemas (`orchestration.readers.schema`) and the
lake's own: `source` and `load_seq` (the number of the load that brought the row; it leads to the ledger, and so to
the file); entities also `is_deleted`: TRUE in a row that says that its source has deleted what it names, else NULL.
What a KPI needs is derived in the transforms, never here.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from orchestration.readers import schema as canonical
from orchestration.readers.contract import IS_DELETED
from orchestration.readers.entities import ENTITIES

UTC_TIME = pl.Datetime("us", "UTC")

LEDGER: dict[str, pl.DataType] = {
    "source": pl.String(),
    "load_seq": pl.Int64(),
    "file_id": pl.String(),
    "file_name": pl.String(),
    "size_bytes": pl.Int64(),
    "reader": pl.String(),
    "status": pl.String(),
    "reason": pl.String(),
    "export_time_utc": UTC_TIME,
    "rows_read": pl.Int64(),
    "rows_loaded": pl.Int64(),
    "rows_rejected": pl.Int64(),
    "min_ts_utc": UTC_TIME,
    "max_ts_utc": UTC_TIME,
    "members": pl.String(),
    "touched_days": pl.String(),
    "loaded_at_utc": UTC_TIME,
    "read_seconds": pl.Float64(),
    "retracted_at_utc": UTC_TIME,
    # Together rows_loaded; and the days with new or changed rows. NULL in loads of versions that did not count them.
    "rows_new": pl.Int64(),
    "rows_repeated": pl.Int64(),
    "rows_changed": pl.Int64(),
    "rows_superseded": pl.Int64(),
    "changed_days": pl.String(),
    # What retention deleted: of rows_loaded those of days (UTC) before `kept_from`, and rejected rows. NULL: nothing.
    "kept_from": pl.Date(),
    "rows_expired": pl.Int64(),
    "rejected_rows_expired": pl.Int64(),
}


@dataclass(frozen=True)
class LakeTable:
    """One Delta table: `columns` with the partition columns last, as they are not stored in the files."""

    name: str
    columns: pl.Schema
    partition_by: tuple[str, ...] = ()


def _columns(*parts: Mapping[str, pl.DataType]) -> pl.Schema:
    return pl.Schema([column for part in parts for column in part.items()])


def _lake_tables() -> dict[str, LakeTable]:
    source: dict[str, pl.DataType] = {"source": pl.String()}
    load: dict[str, pl.DataType] = {"load_seq": pl.Int64()}
    day: dict[str, pl.DataType] = {"day_utc": pl.Date()}
    deleted: dict[str, pl.DataType] = {IS_DELETED: pl.Boolean()}
    samples = _columns(canonical.SCHEMAS[canonical.SAMPLES], load, source, day)
    tables = [
        LakeTable("samples", samples, ("source", "day_utc")),
        *(LakeTable(name, _columns(canonical.SCHEMAS[name], deleted, source, load)) for name in ENTITIES),
        LakeTable("rejected_rows", _columns(source, load, canonical.REJECTED)),
        LakeTable("ledger", pl.Schema(LEDGER)),
    ]
    return {table.name: table for table in tables}


LAKE_TABLES: dict[str, LakeTable] = _lake_tables()
