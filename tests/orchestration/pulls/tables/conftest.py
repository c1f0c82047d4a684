"""Plants whose orders are pulled from a table, in each kind of database that a server can be had of here."""

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import psycopg
import pymysql
import pytest

from orchestration.lake import Lake, ingest_source
from orchestration.plant import Workspace
from orchestration.pulls import PullResult, pull_source
from tests.orchestration.pulls.mariadb_server import connected, running_mariadb

STARTER = Path(__file__).parents[4] / "orchestration" / "plant" / "starter"
URL = "PLANT_ERP_URL"
PLANT = """\
millrace: 1
enterprise: {{id: acme, name: Acme}}
history_start: 2026-03-01
sites:
  - id: north
    name: North
    time_zone: Europe/Berlin
    currency: EUR
    areas: [{{id: a, name: A, lines: [{{id: l, name: L, work_units: [{{id: press, name: Press}}]}}]}}]
sources:
  - id: erp
    site: north
    time_zone: {zone}
    reader: {reader}
    pull: {pull}
    options: {options}
"""
ORDERS = "{entity: orders, columns: {order_id: Name, product: product, planned_quantity: qty, due_utc: due}}"
TABLE = f"{{connector: table, url_from: {URL}, table: production, cursor: changed"


@dataclass
class TablePlant:
    """A workspace with the one source `erp`, whose clock stands where a test sets it."""

    workspace: Workspace
    now: datetime = datetime(2026, 3, 2, 12, tzinfo=UTC)

    def pull(self, hours: float = 0) -> PullResult:
        """Pull once, so many hours after the last time."""
        self.now += timedelta(hours=hours)
        plant = self.workspace.load()
        return pull_source(self.workspace, plant, plant.sources[0], lambda: self.now)

    def ingest(self) -> pl.DataFrame:
        """Load what landed; the rows in the lake with the times of their export, oldest first."""
        plant = self.workspace.load()
        source = plant.sources[0]
        ingest_source(self.workspace, plant, source, settle_s=0)
        lake = Lake(self.workspace.lake_uri)
        told = lake.read("ledger").select("load_seq", "export_time_utc", "status")
        assert set(told["status"]) <= {"loaded"}
        rows = lake.read(source.produces[0]).join(told, on="load_seq")
        return rows.sort("export_time_utc", "load_seq", "row_no").drop("source", "status")

    def standing(self, key: str) -> pl.DataFrame:
        """What is there now: of each key the newest row, unless it says that it is deleted."""
        newest = self.ingest().unique(key, keep="last", maintain_order=True)
        return newest.filter(pl.col("is_deleted").is_null()).sort(key)

    def landed(self) -> list[Path]:
        """Files that wait in landing, drafts and all."""
        return sorted((self.workspace.landing / "erp").iterdir())


@pytest.fixture
def table_plant(tmp_path: Path) -> Callable[..., TablePlant]:
    """Writes the workspace; `pull` and `options` are the source's, as YAML."""

    def make(
        pull: str = TABLE + "}", options: str = ORDERS, reader: str = "erp.parquet", zone: str = "UTC"
    ) -> TablePlant:
        root = tmp_path / "plant"
        root.mkdir(exist_ok=True)
        (root / "plant.yaml").write_text(PLANT.format(pull=pull, options=options, reader=reader, zone=zone))
        for name in ("tags", "states", "reasons", "shifts", "calendar", "targets", "fiscal_periods"):
            lines = (STARTER / f"{name}.csv").read_text(encoding="utf-8").splitlines()
            (root / f"{name}.csv").write_text(next(line for line in lines if not line.startswith("#")))
        return TablePlant(Workspace(root))

    return make


@dataclass
class Erp:
    """A database that a test writes to as its owner, and that Millrace may read."""

    kind: str
    execute: Callable[[str], Any]
    types: dict[str, str] = field(default_factory=dict)

    def make(self) -> None:
        """The table of orders, with two of them and a column that nobody maps."""
        quantity, time = self.types["quantity"], self.types["time"]
        self.execute(
            f"create table production (id integer primary key, {self.quoted('Name')} varchar(40), product varchar(40), "
            f"qty {quantity}, due {time}, changed {time}, secret varchar(40))"
        )
        self.insert(1, "MO/1", 10, "2026-03-01 08:00:00")
        self.insert(2, "MO/2", 20.5, "2026-03-01 09:00:00.250000")

    def insert(self, number: int, name: str, quantity: float, changed: str) -> None:
        """One more order."""
        self.execute(
            f"insert into production values ({number}, '{name}', 'Öl 1\"', {quantity}, '2026-03-05 10:00:00', "
            f"'{changed}', 'Ann')"
        )

    def quoted(self, name: str) -> str:
        """A name as this database quotes it."""
        return f"`{name}`" if self.kind == "mariadb" else f'"{name}"'


@pytest.fixture(scope="session")
def mariadb_socket() -> Iterator[Path]:
    """The socket of a MariaDB server, which stops with the tests."""
    with tempfile.TemporaryDirectory(prefix="millrace_mariadb_") as folder, running_mariadb(Path(folder)) as socket:
        yield socket


def _execute_in_mariadb(connection: pymysql.Connection) -> Callable[[str], Any]:
    def execute(statement: str) -> Any:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall()

    return execute


@pytest.fixture
def mariadb(mariadb_socket: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Erp]:
    """A fresh database of MariaDB, which the environment names with an account that could write."""
    with closing(connected(mariadb_socket)) as admin, admin.cursor() as cursor:
        cursor.execute("drop database if exists plant")
        cursor.execute("create database plant character set utf8mb4")
        cursor.execute("create or replace user millrace identified by 'p@ss'")
        cursor.execute("grant all on plant.* to millrace")
    monkeypatch.setenv(URL, f"mariadb://millrace:p%40ss@localhost/plant?unix_socket={mariadb_socket}")
    with closing(connected(mariadb_socket, "plant")) as connection:
        yield Erp("mariadb", _execute_in_mariadb(connection), {"quantity": "decimal(21, 9)", "time": "datetime(6)"})


@pytest.fixture
def postgresql(postgres: psycopg.Connection, monkeypatch: pytest.MonkeyPatch) -> Iterator[Erp]:
    """A fresh database of PostgreSQL, which the environment names with an account that could write."""
    postgres.execute("grant create on schema public to millrace")
    postgres.execute("alter default privileges in schema public grant all on tables to millrace")
    monkeypatch.setenv(URL, os.environ["PLANT_HISTORY_URL"])
    yield Erp("postgresql", postgres.execute, {"quantity": "numeric", "time": "timestamp"})


@pytest.fixture
def sqlite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Erp]:
    """A fresh file of SQLite, which the environment names."""
    monkeypatch.setenv(URL, f"sqlite:///{tmp_path}/erp.db")
    with closing(sqlite3.connect(tmp_path / "erp.db", isolation_level=None)) as connection:
        yield Erp("sqlite", connection.execute, {"quantity": "numeric", "time": "text"})


@pytest.fixture(params=["postgresql", "mariadb", "sqlite"])
def erp(request: pytest.FixtureRequest) -> Erp:
    """A database with two orders, of each kind in turn."""
    made: Erp = request.getfixturevalue(request.param)
    made.make()
    return made
