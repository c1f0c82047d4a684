"""Ignition's history out of the gateway's own tables, in a real PostgreSQL server and in SQLite."""

import resource
import sqlite3
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
import sqlalchemy as sa

from orchestration.lake import Lake
from orchestration.pulls import PullFailed
from orchestration.pulls.connectors.database import open_database

PULL = "{connector: ignition, url_from: PLANT_HISTORY_URL, window_s: 86400}"
TABLES = """
create table sqlth_drv (id integer primary key, name varchar(255), provider varchar(255));
create table sqlth_scinfo (id integer primary key, scname varchar(255), drvid integer);
create table sqlth_te (id integer primary key, tagpath varchar(255), scid integer, datatype integer, querymode integer,
    created bigint, retired bigint);
create table sqlth_partitions (pname varchar(255), drvid integer, start_time bigint, end_time bigint, blocksize integer,
    flags integer);
create table sqlt_data_1_2026_02 (tagid integer not null, intvalue bigint, floatvalue double precision,
    stringvalue varchar(255), datevalue timestamp, dataintegrity integer, t_stamp bigint not null,
    primary key (tagid, t_stamp));
create table sqlt_data_1_2026_03 (tagid integer not null, intvalue bigint, floatvalue double precision,
    stringvalue varchar(255), datevalue timestamp, dataintegrity integer, t_stamp bigint not null,
    primary key (tagid, t_stamp));
create table sqlt_data_1_2026_03_60s (tagid integer not null, intvalue bigint, floatvalue double precision,
    stringvalue varchar(255), datevalue timestamp, dataintegrity integer, t_stamp bigint not null,
    primary key (tagid, t_stamp));
insert into sqlth_drv values (1, 'gateway', 'default');
insert into sqlth_scinfo values (1, '_exempt_', 1);
insert into sqlth_te values (7, 'press/count', 1, 0, 0, 1, 1772400000000),
    (9, 'press/count', 1, 1, 0, 1772400000000, null), (8, 'press/state', 1, 2, 0, 1, null);
"""
FEB_END, MARCH_END = 1772323200000, 1775001600000  # midnights in UTC that end February and March 2026
PARTITIONS = f"""
insert into sqlth_partitions values ('sqlt_data_1_2026_01', 1, 1, 1769904000000, 0, 0),
    ('sqlt_data_1_2026_02', 1, 1769904000001, {FEB_END}, 0, 0),
    ('sqlt_data_1_2026_03', 1, {FEB_END + 1}, {MARCH_END}, 0, 0),
    ('sqlt_data_1_2026_03_60s', 1, {FEB_END + 1}, {MARCH_END}, 60, 0),
    ('sqlt_data_1_2026_04', 1, {MARCH_END + 1}, 1777593600000, 0, 0);
"""
ROWS = f"""
insert into sqlt_data_1_2026_02 values (7, 41, null, null, null, 192, {FEB_END - 1000}),
    (7, 42, null, null, null, 192, {FEB_END});
insert into sqlt_data_1_2026_03 values (8, null, null, 'RUN', null, 192, {FEB_END + 500}),
    (9, null, 42.5, null, null, 192, {FEB_END + 3600000}), (9, null, 0.1, null, null, 0, {FEB_END + 7200000}),
    (99, 1, null, null, null, 192, {FEB_END + 7200001});
insert into sqlt_data_1_2026_03_60s values (9, null, 42.0, null, null, 192, {FEB_END + 60000});
"""
MIDNIGHT = datetime(2026, 3, 1, tzinfo=UTC)
EXPECTED = [
    ("press/count", MIDNIGHT - timedelta(seconds=1), 41.0, None, 2, "192"),
    ("press/count", MIDNIGHT, 42.0, None, 2, "192"),
    ("press/state", MIDNIGHT + timedelta(milliseconds=500), None, "RUN", 2, "192"),
    ("press/count", MIDNIGHT + timedelta(hours=1), 42.5, None, 2, "192"),
    ("press/count", MIDNIGHT + timedelta(hours=2), 0.1, None, 0, "0"),
]


@pytest.fixture
def ignition(pulled_plant):
    plant = pulled_plant(PULL, "historian.pulled_ignition")
    plant.now = MIDNIGHT + timedelta(hours=20)
    return plant


def samples(plant):
    frame = plant.ingest().sort("ts_utc")
    return frame.select("tag", "ts_utc", "value_num", "value_text", "quality", "quality_raw").rows()


def test_a_gateway_s_history_in_postgres(postgres, ignition):
    postgres.execute(TABLES + PARTITIONS + ROWS)
    result = ignition.pull()

    assert result.failure is None
    # Two partitions meet at midnight; the id 99 has no tag and is rejected by the ingest; the 60 s table is left out.
    assert (result.windows, result.rows, result.files) == (2, 6, 2)
    assert samples(ignition) == EXPECTED
    assert ignition.pull().rows_landed == 0


