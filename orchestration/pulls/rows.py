"""Rows as databases give them, as texts in Parquet: exactly what was read, whatever type a value had.

Texts keep what a typed column would lose (whole numbers beyond a double, a text among numbers, SQLite's mixed columns);
what they mean is the reader's to say, and what it cannot read is rejected there with its reason.
"""

import filecmp
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from orchestration.lake.durable import flush_to_disk

# The comparison with the rows of last time goes to disk beyond this.
_MEMORY_LIMIT = "512MB"


def as_text(value: object) -> str | None:
    """One value as text: numbers so that they read back the same, times as ISO 8601, bytes as hexadecimal."""
    match value:
        case None | str():
            return value
        case bool():
            return "true" if value else "false"
        case float():
            return repr(value)
        case Decimal():
            return format(value, "f") if value.is_finite() else str(value)
        case datetime() if value.tzinfo is not None:
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case datetime() | date() | time():
            return value.isoformat()
        case bytes() | bytearray() | memoryview():
            return f"0x{bytes(value).hex()}"
        case _:
            return str(value)


def text_batch(columns: dict[str, Sequence[Any]]) -> pa.RecordBatch:
    """Columns of any values as a batch of texts."""
    return pa.RecordBatch.from_pydict({name: _texts(values) for name, values in columns.items()})


def _texts(values: Sequence[Any]) -> pa.Array:
    kinds = set(map(type, values)) - {type(None)}
    if kinds <= {str}:
        return pa.array(values, pa.string())
    if kinds in ({int}, {float}):
        # Arrow writes a number as Python does, so that it reads back the same, and many times as fast.
        with suppress(OverflowError, pa.ArrowInvalid):
            return pa.array(values, pa.int64() if kinds == {int} else pa.float64()).cast(pa.string())
    return pa.array([as_text(value) for value in values], pa.string())


def write_rows(batches: Iterable[pa.RecordBatch], path: Path) -> int:
    """Write batches of one schema as a Parquet file and return the number of rows; no rows give no file."""
    rows = 0
    writer: pq.ParquetWriter | None = None
    try:
        for batch in batches:
            if writer is None:
                writer = pq.ParquetWriter(path, batch.schema, compression="zstd")
            writer.write_batch(batch)
            rows += batch.num_rows
    finally:
        if writer is not None:
            writer.close()
    return rows


def rows_of_tags(path: Path, tags: Collection[str]) -> Iterator[pa.RecordBatch]:
    """Those rows of a file with a column `tag` that are of these tags."""
    file = pq.ParquetFile(path)
    for batch in file.iter_batches():
        yield batch.filter(pc.is_in(batch["tag"], pa.array(tags, pa.string())))


def write_unseen(pulled: Path, seen: Path, target: Path, about: dict[str, str]) -> int:
    """Write those rows of `pulled` that `seen` does not have, in their order; returns how many, 0 leaves no file.

    `about` goes into the file's metadata. It makes each file's content its own: a value that changes and changes back
    must not look like a file that was loaded already.
    """
    if seen.exists() and filecmp.cmp(pulled, seen, shallow=False):
        return 0  # nothing new, which is what most pulls find
    columns = pq.read_schema(pulled).names
    same = " and ".join(f"pulled.{_name(column)} is not distinct from seen.{_name(column)}" for column in columns)
    known = seen.exists() and pq.read_schema(seen).names == columns
    # A join gives its rows in any order; without one they stay in theirs, and need not be held for it.
    unseen = (
        f"anti join read_parquet({_text(str(seen))}) seen on {same} order by pulled.file_row_number" if known else ""
    )
    metadata = ", ".join(f"{name}: {_text(value)}" for name, value in about.items())
    scratch = pulled.parent / ".scratch"
    with duckdb.connect(config={"memory_limit": _MEMORY_LIMIT, "temp_directory": str(scratch)}) as connection:
        counted = connection.execute(
            f"""copy (
                select {", ".join(f"pulled.{_name(column)}" for column in columns)}
                from read_parquet({_text(str(pulled))}, file_row_number = true) pulled {unseen}
            ) to {_text(str(target))} (format parquet, compression zstd, kv_metadata {{{metadata}}})"""  # noqa: S608 - quoted
        ).fetchone()
    rows = int(counted[0]) if counted else 0
    if rows:
        flush_to_disk(target)
    else:
        target.unlink()
    return rows


def _name(column: str) -> str:
    return '"' + column.replace('"', '""') + '"'


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
