"""Compaction: the files of a day become one file, sorted by tag and time, so that one tag's day is a few row groups.

No row changes, and each keeps its `load_seq` and `row_no`. A day is rewritten in one commit that says so
(`dataChange: false`), under the workspace lock, which is given back after each: loads and runs go between. Who reads
an older state of the table keeps reading the old files until they are vacuumed (`upkeep`). A kill leaves at most a file
that no table names.

Days on an object store are merged by deltalake, which cannot sort them by tag and time.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import polars as pl
from deltalake import CommitProperties, WriterProperties
from deltalake.transaction import AddAction, RemoveAction

from orchestration.duckdb_text import literal
from orchestration.lake.lock import workspace_lock
from orchestration.lake.parquet_files import ParquetWriter
from orchestration.lake.store import Lake
from orchestration.lake.tables import LAKE_TABLES

if TYPE_CHECKING:
    from orchestration.plant import Workspace

SORTED_PREFIX = "sorted"
"""How the names of files begin that are a day in order."""

# What is loaded into a day that is in order already waits until it is this many files, or this part of the rows: a
# late row must not have forty million others written again.
_ADDED_FILES = 8
_ADDED_SHARE = 0.1
# A table without days, below this many files, reads fast enough as it is.
_MERGE_FROM_FILES = 200
# Sorting takes this much, and beyond it the disk.
MEMORY_LIMIT = "1GB"
_FRAME_ROWS = 1 << 18
_NOTED = CommitProperties(custom_metadata={"userName": "millrace"})


@dataclass
class Compaction:
    """What a compaction did: days rewritten, and days that were due and left for the next; files; bytes; seconds."""

    days: int = 0
    days_left: int = 0
    files_before: int = 0
    files_after: int = 0
    bytes_before: int = 0
    bytes_after: int = 0
    seconds: float = 0.0


@dataclass(frozen=True)
class _Day:
    """The files of a source's day as the table's log has them: path, size_bytes, num_records."""

    source: str
    day: date
    files: pl.DataFrame = field(repr=False)

    @property
    def is_due(self) -> bool:
        """Whether it is worth writing it anew."""
        added = self.files.filter(~_is_sorted())
        in_order = self.files.height - added.height
        if added.is_empty() or in_order == 0:
            return added.height > 0
        return added.height >= _ADDED_FILES or _rows(added) >= _ADDED_SHARE * _rows(self.files)


def compact(workspace: Workspace, lock_wait_s: float = 0.0, budget_s: float = float("inf")) -> Compaction:
    """Bring the days that are due into order, the newest first, until `budget_s` seconds are over; merge other tables.

    Raises:
        WorkspaceBusyError: another process holds the workspace for longer than `lock_wait_s` seconds.
    """
    started = time.perf_counter()
    lake = Lake(workspace.lake_uri)
    done = Compaction()
    with workspace_lock(workspace, lock_wait_s):
        lake.create_tables()
        for name in LAKE_TABLES:
            if name != "samples" or not lake.is_local:
                _merge(lake, name)
        due = _due_days(lake) if lake.is_local else []
    for position, (source, day) in enumerate(due):
        if time.perf_counter() - started > budget_s:
            done.days_left = len(due) - position
            break
        with workspace_lock(workspace, lock_wait_s):
            # Read again: a load or a retraction may have come between.
            for found in _days(lake, source, day):
                _rewrite(lake, found, workspace.scratch, done)
    done.seconds = time.perf_counter() - started
    return done


def _merge(lake: Lake, name: str) -> None:
    table = lake.table(name)
    if len(table.file_uris()) >= _MERGE_FROM_FILES:
        table.optimize.compact(writer_properties=WriterProperties(compression="ZSTD"), commit_properties=_NOTED)


def _rows(files: pl.DataFrame) -> int:
    return int(files["num_records"].sum())


def _is_sorted() -> pl.Expr:
    return pl.col("path").str.split("/").list.last().str.starts_with(f"{SORTED_PREFIX}-")


def _due_days(lake: Lake) -> list[tuple[str, date]]:
    due = [(found.source, found.day) for found in _days(lake) if found.is_due]
    return sorted(due, key=lambda key: (key[1], key[0]), reverse=True)


def _days(lake: Lake, source: str | None = None, day: date | None = None) -> Iterator[_Day]:
    """The days of the table of samples: all, or the one of a source."""
    files = pl.DataFrame(lake.table("samples").get_add_actions(flatten=True))
    if files.is_empty():
        return
    files = files.select(
        "path", "size_bytes", "num_records", source="partition.source", day=pl.col("partition.day_utc").cast(pl.Date)
    )
    if source is not None and day is not None:
        files = files.filter((pl.col("source") == source) & (pl.col("day") == day))
    for (found_source, found_day), of_day in files.group_by("source", "day"):
        yield _Day(str(found_source), found_day, of_day)


def _rewrite(lake: Lake, day: _Day, scratch: Path, done: Compaction) -> None:
    folder = Path(lake.path("samples"))
    writer = ParquetWriter(LAKE_TABLES["samples"], folder, day.source, SORTED_PREFIX)
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    with closing(duckdb.connect(config={"memory_limit": MEMORY_LIMIT, "temp_directory": str(scratch)})) as connection:
        written = writer.write(_in_order(connection, folder, day))
    rows = sum(file.rows for file in written)
    if rows != _rows(day.files):
        writer.discard(written)
        raise RuntimeError(
            f"The files of {day.source}, {day.day} hold {rows} rows where the log says {_rows(day.files)}: a file of "
            "the lake is damaged. Nothing was replaced."
        )
    now_ms = int(datetime.now(UTC).timestamp() * 1000)
    added = [
        AddAction(file.path, file.size_bytes, file.partition_values, now_ms, False, file.statistics) for file in written
    ]
    partition: dict[str, str | None] = {"source": day.source, "day_utc": day.day.isoformat()}
    removed = [
        RemoveAction(path, False, now_ms, size, partition)
        for path, size in day.files.select("path", "size_bytes").iter_rows()
    ]
    table = lake.table("samples")
    table.create_write_transaction(
        [*added, *removed],
        mode="append",
        schema=table.schema(),
        partition_by=list(LAKE_TABLES["samples"].partition_by),
        commit_properties=_NOTED,
    )
    done.days += 1
    done.files_before += day.files.height
    done.files_after += len(written)
    done.bytes_before += int(day.files["size_bytes"].sum())
    done.bytes_after += sum(file.size_bytes for file in written)


def _in_order(connection: duckdb.DuckDBPyConnection, folder: Path, day: _Day) -> Iterator[pl.DataFrame]:
    """The day's rows by tag and time, frame by frame."""
    connection.execute("SET TimeZone = 'UTC'")
    columns = ", ".join(name for name in LAKE_TABLES["samples"].columns if name not in {"source", "day_utc"})
    paths = ", ".join(literal(str(folder / path)) for path in day.files["path"])
    batches = connection.execute(
        f"""
        SELECT {columns} FROM read_parquet([{paths}], hive_partitioning = false, union_by_name = true)
        ORDER BY tag, ts_utc, load_seq, row_no
        """  # noqa: S608 - names of our own columns and files
    ).to_arrow_reader(_FRAME_ROWS)
    for batch in batches:
        yield pl.DataFrame(batch).with_columns(day_utc=pl.lit(day.day))
