"""Ignition's tag history as its gateway keeps it: partitions by month and driver, names of tags beside them.

What the columns mean is `orchestration.readers.historian.ignition_rows`'s to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pyarrow as pa
import sqlalchemy as sa

from orchestration.plant.pull import IgnitionPull
from orchestration.pulls.connectors import Connector
from orchestration.pulls.connectors.database import Database, open_database
from orchestration.pulls.failure import PullFailed
from orchestration.pulls.rows import text_batch
from orchestration.pulls.windows import EPOCH, Window

_ROW = ("tagid", "intvalue", "floatvalue", "stringvalue", "datevalue", "dataintegrity", "t_stamp")
# Of a gateway whose history is not partitioned: one table a driver.
_WHOLE = re.compile(r"sqlth_\d+_data")
# Partitions of years, months, weeks and days; those of pre-processed values have another ending.
_PARTITION = re.compile(r"sqlt_data_\d+_\d{4}(_\d{2}|\d{4})?")
# Partitions end on the gateway's clock, which may have been another one when their ends were written down.
_MARGIN_MS = 24 * 3600 * 1000


class IgnitionConnector(Connector):
    """A database that an Ignition gateway stores its history in."""

    def __init__(self, database: Database, pull: IgnitionPull) -> None:
        self._database, self._pull = database, pull

    def rows(self, window: Window) -> Iterator[pa.RecordBatch]:
        """Columns of the data tables, and each tag's tagpath and provider; the tables' order, in each by time."""
        bound = {"window_from": _epoch_ms(window.start), "window_to": _epoch_ms(window.end)}
        with self._database.transaction() as connection:
            present = set(sa.inspect(connection).get_table_names(schema=self._pull.db_schema))
            if "sqlth_te" not in present:
                raise PullFailed(
                    f"The database {self._database.shown} has no table sqlth_te that this account may see: it holds no "
                    "Ignition history, or in another schema (db_schema), or the account lacks the right to read it."
                )
            for name in self._partitions(connection, present, bound):
                names, chunks = self._database.chunks(connection, self._statement(name, present), bound)
                for chunk in chunks:
                    yield text_batch(dict(zip(names, zip(*chunk, strict=True), strict=True)))

    def _table(self, name: str, *columns: str) -> sa.TableClause:
        named: list[sa.ColumnClause[Any]] = [sa.column(column) for column in columns]
        return sa.table(name, *named, schema=self._pull.db_schema)

    def _partitions(self, connection: sa.Connection, present: set[str], bound: dict[str, int]) -> list[str]:
        """Data tables that can have rows of the window; those of pre-processed values (blocksize) repeat the others.

        Several rows may list one table, and a driver that was given up keeps its tables.
        """
        raw = {name for name in present if _PARTITION.fullmatch(name)}
        if "sqlth_partitions" in present:
            listed = self._table("sqlth_partitions", "pname", "start_time", "end_time", "blocksize")
            told: Sequence[Any] = connection.execute(sa.select(*listed.c)).all()
            # What is not listed (any more) may have rows of any time; what is listed may have been dropped.
            raw -= {name for name, *_ in told}
            raw |= {
                name
                for name, start, end, blocksize in told
                if not blocksize
                and (start is None or start - _MARGIN_MS < bound["window_to"])
                and (end is None or end + _MARGIN_MS >= bound["window_from"])
            } & present
        return sorted(raw | {name for name in present if _WHOLE.fullmatch(name)})

    def _statement(self, name: str, present: set[str]) -> sa.Select[tuple[object, ...]]:
        data = self._table(name, *_ROW)
        te = self._table("sqlth_te", "id", "tagpath", "scid")
        source: sa.FromClause = data.outerjoin(te, te.c.id == data.c.tagid)
        provider: sa.ColumnElement[Any] = sa.null()
        if {"sqlth_scinfo", "sqlth_drv"} <= present:
            scinfo, drv = self._table("sqlth_scinfo", "id", "drvid"), self._table("sqlth_drv", "id", "provider")
            source = source.outerjoin(scinfo, scinfo.c.id == te.c.scid).outerjoin(drv, drv.c.id == scinfo.c.drvid)
            provider = drv.c.provider
        return (
            sa.select(*data.c, te.c.tagpath, provider.label("provider"))
            .select_from(source)
            .where(data.c.t_stamp >= sa.bindparam("window_from"), data.c.t_stamp < sa.bindparam("window_to"))
            .order_by(data.c.t_stamp, data.c.tagid)
        )


@contextmanager
def open_ignition(pull: IgnitionPull) -> Iterator[IgnitionConnector]:
    """Open the database of a source that is an Ignition gateway's history."""
    with open_database(pull) as database:
        yield IgnitionConnector(database, pull)


def _epoch_ms(moment: datetime) -> int:
    return (moment - EPOCH) // timedelta(milliseconds=1)
