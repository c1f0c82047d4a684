"""Connectors: one module a kind of server. They read, bounded in memory, and have no way to write."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Protocol

from orchestration.plant.pull import IgnitionPull, SqlPull
from orchestration.pulls.failure import PullFailed
from orchestration.pulls.windows import Window

if TYPE_CHECKING:
    import pyarrow as pa

    from orchestration.plant import Source


class Connector(Protocol):
    """An open connection to one source's server."""

    def rows(self, window: Window) -> Iterator[pa.RecordBatch]:
        """All rows of a window as texts, in batches that all have the same columns; raises PullFailed."""


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
    raise TypeError(f"There is no connector for {type(pull).__name__}.")


def from_environment(variable: str) -> str:
    """The value of an environment variable that plant.yaml names; raises PullFailed where it is not set."""
    value = os.environ.get(variable, "").strip()
    if not value:
        raise PullFailed(f"The environment variable {variable}, which plant.yaml names, is not set: set it.")
    return value
