"""Databases through SQLAlchemy: read-only sessions, statements that end in time, rows that come in chunks."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy.pool import NullPool

from orchestration.plant.pull import Pull
from orchestration.pulls.connectors import from_environment
from orchestration.pulls.failure import PullFailed

CONNECT_TIMEOUT_S = 10
_SQLITE_STEPS = 10_000
_SECRETS = ("password", "sslpassword")
Rows = Iterator[Sequence[sa.Row[Any]]]


class Database:
    """An open database that statements can be asked of, each within `timeout_s` seconds."""

    def __init__(self, engine: sa.Engine, pull: Pull) -> None:
        self._engine, self._pull = engine, pull
        self.shown = engine.url.difference_update_query(_SECRETS).render_as_string(hide_password=True)

    @contextmanager
    def transaction(self) -> Iterator[sa.Connection]:
        """One consistent view of the database, never committed."""
        with self._named_errors(), self._engine.connect() as connection:
            try:
                yield connection
            finally:
                connection.rollback()

    def chunks(
        self, connection: sa.Connection, statement: sa.Executable, bound: Mapping[str, Any]
    ) -> tuple[list[str], Rows]:
        """A statement's columns (lower case), and its rows in lists of at most `chunk_rows`: a server-side cursor."""
        streamed = connection.execution_options(stream_results=True, max_row_buffer=self._pull.chunk_rows)
        result = streamed.execute(statement, bound)
        names = [name.lower() for name in result.keys()]  # noqa: SIM118 - no dict
        return names, result.partitions(self._pull.chunk_rows)

    @contextmanager
    def _named_errors(self) -> Iterator[None]:
        try:
            yield
        except sa.exc.DBAPIError as error:
            reason = str(error.orig).strip().splitlines()[0] if str(error.orig).strip() else type(error.orig).__name__
            if isinstance(error, sa.exc.OperationalError) and error.statement is None:
                raise PullFailed(
                    f"The database {self.shown} cannot be reached: {reason} "
                    "Start it, or correct its address in the environment; what it holds is pulled the next time."
                ) from error
            raise PullFailed(
                f"The database {self.shown} did not answer a query: {reason} Correct the query or the account's "
                f"rights; a query that takes longer than timeout_s ({self._pull.timeout_s} s) needs a smaller window_s."
            ) from error
        except sa.exc.SQLAlchemyError as error:
            raise PullFailed(f"The database {self.shown} cannot be asked: {error}") from error


@contextmanager
def open_database(pull: Pull) -> Iterator[Database]:
    """The database whose URL the environment has.

    Raises:
        PullFailed: there is no such variable, no such driver, or it holds no URL.
    """
    text = from_environment(pull.url_from)
    try:
        url = sa.make_url(text)
        if url.drivername in {"postgres", "postgresql"}:
            url = url.set(drivername="postgresql+psycopg")
        kind = url.get_backend_name()
        engine = _sqlite(url, pull) if kind == "sqlite" else _server(url, kind, pull)
    except ModuleNotFoundError as error:
        raise PullFailed(
            f"The URL in {pull.url_from} needs the Python package {error.name}, which is not installed; install it."
        ) from error
    except (sa.exc.ArgumentError, ValueError) as error:
        # The error's own text could have the password.
        raise PullFailed(
            f"{pull.url_from} holds no URL of a database. Write postgresql://user:password@host:5432/database or "
            "sqlite:////folder/file.db; characters as @ or / in a password are written as %40 or %2F."
        ) from error
    try:
        yield Database(engine, pull)
    finally:
        engine.dispose()


def _server(url: sa.URL, kind: str, pull: Pull) -> sa.Engine:
    if kind != "postgresql":
        return sa.create_engine(url, poolclass=NullPool)
    milliseconds = pull.timeout_s * 1000
    session = f"-c default_transaction_read_only=on -c statement_timeout={milliseconds} -c timezone=UTC"
    given = url.query.get("options", "")
    options = f"{given if isinstance(given, str) else ' '.join(given)} {session}".strip()
    return sa.create_engine(
        url.difference_update_query(["options"]),
        poolclass=NullPool,
        isolation_level="REPEATABLE READ",
        connect_args={"connect_timeout": CONNECT_TIMEOUT_S, "options": options, "application_name": "millrace"},
    )


def _sqlite(url: sa.URL, pull: Pull) -> sa.Engine:
    if not url.database or url.database == ":memory:":
        raise ValueError("a file is needed")
    path = Path(url.database).absolute()

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True, timeout=CONNECT_TIMEOUT_S)
        connection.execute("pragma query_only = on")
        # SQLite has no statement timeout; a connection lives for one transaction here.
        ends = time.monotonic() + pull.timeout_s
        connection.set_progress_handler(lambda: time.monotonic() > ends, _SQLITE_STEPS)
        return connection

    return sa.create_engine(url, creator=connect, poolclass=NullPool)
