"""Ignition's tag history as an SQLite file: all data tables of it, with the names of their tags.

A record is a row of a table `sqlt_data_…` or `sqlth_1_data`; row_no counts them over the tables in order of their
names. The file is opened read-only and as one that nobody changes; nothing that it defines (views, triggers, computed
columns) is run. What stands in a write-ahead log beside the file is not in it.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

import polars as pl

from orchestration.readers.contract import Batch, ByteStream, FileRejected, ReadContext
from orchestration.readers.historian.ignition_rows import ROWS, IgnitionOptions, history_batch, tag_names
from orchestration.readers.recognition import Likeness, Recognition, Sample
from orchestration.readers.rejected_rows import refuse_unreadable, rejected_frame
from orchestration.readers.schema import SAMPLES
from orchestration.readers.seekable import local_file

_MAGIC = b"SQLite format 3\x00"
_COLUMNS = tuple(name for name in ROWS if name != "row_no")
_REQUIRED = frozenset({"tagid", "t_stamp"})
_BATCH_ROWS, _FETCH_ROWS = 50_000, 200
_TEXT_LIMIT = 1 << 20
_BATCH_TEXT = 32 << 20
# The least that a row takes on a page. A damaged file may name its pages again and again.
_ROW_BYTES = 8

_Row = Sequence[Any]
_Columns = tuple[list[Any], ...]


class Options(IgnitionOptions):
    """Options of `historian.ignition_sqlite`."""


class _IgnitionSqliteReader:
    """Reader of an SQLite file of Ignition's history."""

    name = "historian.ignition_sqlite"
    options_type = Options

    def produces(self, _options: Options, /) -> tuple[str, ...]:
        """Samples alone."""
        return (SAMPLES,)

    def recognise(self, sample: Sample, /) -> Recognition | None:
        """By the tables that its first pages name."""
        if not sample.data.startswith(_MAGIC) or b"sqlth_te" not in sample.data:
            return None
        return Recognition(Likeness.CERTAIN, ("it is an SQLite database with the table sqlth_te",))

    def read(self, stream: ByteStream, options: Options, _context: ReadContext, /) -> Iterator[Batch]:
        """Batches of samples, table by table."""
        return refuse_unreadable(_batches(stream, options))


def _batches(stream: ByteStream, options: Options) -> Iterator[Batch]:
    with local_file(stream) as path:
        with path.open("rb") as file:
            if file.read(len(_MAGIC)) != _MAGIC:
                raise FileRejected("The file is no SQLite database; check the reader of this source.")
        try:
            with closing(_opened(path)) as database:
                yield from _Database(database, path.stat().st_size, options).batches()
        except sqlite3.Error as error:
            raise FileRejected(
                f"The SQLite database is damaged, or holds what is not read ({error}); copy it again while the "
                "gateway does not write to it."
            ) from error


def _opened(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1", uri=True)
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _TEXT_LIMIT)
    database.execute("pragma trusted_schema = off")
    database.execute("pragma cell_size_check = on")
    database.text_factory = bytes
    return database


