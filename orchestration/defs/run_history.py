"""Dagster's SQLite storage of runs, whose database engines are kept from event to event.

A run stores some thousand events, and Dagster makes an engine for each: SQLAlchemy then compiles the same few
statements a thousand times, which was a quarter of what Dagster's own process took of a run. The method replaced below
is private, so the package is pinned, and a test fails when it is called no longer.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from dagster._core.storage.event_log.sqlite.sqlite_event_log import SqliteEventLogStorage
from dagster._core.storage.sqlite import SQLITE_BUSY_TIMEOUT_SECONDS
from dagster._core.storage.sqlite_storage import DagsterSqliteStorage
from dagster._serdes import ConfigurableClassData
from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.pool import NullPool


@lru_cache(maxsize=8)
def _engine(database: str) -> Engine:
    # As Dagster makes it: a connection for each use, so none is open while another process works on the file.
    return create_engine(database, poolclass=NullPool, connect_args={"timeout": SQLITE_BUSY_TIMEOUT_SECONDS})


class EventLog(SqliteEventLogStorage):
    """The events of runs: one SQLite file a run, and an index over all."""

    @contextmanager
    def _connect(self, shard: str) -> Iterator[Connection]:
        with self._db_lock:
            engine = _engine(self.conn_string_for_shard(shard))
            if shard not in self._initialized_dbs:
                self._initdb(engine)
                self._initialized_dbs.add(shard)
            with engine.begin() as connection:
                yield connection


class RunHistory(DagsterSqliteStorage):
    """What `dagster.yaml` names as the storage: Dagster's own, with this module's event log."""

    def __init__(self, base_dir: str, inst_data: ConfigurableClassData | None = None):
        super().__init__(base_dir, inst_data)
        self._event_log_storage = EventLog(self._event_log_storage._base_dir)

    @classmethod
    def from_config_value(
        cls, inst_data: ConfigurableClassData | None, config_value: Mapping[str, Any]
    ) -> "RunHistory":
        """Make it of what `dagster.yaml` says (Dagster's own method makes Dagster's own class)."""
        return cls.from_local(config_value["base_dir"], inst_data)
