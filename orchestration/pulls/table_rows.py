"""Rows of a table as it is now beside the rows as they were last seen: what is new or changed, and what is gone.

All on disk: DuckDB joins files, with little memory, whatever their size.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfile

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from orchestration.duckdb_text import identifier, literal
from orchestration.lake.durable import flush_to_disk

_MEMORY_LIMIT = "512MB"


def write_texts(
    batches: Iterable[pa.RecordBatch], columns: Sequence[str], path: Path, about: Mapping[str, str] | None = None
) -> int:
    """Write batches of texts with these columns as a Parquet file, also where there are none; returns the rows."""
    schema = pa.schema([(name, pa.string()) for name in columns], about)
    rows = 0
    # Zstandard finds what repeats, and nobody asks for a part: dictionaries and bounds would cost time only.
    with pq.ParquetWriter(path, schema, compression="zstd", use_dictionary=False, write_statistics=False) as writer:
        for batch in batches:
            writer.write_batch(batch.replace_schema_metadata(about))
            rows += batch.num_rows
    return rows


class RowComparison:
    """Compares files of rows: those `pulled` now with those `seen` before (None: nothing).

    `pulled` holds all rows if `is_all`, else those that may have changed; `keys`, if given, are then all there are.
    """

    def __init__(
        self, pulled: Path, seen: Path | None, key: Sequence[str], *, keys: Path | None = None, is_all: bool = False
    ) -> None:
        self.seen, self._pulled, self._keys, self._key, self._is_all = seen, pulled, keys, key, is_all
        self._columns = pq.read_schema(pulled).names
        self._seen_columns = pq.read_schema(seen).names if seen is not None else []

    def write_changed(self, target: Path, about: Mapping[str, str]) -> int:
        """Write the rows of `pulled` that are not in `seen`, in their order; none give no file."""
        if self.seen is None or self._seen_columns != self._columns:
            rows = int(pq.read_metadata(self._pulled).num_rows)
            if rows:
                copyfile(self._pulled, target)
                flush_to_disk(target)
            return rows
        same = _equal("pulled", "seen", self._columns)
        columns = _listed("pulled", self._columns)
        query = f"select {columns} from pulled anti join seen on {same} order by pulled.file_row_number"  # noqa: S608
        return self._write(query, target, about)

    def write_gone(self, target: Path, about: Mapping[str, str]) -> int:
        """Write the rows of `seen` whose key there is no longer; none give no file."""
        is_told = self._is_all or self._keys is not None
        if self.seen is None or not is_told or not set(self._key) <= set(self._seen_columns):
            return 0
        # What came while keys were read is not among them.
        present = ["pulled"] if self._is_all else ["pulled", "keys"]
        joins = " ".join(f"anti join {of} on {_equal('seen', of, self._key)}" for of in present)
        return self._write(f"select {_listed('seen', self._seen_columns)} from seen {joins}", target, about)  # noqa: S608

    def unknown_keys(self) -> int:
        """How many of `keys` neither `seen` nor `pulled` has a row of."""
        joins = " ".join(f"anti join {of} on {_equal('keys', of, self._key)}" for of in ("seen", "pulled"))
        with self._connection() as connection:
            counted = connection.execute(f"select count(*) from keys {joins}").fetchone()  # noqa: S608
        return int(counted[0]) if counted else 0

    def seen_from_now(self, draft: Path, gone: Path | None) -> Path:
        """The file of what is seen from now on: `pulled`, or `draft` with it in the place of what was seen before."""
        if self._is_all:
            return self._pulled
        without = f"anti join pulled on {_equal('seen', 'pulled', self._key)}"
        if gone is not None:
            without += f" anti join gone on {_equal('seen', 'gone', self._key)}"
        kept, new = _listed("seen", self._columns), _listed("pulled", self._columns)
        self._write(f"select {kept} from seen {without} union all select {new} from pulled", draft, {}, gone)  # noqa: S608
        return draft

    def _write(self, query: str, target: Path, about: Mapping[str, str], gone: Path | None = None) -> int:
        metadata = ", ".join(f"{name}: {literal(value)}" for name, value in about.items())
        marked = f", kv_metadata {{{metadata}}}" if metadata else ""
        with self._connection(gone) as connection:
            counted = connection.execute(
                f"copy ({query}) to {literal(str(target))} (format parquet, compression zstd{marked})"
            ).fetchone()
        rows = int(counted[0]) if counted else 0
        if rows:
            flush_to_disk(target)
        else:
            target.unlink()
        return rows

    @contextmanager
    def _connection(self, gone: Path | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
        files = {"pulled": self._pulled, "seen": self.seen, "keys": self._keys, "gone": gone}
        scratch = self._pulled.parent / ".scratch"
        with duckdb.connect(config={"memory_limit": _MEMORY_LIMIT, "temp_directory": str(scratch)}) as connection:
            for name, path in files.items():
                if path is not None:
                    read = f"read_parquet({literal(str(path))}, file_row_number = true)"
                    connection.execute(f"create view {name} as select * from {read}")  # noqa: S608 - quoted
            yield connection


def _listed(relation: str, columns: Sequence[str]) -> str:
    return ", ".join(f"{relation}.{identifier(column)}" for column in columns)


def _equal(left: str, right: str, columns: Sequence[str]) -> str:
    return " and ".join(f"{left}.{name} is not distinct from {right}.{name}" for name in map(identifier, columns))
