"""Databases through SQLAlchemy: read-only sessions, statements that end in time, rows that come in chunks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
import sqlalchemy as sa

from orchestration.plant.pull import Pull, WindowPull
from orchestration.pulls.connectors import from_environment
from orchestration.pulls.connectors.sessions import BEGINS, EXTRAS, read_only_engine
from orchestration.pulls.failure import PullFailed

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
                if self.kind in BEGINS:
                    connection.exec_driver_sql(BEGINS[self.kind])
                yield connection
            finally:
                connection.rollback()

    @property
    def kind(self) -> str:
        """What database it is: postgresql, mysql, mariadb, mssql, oracle or sqlite."""
        return self._engine.dialect.name

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
            raise self._unanswered(reason) from error
        except psycopg.Error as error:  # of COPY, which SQLAlchemy knows nothing of
            raise self._unanswered(str(error).strip().splitlines()[0]) from error
        except sa.exc.SQLAlchemyError as error:
            raise PullFailed(f"The database {self.shown} cannot be asked: {error}") from error

    def _unanswered(self, reason: str) -> PullFailed:
        smaller = "smaller window_s" if isinstance(self._pull, WindowPull) else "cursor, or a longer timeout_s"
        return PullFailed(
            f"The database {self.shown} did not answer a query: {reason} Correct the query or the account's "
            f"rights; a query that takes longer than timeout_s ({self._pull.timeout_s} s) needs a {smaller}."
        )


@contextmanager
def open_database(pull: Pull) -> Iterator[Database]:
    """The database whose URL the environment has.

    Raises:
        PullFailed: there is no such variable, no such driver, or it holds no URL.
    """
    text = from_environment(pull.url_from)
    try:
        url = sa.make_url(text)
        engine = read_only_engine(url, pull.timeout_s)
    except ModuleNotFoundError as error:
        extra = EXTRAS.get(error.name or "")
        remedy = f"install millrace[{extra}]" if extra else "install it"
        raise PullFailed(
            f"The URL in {pull.url_from} needs the Python package {error.name}, which is not installed: {remedy}."
        ) from error
    except (sa.exc.ArgumentError, ValueError) as error:
        # The error's own text could have the password.
        raise PullFailed(
            f"{pull.url_from} holds no URL of a database. Write postgresql://user:password@host:5432/database or "
            "sqlite:////folder/file.db, and likewise mariadb://, mysql://, mssql:// or oracle://; characters as @ or / "
            "in a password are written as %40 or %2F."
        ) from error
    try:
        yield Database(engine, pull)
    finally:
        engine.dispose()