class _Database:
    def __init__(self, database: sqlite3.Connection, size: int, options: Options) -> None:
        self._database, self._size, self._options = database, size, options
        self._row_no = 0
        self._tables = self._named_tables()

    def batches(self) -> Iterator[Batch]:
        data = [name for name in self._tables if name.startswith("sqlt_data_") or name == "sqlth_1_data"]
        if "sqlth_te" not in self._tables or not data:
            raise FileRejected(
                "The SQLite database has no table sqlth_te or no data tables (sqlt_data_…, sqlth_1_data), "
                "so it is no history of Ignition."
            )
        te = self._frame("sqlth_te", {"id": pl.Int64(), "tagpath": pl.String(), "scid": pl.Int64()})
        scinfo = self._frame("sqlth_scinfo", {"id": pl.Int64(), "drvid": pl.Int64()})
        drv = self._frame("sqlth_drv", {"id": pl.Int64(), "provider": pl.String()})
        assert te is not None  # noqa: S101 - the table is there
        tags = tag_names(te, scinfo, drv, self._options)
        for name in data:
            for rows in self._rows(name):
                yield self._batch(rows, tags)

    def _named_tables(self) -> list[str]:
        found = self._database.execute("select name, sql from sqlite_master where type = 'table' order by name")
        return [
            name.decode(errors="replace").lower()
            for name, sql in found
            if b'"' not in name and not (sql or b"").lstrip().upper().startswith(b"CREATE VIRTUAL")
        ]

    def _columns(self, table: str) -> set[str]:
        """The stored columns; computed ones would run what the file defines."""
        described = self._database.execute(f'pragma table_info("{table}")').fetchall()
        return {column[1].decode(errors="replace").lower() for column in described}

    def _frame(self, table: str, schema: dict[str, pl.DataType]) -> pl.DataFrame | None:
        """A whole small table; None if it, or a column of it, is missing."""
        if table not in self._tables or not schema.keys() <= self._columns(table):
            return None
        found = self._database.execute(f'select {", ".join(schema)} from "{table}"')  # noqa: S608 - our own names
        rows = [tuple(map(_decoded, row)) for rows in self._within_size(found) for row in rows]
        return pl.DataFrame(rows, schema=schema, orient="row", strict=False)

    def _within_size(self, found: sqlite3.Cursor) -> Iterator[list[_Row]]:
        count = 0
        while rows := found.fetchmany(_FETCH_ROWS):
            count += len(rows)
            if count * _ROW_BYTES > self._size:
                raise FileRejected("The SQLite database is damaged: a table has more rows than the file has room for.")
            yield rows

    def _rows(self, table: str) -> Iterator[_Columns]:
        columns = self._columns(table)
        if not columns >= _REQUIRED:
            raise FileRejected(f"The table {table!r} has no columns tagid and t_stamp, so it is no data of Ignition.")
        wanted = ", ".join(name if name in columns else f"null as {name}" for name in _COLUMNS)
        taken: _Columns = tuple([] for _ in _COLUMNS)
        texts = 0
        for rows in self._within_size(self._database.execute(f'select {wanted} from "{table}"')):  # noqa: S608
            for column, values in zip(taken, zip(*rows, strict=True), strict=True):
                column += values
                if values.count(None) < len(values):
                    texts += sum(len(value) for value in values if type(value) is bytes)
            if len(taken[0]) >= _BATCH_ROWS or texts > _BATCH_TEXT:
                yield taken
                taken, texts = tuple([] for _ in _COLUMNS), 0
        if taken[0]:
            yield taken

    def _batch(self, columns: _Columns, tags: pl.DataFrame) -> Batch:
        numbers = range(self._row_no + 1, self._row_no + len(columns[0]) + 1)
        self._row_no = numbers[-1]
        frame, faulty = _frame_of(columns, numbers) or _frame_of_rows(columns, numbers)
        batch = history_batch(frame, tags, self._options)
        rejected = pl.concat([rejected_frame(faulty), batch.rejected]).sort("row_no")
        return Batch(SAMPLES, batch.rows, rejected, len(numbers))


def _frame_of(columns: _Columns, numbers: range) -> tuple[pl.DataFrame, list[tuple[int, str, str]]] | None:
    """The columns as a frame of the schema ROWS; None if any value is of a kind that its column does not have."""
    series = {}
    for name, values in zip(_COLUMNS, columns, strict=True):
        kinds = set(map(type, values)) - {type(None)}
        if not kinds <= {_STORED[name]}:
            return None
        if bytes in kinds:
            try:
                values = [None if value is None else value.decode() for value in values]
            except UnicodeDecodeError:
                return None
        series[name] = pl.Series(values, dtype=ROWS[name])
    return pl.DataFrame({**series, "row_no": pl.Series(numbers, dtype=pl.Int64)}, schema=ROWS), []


def _frame_of_rows(columns: _Columns, numbers: range) -> tuple[pl.DataFrame, list[tuple[int, str, str]]]:
    """The rows of the right kinds as a frame of the schema ROWS; the others as (row_no, raw, fault)."""
    good: list[tuple[Any, ...]] = []
    faulty: list[tuple[int, str, str]] = []
    for row_no, row in zip(numbers, zip(*columns, strict=True), strict=True):
        values = tuple(map(_decoded, row))
        if fault := _fault(values):
            faulty.append((row_no, _shown(values), fault))
        else:
            good.append((*values[:4], None if values[4] is None else str(values[4]), *values[5:], row_no))
    return pl.DataFrame(good, schema=ROWS, orient="row"), faulty


def _decoded(value: Any) -> Any:
    """A text that is UTF-8 as text; else its bytes, which no column takes."""
    if not isinstance(value, bytes):
        return value
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value


_KINDS: dict[str, tuple[type, ...]] = {
    "tagid": (int,), "intvalue": (int,), "floatvalue": (float,), "stringvalue": (str,), "datevalue": (str, int),
    "dataintegrity": (int,), "t_stamp": (int,),
}  # fmt: skip


_STORED: dict[str, type] = {name: bytes if kinds[0] is str else kinds[0] for name, kinds in _KINDS.items()}


def _fault(values: tuple[Any, ...]) -> str | None:
    for (name, kinds), value in zip(_KINDS.items(), values, strict=True):
        if value is not None and not isinstance(value, kinds):
            return f"{name} holds a {type(value).__name__}, not a {kinds[0].__name__}"
    return None


def _shown(values: tuple[Any, ...]) -> str:
    return ",".join(f"{name}={value!r}" for name, value in zip(_COLUMNS, values, strict=True) if value is not None)


READER = _IgnitionSqliteReader()