def test_a_gateway_s_history_in_sqlite(history, ignition):
    history.executescript(TABLES + PARTITIONS + ROWS)
    assert ignition.pull().failure is None
    assert samples(ignition) == EXPECTED


def test_what_has_no_tag_is_rejected_with_its_id(history, ignition):
    history.executescript(TABLES + PARTITIONS + ROWS)
    ignition.pull()
    ignition.ingest()
    rejected = Lake(ignition.workspace.lake_uri).read("rejected_rows")
    assert rejected["reason"].to_list() == ["sqlth_te names no tag of the id 99"]
    assert rejected["raw"].to_list() == [f"tagid=99,intvalue=1,dataintegrity=192,t_stamp={FEB_END + 7200001}"]


def test_a_gateway_without_partitions(history, ignition):
    history.executescript(TABLES + ROWS.replace("sqlt_data_1_2026_03 ", "sqlth_1_data ").replace(
        "insert into sqlth_1_data", "create table sqlth_1_data as select * from sqlt_data_1_2026_03 where false;"
        "insert into sqlth_1_data") + "drop table sqlth_partitions; drop table sqlt_data_1_2026_02;")  # fmt: skip
    assert ignition.pull().rows == 4


def test_a_text_where_a_number_belongs_is_rejected_and_the_rest_loads(history, ignition):
    history.executescript(TABLES + PARTITIONS + ROWS)
    history.execute(f"insert into sqlt_data_1_2026_03 values (9, 'many', null, null, null, 192, {FEB_END + 9000000})")
    assert ignition.pull().failure is None
    assert samples(ignition) == EXPECTED


def test_a_database_that_is_no_gateway_s(history, ignition):
    failure = ignition.pull().failure
    assert failure.startswith(
        f"The database sqlite:///{ignition.workspace.root.parent}/history.db has no table sqlth_te"
    )
    assert ignition.landed() == []


def test_the_tables_are_read_with_an_account_that_may_only_read(postgres, ignition):
    postgres.execute(TABLES + PARTITIONS + ROWS)
    postgres.execute("revoke select on sqlt_data_1_2026_03 from millrace")
    failure = ignition.pull().failure
    assert "permission denied for table sqlt_data_1_2026_03" in failure


@pytest.fixture
def big_history(postgres: psycopg.Connection) -> psycopg.Connection:
    """1,000 tags, one value each 30 s: 2.88 million rows in one day of a gateway."""
    postgres.execute(TABLES + PARTITIONS)
    postgres.execute(
        "insert into sqlth_te select 1000 + n, 'line/tag' || n, 1, 1, 0, 1, null from generate_series(1, 1000) n"
    )
    postgres.execute(
        f"""insert into sqlt_data_1_2026_03 (tagid, floatvalue, dataintegrity, t_stamp)
            select 1000 + n, n + step / 1000.0, 192, {FEB_END} + 30000::bigint * step + n
            from generate_series(0, 2879) step, generate_series(1, 1000) n"""
    )
    return postgres


@pytest.mark.slow
def test_millions_of_rows_are_pulled_in_bounded_memory(big_history, ignition):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    result = ignition.pull()
    grown_mib = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024

    assert (result.failure, result.rows, result.rows_landed) == (None, 2_880_000, 2_880_000)
    assert grown_mib < 1024
    assert ignition.ingest().height == 2_880_000
    big_history.execute(
        "update sqlt_data_1_2026_03 set floatvalue = -1 where tagid = 1500 and t_stamp % 86400000 < 60000"
    )
    again = ignition.pull()
    assert (again.rows, again.rows_landed) == (2_880_000, 2)


def ask(pull, statement: str) -> object:
    with open_database(pull) as database, database.transaction() as connection:
        return connection.execute(sa.text(statement)).scalar()


def test_sqlite_is_opened_so_that_it_cannot_be_written(history, ignition, monkeypatch):
    """The file's rights would allow it: the session does not."""
    history.execute("insert into history values ('a', 'b', 'c')")
    pull = ignition.workspace.load().sources[0].pull
    with pytest.raises(PullFailed, match="attempt to write a readonly database"):
        ask(pull, "delete from history returning tag")
    assert history.execute("select count(*) from history").fetchone() == (1,)


def test_postgres_refuses_to_write_in_a_pull_s_session(postgres, ignition):
    postgres.execute("create table history (tag text); grant all on history to millrace")
    pull = ignition.workspace.load().sources[0].pull
    assert ask(pull, "show statement_timeout") == "5min"
    with pytest.raises(PullFailed, match="cannot execute INSERT in a read-only transaction"):
        ask(pull, "insert into history values ('a') returning tag")


def test_sqlite_of_another_thread_s_writer_is_read_as_it_was_committed(history, ignition):
    history.executescript(TABLES + PARTITIONS + ROWS)
    path = ignition.workspace.root.parent / "history.db"
    with sqlite3.connect(path) as writer:
        writer.execute("delete from sqlt_data_1_2026_03 where tagid = 8")
        assert ignition.pull().rows == 6
        writer.rollback()
