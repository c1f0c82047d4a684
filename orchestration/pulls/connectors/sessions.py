"""How a session of each kind of database is made one that reads only, and whose statements end in time."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy.pool import NullPool

CONNECT_TIMEOUT_S = 10
_SQLITE_STEPS = 10_000

DRIVERS = {
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "mysql": "mysql+pymysql",
    "mariadb": "mariadb+pymysql",
    "mssql": "mssql+pymssql",
    "oracle": "oracle+oracledb",
}
"""The driver of a URL that names none."""

EXTRAS = {"pymysql": "mysql", "pymssql": "mssql", "oracledb": "oracle"}
"""The extra that brings a driver's package."""

BEGINS = {"oracle": "SET TRANSACTION READ ONLY"}
"""The statement that makes a transaction one that only reads, where the session cannot be made so for good."""


def read_only_engine(url: sa.URL, timeout_s: int) -> sa.Engine:
    """An engine whose sessions read only, as far as the kind of database knows of that; it keeps no connections.

    Raises:
        ModuleNotFoundError: the driver's package is not installed.
        ValueError: the URL names no database that can be read.
    """
    url = url.set(drivername=DRIVERS.get(url.drivername, url.drivername))
    match url.get_backend_name():
        case "postgresql":
            return _postgresql(url, timeout_s)
        case "sqlite":
            return _sqlite(url, timeout_s)
        case "mysql" | "mariadb":
            return _mysql(url, timeout_s)
        case "mssql":
            return _mssql(url, timeout_s)
        case "oracle":
            return _oracle(url, timeout_s)
        case _:
            return sa.create_engine(url, poolclass=NullPool)


def _postgresql(url: sa.URL, timeout_s: int) -> sa.Engine:
    session = f"-c default_transaction_read_only=on -c statement_timeout={timeout_s * 1000} -c timezone=UTC"
    given = url.query.get("options", "")
    options = f"{given if isinstance(given, str) else ' '.join(given)} {session} -c datestyle=ISO".strip()
    return sa.create_engine(
        url.difference_update_query(["options"]),
        poolclass=NullPool,
        isolation_level="REPEATABLE READ",
        connect_args={
            "connect_timeout": CONNECT_TIMEOUT_S,
            "options": options,
            "application_name": "millrace",
            "client_encoding": "UTF8",
        },
    )


def _mysql(url: sa.URL, timeout_s: int) -> sa.Engine:
    # Without a limit of its own a read would wait for ever for a server that is gone.
    timeouts = {"connect_timeout": CONNECT_TIMEOUT_S, "read_timeout": timeout_s + CONNECT_TIMEOUT_S}
    engine = sa.create_engine(url, poolclass=NullPool, connect_args={**timeouts, "charset": "utf8mb4"})

    def prepare(connection: Any, _: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("select version()")
            is_mariadb = "mariadb" in str(cursor.fetchone()[0]).lower()
            limit = f"max_statement_time = {timeout_s}" if is_mariadb else f"max_execution_time = {timeout_s * 1000}"
            cursor.execute(f"set session {limit}")
            cursor.execute("set session time_zone = '+00:00'")
            cursor.execute("set session transaction read only")

    sa.event.listen(engine, "connect", prepare)
    return engine


def _mssql(url: sa.URL, timeout_s: int) -> sa.Engine:
    # SQL Server knows no transaction that only reads: there the account alone keeps from writing.
    timeouts = {"login_timeout": CONNECT_TIMEOUT_S, "timeout": timeout_s}
    return sa.create_engine(url, poolclass=NullPool, connect_args=timeouts)


def _oracle(url: sa.URL, timeout_s: int) -> sa.Engine:
    engine = sa.create_engine(url, poolclass=NullPool, connect_args={"tcp_connect_timeout": CONNECT_TIMEOUT_S})

    def prepare(connection: Any, _: object) -> None:
        connection.call_timeout = timeout_s * 1000

    sa.event.listen(engine, "connect", prepare)
    return engine


def _sqlite(url: sa.URL, timeout_s: int) -> sa.Engine:
    if not url.database or url.database == ":memory:":
        raise ValueError("a file is needed")
    path = Path(url.database).absolute()

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True, timeout=CONNECT_TIMEOUT_S)
        connection.execute("pragma query_only = on")
        # SQLite has no statement timeout; a connection lives for one transaction here.
        ends = time.monotonic() + timeout_s
        connection.set_progress_handler(lambda: time.monotonic() > ends, _SQLITE_STEPS)
        return connection

    return sa.create_engine(url, creator=connect, poolclass=NullPool)
