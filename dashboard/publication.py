"""Opens the published file, read-only and locked, once a version, for all sessions of the server.

A visit leases the connection for one script run, so that all its figures are of one version. When a newer version is
leased, the older connection closes as soon as its last reader has gone; the publisher is never waited for or blocked,
because it only ever adds new files.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

import duckdb

from dashboard import contract, site_rows

# Of what a connection holds in memory. DuckDB would take most of the machine's for blocks of a large file, which the
# system keeps in its cache anyway.
MEMORY = "1GB"


class PublicationError(Exception):
    """The published file cannot be shown; the message is a sentence for the reader."""


class UnreadableError(PublicationError):
    """DuckDB cannot open the published file."""


class MismatchError(PublicationError):
    """The published file lacks columns that this dashboard reads; ``missing`` lists them."""

    def __init__(self, version: str, missing: list[str]) -> None:
        super().__init__(f"The published file {version} lacks {len(missing)} columns that this dashboard reads.")
        self.missing = missing


@dataclass
class _Copy:
    connection: duckdb.DuckDBPyConnection
    readers: int = 0


# Whose rows a connection shows: those of all sites, or of the named ones alone.
Sites = frozenset[str] | None


def open_locked(path: Path, sites: Sites = None) -> duckdb.DuckDBPyConnection:
    """A read-only connection on ``path`` with UTC as time zone, no access to other files, and no way to change that.

    With ``sites`` it has the rows of these alone. Raises ``UnreadableError`` when DuckDB cannot open the file and
    ``MismatchError`` when columns are missing.
    """
    try:
        connection = _open(path) if sites is None else _open_for(path, sites)
    except duckdb.Error as error:
        first_line = str(error).splitlines()[0]
        raise UnreadableError(f"{path.name} cannot be opened: {first_line}") from error
    connection.execute("set global TimeZone = 'UTC'")
    connection.execute("set global lock_configuration = true")
    missing = contract.missing_columns(connection)
    if missing:
        connection.close()
        raise MismatchError(path.name, missing)
    return connection


def _open(path: Path) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(str(path), read_only=True, config={"enable_external_access": "false", "memory_limit": MEMORY})


def _open_for(path: Path, sites: frozenset[str]) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(":memory:", config={"memory_limit": MEMORY})
    quoted = str(path).replace("'", "''")
    connection.execute(f"attach '{quoted}' as {site_rows.PUBLISHED} (read_only)")
    site_rows.restrict(connection, sites)
    connection.execute("set enable_external_access = false")
    return connection


class OpenVersions:
    """The connections that are open now, by resolved path and sites; safe for the threads of many sessions."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._copies: dict[tuple[Path, Sites], _Copy] = {}
        self._newest: Path | None = None

    @contextmanager
    def lease(self, path: Path, sites: Sites = None) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor on the version at ``path`` with the rows of ``sites``; raises as ``open_locked`` does."""
        with self._lock:
            copy = self._copies.get((path, sites))
            if copy is None:
                copy = self._copies[path, sites] = _Copy(open_locked(path, sites))
            copy.readers += 1
            self._newest = path
            self._close_unused()
            cursor = copy.connection.cursor()
        try:
            yield cursor
        finally:
            cursor.close()
            with self._lock:
                copy.readers -= 1
                self._close_unused()

    def paths(self) -> list[Path]:
        """The versions that are open."""
        with self._lock:
            return list(dict.fromkeys(path for path, _ in self._copies))

    def close(self) -> None:
        """Closes every version that nobody reads."""
        with self._lock:
            self._newest = None
            self._close_unused()

    def _close_unused(self) -> None:
        for key in [key for key, copy in self._copies.items() if copy.readers == 0 and key[0] != self._newest]:
            self._copies.pop(key).connection.close()


OPEN_VERSIONS = OpenVersions()
