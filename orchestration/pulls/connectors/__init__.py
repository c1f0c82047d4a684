"""Connectors: one module a kind of server. They read, bounded in memory, and have no way to write."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from orchestration.plant.pull import IgnitionPull, OpcuaPull, SqlPull
from orchestration.plant.table_pull import DatabasePull, ErpnextPull, OdooPull
from orchestration.pulls.failure import PullFailed
from orchestration.pulls.windows import Window

if TYPE_CHECKING:
    import pyarrow as pa

    from orchestration.plant import Source


class Connector(Protocol):
    """An open connection to one source's server.

    `unreadable` says of which tags the window asked for last has no rows because they could not be read, and why.
    """

    unreadable: Mapping[str, str] = MappingProxyType({})

    def rows(self, window: Window) -> Iterator[pa.RecordBatch]:
        """All rows of a window as texts, in batches that all have the same columns; raises PullFailed."""


class TableConnector(Protocol):
    """An open connection to one table of a source's server."""

    def columns(self) -> dict[str, str]:
        """All columns of the table and the kind of their values; raises PullFailed."""

    def rows(self, columns: Sequence[str], since: str | None = None) -> Iterator[pa.RecordBatch]:
        """These columns as texts, of all rows or of those whose cursor is `since` or more; raises PullFailed."""


def connect_table(source: Source) -> AbstractContextManager[TableConnector]:
    """Open the connection to the table that the source's pull names.

    Raises:
        PullFailed: on entering, where the server cannot be reached, or the environment lacks a variable.
    """
    pull = source.pull
    if isinstance(pull, DatabasePull):
        from orchestration.pulls.connectors.table import open_table

        return open_table(pull)
    if isinstance(pull, OdooPull):
        from orchestration.pulls.connectors.odoo import open_odoo

        return open_odoo(pull)
    if isinstance(pull, ErpnextPull):
        from orchestration.pulls.connectors.erpnext import open_erpnext

        return open_erpnext(pull)
    raise TypeError(f"There is no connector for {type(pull).__name__}.")


def connect(source: Source) -> AbstractContextManager[Connector]:
    """Open the connection that the source's pull names.

    Raises:
        PullFailed: on entering, where the server cannot be reached, or the environment lacks a variable.
    """
    pull = source.pull
    # A kind's client is only loaded by those who use it.
    if isinstance(pull, SqlPull):
        from orchestration.pulls.connectors.query import open_query

        return open_query(pull)
    if isinstance(pull, IgnitionPull):
        from orchestration.pulls.connectors.ignition import open_ignition

        return open_ignition(pull)
    if isinstance(pull, OpcuaPull):
        return _opcua(pull)
    raise TypeError(f"There is no connector for {type(pull).__name__}.")


def _opcua(pull: OpcuaPull) -> AbstractContextManager[Connector]:
    try:
        from orchestration.pulls.connectors.opcua import open_opcua
    except ModuleNotFoundError as missing:
        if missing.name != "asyncua":
            raise
        raise PullFailed(
            "The connector opcua needs the package asyncua, which is not installed: install millrace[opcua]."
        ) from missing
    return open_opcua(pull)


def from_environment(variable: str) -> str:
    """The value of an environment variable that plant.yaml names; raises PullFailed where it is not set."""
    value = os.environ.get(variable, "").strip()
    if not value:
        raise PullFailed(f"The environment variable {variable}, which plant.yaml names, is not set: set it.")
    return value
