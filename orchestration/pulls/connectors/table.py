"""A table, a view or a query of a database, by its columns and its cursor."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa
import sqlalchemy as sa
from sqlalchemy.sql.elements import quoted_name

from orchestration.plant.table_pull import DatabasePull
from orchestration.pulls.connectors import TableConnector
from orchestration.pulls.connectors.database import Database, open_database
from orchestration.pulls.connectors.postgres_copy import copied_rows
from orchestration.pulls.failure import PullFailed
from orchestration.pulls.rows import text_batch

# The type objects of PEP 249 by what their values are; drivers have some of them.
_KINDS = {"NUMBER": "number", "DATETIME": "time", "TIMESTAMP": "time", "DATE": "time", "TIME": "time", "STRING": "text",
          "BINARY": "bytes"}  # fmt: skip
# Small whole numbers and decimals of MySQL, which pymysql's type object has forgotten.
_FORGOTTEN_NUMBERS = {"pymysql": (2, 246)}


class DatabaseTable(TableConnector):
    """An open database and what is asked of it."""

    def __init__(self, database: Database, pull: DatabasePull) -> None:
        self._database, self._pull = database, pull
        self._kinds: dict[str, str] = {}

    def columns(self) -> dict[str, str]:
        """Columns as the database spells them; the kind is number, time, text, bytes or other."""
        with self._database.transaction() as connection:
            nothing = sa.select(sa.text("*")).select_from(_relation(self._pull)).where(sa.text("1 = 0"))
            cursor = connection.execute(nothing).cursor
            described = [] if cursor is None or cursor.description is None else list(cursor.description)
            dbapi = connection.dialect.dbapi
        found = [str(column[0]) for column in described]
        if len(set(found)) < len(found):
            raise PullFailed(f"The {self._pull.shown} gives a column twice: {', '.join(found)[:500]}. Name them apart.")
        self._kinds = {str(column[0]): _kind(dbapi, column[1]) for column in described}
        return self._kinds

    def rows(self, columns: Sequence[str], since: str | None = None) -> Iterator[pa.RecordBatch]:
        """Texts as the database's values read back the same, `chunk_rows` at a time with a pause between."""
        statement = self.statement(columns, since)
        with self._database.transaction() as connection:
            if self._database.kind == "postgresql" and not self._pull.pause_s:
                yield from copied_rows(connection, statement)
                return
            _leave_texts(connection)
            _, chunks = self._database.chunks(connection, statement, {})
            for chunk in chunks:
                yield text_batch(dict(zip(columns, zip(*chunk, strict=True), strict=True)))
                if self._pull.pause_s:
                    time.sleep(self._pull.pause_s)

    def statement(self, columns: Sequence[str], since: str | None) -> sa.Select[Any]:
        """The select that is sent."""
        selected = sa.select(*map(_column, columns)).select_from(_relation(self._pull))
        if since is None or self._pull.cursor is None:
            return selected
        cursor = next(name for name in self._kinds if name.lower() == self._pull.cursor.lower())
        return selected.where(_column(cursor) >= _bound(since, self._kinds[cursor]))


@contextmanager
def open_table(pull: DatabasePull) -> Iterator[DatabaseTable]:
    """Open the database of a source whose table is pulled."""
    with open_database(pull) as database:
        yield DatabaseTable(database, pull)


def _leave_texts(connection: sa.Connection) -> None:
    """Have pymysql leave values the texts that the server sends, which it would read and we write again."""
    driver = connection.connection.driver_connection
    if isinstance(getattr(driver, "decoders", None), dict):
        driver.decoders = {}  # type: ignore[union-attr]  # of this session, which ends with the rows


def _column(name: str) -> sa.ColumnClause[Any]:
    return sa.column(quoted_name(name, quote=True))


def _relation(pull: DatabasePull) -> sa.FromClause:
    if pull.table is not None:
        schema, _, name = pull.table.rpartition(".")
        return sa.table(name, schema=schema or None)
    query = (pull.query or "").strip().removesuffix(";")
    # A colon of the query's own (a cast, a time format) is no parameter; it may end with a comment.
    return sa.text(query.replace(":", "\\:") + "\n").columns().subquery("pulled")


def _kind(dbapi: Any, code: object) -> str:
    if code is None:
        return "any"
    if code in _FORGOTTEN_NUMBERS.get(dbapi.__name__, ()):
        return "number"
    named = ((name, getattr(dbapi, name, None)) for name in _KINDS)
    return next((_KINDS[name] for name, known in named if known is not None and known == code), "other")


def _bound(mark: str, kind: str) -> Any:
    """A mark as the database compares it with its cursor."""
    if kind == "number":
        return sa.literal(int(mark) if mark.lstrip("-").isdigit() else Decimal(mark))
    if kind == "time":
        time = datetime.fromisoformat(mark)
        return sa.literal(time.astimezone(UTC) if time.tzinfo else time)
    if kind in {"text", "any"}:
        return sa.literal(mark)
    raise PullFailed("The cursor is neither a time nor a number nor a text; name another column, or leave it out.")
