"""What goes wrong with a database: each time the sentence, and every row once when it is well again."""

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from orchestration.plant.pull import SqlPull
from orchestration.pulls import PullFailed
from orchestration.pulls.connectors.query import open_query
from orchestration.pulls.windows import Window

HOUR = Window(datetime(2026, 3, 1, 0), datetime(2026, 3, 1, 1))  # noqa: DTZ001 - UTC
QUERY = "select tag, time, value from log where time >= {from} and time < {to} order by time"
LOG = """
create table log (tag text, time timestamptz, value int);
insert into log select 'a', timestamptz '2026-03-01 00:00+00' + n * interval '1 second', n
from generate_series(0, 3599) n
"""


@pytest.fixture
def log(postgres):
    """3,600 rows in one hour."""
    postgres.execute(LOG)
    return postgres


def sql(query: str, more: str = "") -> str:
    return f'{{connector: sql, url_from: PLANT_HISTORY_URL, query: "{query}"{more}}}'


def numbers(plant) -> list[int]:
    return sorted(int(value) for value in plant.ingest()["value_num"].to_list())


def test_rows_come_through_a_cursor_at_the_server_a_chunk_at_a_time(log):
    pull = SqlPull(connector="sql", url_from="PLANT_HISTORY_URL", query=QUERY, chunk_rows=50)
    with open_query(pull) as connector:
        batches = connector.rows(HOUR)
        assert next(batches).num_rows == 50
        running = "select query, state from pg_stat_activity where application_name = 'millrace'"
        query, state = log.execute(running).fetchone()
        assert query.startswith("FETCH FORWARD ")
        assert state == "idle in transaction"
        assert sum(batch.num_rows for batch in batches) == 3550


def test_a_connection_that_is_lost_midway(log, pulled_plant):
    """The backend ends itself in the middle of the rows of one hour, as when the server is stopped."""
    log.execute("create table trouble as select 1")
    dies = "case when value = 1800 and exists (select from trouble) then pg_terminate_backend(pg_backend_pid()) end"
    plant = pulled_plant(sql(QUERY.replace("value from", f"value, {dies} as text from"), ", chunk_rows: 100"))
    broken = plant.pull()
    assert (broken.windows, broken.rows_landed, plant.landed()) == (1, 0, [])
    assert "terminating connection due to administrator command" in broken.failure
    log.execute("drop table trouble; create table trouble as select 1 limit 0; grant select on trouble to millrace")

    assert plant.pull().rows_landed == 3600
    assert numbers(plant) == list(range(3600))


def test_a_statement_that_takes_too_long(log, pulled_plant):
    log.execute("create table trouble as select 1")
    slow = "(select pg_sleep(5) from trouble)::text"
    plant = pulled_plant(sql(QUERY.replace("value from", f"value, {slow} as text from"), ", timeout_s: 1"))
    failure = plant.pull().failure
    assert "canceling statement due to statement timeout" in failure
    assert "timeout_s (1 s) needs a smaller window_s" in failure
    log.execute("delete from trouble")
    assert plant.pull().rows_landed == 3600


def test_a_table_whose_right_is_taken_away_and_given_back(log, pulled_plant):
    plant = pulled_plant(sql(QUERY))
    log.execute("revoke select on log from millrace")
    assert "permission denied for table log" in plant.pull().failure
    log.execute("grant select on log to millrace")
    assert (plant.pull().failure, numbers(plant)) == (None, list(range(3600)))


def test_a_server_that_is_not_there(log, pulled_plant, monkeypatch, tmp_path):
    monkeypatch.setenv("PLANT_HISTORY_URL", f"postgresql://me:secret@/plant?host={tmp_path}&password=secret")
    failure = pulled_plant(sql(QUERY)).pull().failure
    assert failure.startswith("The database postgresql+psycopg://me:***@/plant?host=")
    assert "cannot be reached: " in failure
    assert "secret" not in failure


@pytest.fixture
def standby(postgres_folder: Path, served_postgres, monkeypatch: pytest.MonkeyPatch):
    """A hot standby: a copy of a server's files that waits for its primary's changes, and can be read meanwhile."""
    with served_postgres(postgres_folder / "primary") as uri, psycopg.connect(uri, autocommit=True) as connection:
        connection.execute(LOG)
    copy = postgres_folder / "standby"
    shutil.copytree(postgres_folder / "primary", copy, symlinks=True)
    (copy / "standby.signal").touch()
    owner = (postgres_folder / "primary").stat()
    for path in (copy, *copy.rglob("*")):
        os.chown(path, owner.st_uid, owner.st_gid, follow_symlinks=False)
    with served_postgres(copy) as uri:
        monkeypatch.setenv("PLANT_HISTORY_URL", uri)
        yield uri


def test_a_hot_standby_is_pulled_as_its_primary_would_be(standby, pulled_plant):
    with psycopg.connect(standby) as connection:
        assert connection.execute("select pg_is_in_recovery()").fetchone() == (True,)
    plant = pulled_plant(sql(QUERY))
    plant.now = datetime(2026, 3, 1, 1, 30, tzinfo=UTC)
    assert plant.pull().failure is None
    assert numbers(plant) == list(range(3600))


def test_a_file_of_sqlite_that_is_none_is_said(pulled_plant, monkeypatch, tmp_path):
    (tmp_path / "text.db").write_text("no database at all, but long enough to be looked at as one" * 20)
    monkeypatch.setenv("PLANT_HISTORY_URL", f"sqlite:///{tmp_path}/text.db")
    assert "file is not a database" in pulled_plant(sql(QUERY, ", time_type: text_utc")).pull().failure
    monkeypatch.setenv("PLANT_HISTORY_URL", f"sqlite:///{tmp_path}/none.db")
    with (
        pytest.raises(PullFailed, match="cannot be reached: unable to open database file"),
        open_query(
            SqlPull(connector="sql", url_from="PLANT_HISTORY_URL", query=QUERY, time_type="text_utc")
        ) as connector,
    ):
        list(connector.rows(HOUR))
