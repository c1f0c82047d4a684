"""A pull cannot write, ends in time, goes easy on the server, and lands no worker's name."""

import time

import psycopg
import pyarrow.parquet as pq
import pytest
import sqlalchemy as sa

from orchestration.plant import ConfigurationErrors
from orchestration.plant.table_pull import DatabasePull
from orchestration.pulls.connectors.database import open_database
from orchestration.pulls.connectors.table import open_table
from tests.orchestration.pulls.tables.conftest import TABLE, URL

WORKERS = (
    "{entity: confirmations, columns: {confirmation_id: id, order_id: Name, work_centre: product, end_utc: due, "
    "worker: secret}}"
)


def database_pull(**options) -> DatabasePull:
    return DatabasePull(connector="table", url_from=URL, table="production", **options)


@pytest.mark.parametrize(
    "statement", ["insert into production (id) values (9)", "delete from production", "create table x (a integer)"]
)
def test_a_session_can_write_nothing_although_the_account_may(erp, statement):
    with open_database(database_pull()) as database, database.transaction() as connection:
        assert connection.execute(sa.text("select count(*) from production")).scalar() == 2
        with pytest.raises(sa.exc.DBAPIError, match=r"(?i)read.?only"):
            connection.execute(sa.text(statement))


def test_a_statement_that_takes_too_long_ends_and_says_what_to_do(erp, table_plant):
    slow = {
        "postgresql": "select id, pg_sleep(20)::text as product from production",
        "mariadb": "select id, sleep(20) as product from production",
        "sqlite": "with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) as id, '' as product "
        "from n",
    }[erp.kind]
    plant = table_plant(
        f'{{connector: table, url_from: {URL}, timeout_s: 1, query: "{slow}"}}',
        "{entity: orders, columns: {order_id: id, product: product}}",
    )
    started = time.monotonic()
    assert "takes longer than timeout_s (1 s) needs a cursor, or a longer timeout_s" in (plant.pull().failure or "")
    assert time.monotonic() - started < 15


def test_rows_come_in_chunks_with_a_pause_between(erp):
    for number in range(3, 8):
        erp.insert(number, f"MO/{number}", number, "2026-03-01 09:00:00")
    with open_table(database_pull(chunk_rows=3, pause_s=0.2)) as table:
        table.columns()
        began = time.monotonic()
        sizes = [batch.num_rows for batch in table.rows(["id", "Name"])]
    assert sizes == [3, 3, 1]
    assert time.monotonic() - began >= 0.4


def test_values_are_the_same_texts_whether_copied_or_fetched(erp):
    erp.execute("update production set product = null, secret = '' where id = 1")
    erp.execute("update production set product = 'a\"b,c\nd' where id = 2")
    with open_table(database_pull(pause_s=0.001)) as table:
        columns = list(table.columns())
        fetched = [row for batch in table.rows(columns) for row in batch.to_pylist()]
    with open_table(database_pull()) as table:
        copied = [row for batch in table.rows(columns) for row in batch.to_pylist()]
    for row in (*fetched, *copied):
        row["due"], row["changed"] = row["due"].replace("T", " "), row["changed"].replace("T", " ")
        row["changed"] = row["changed"].rstrip("0").rstrip(".:")
    assert copied == fetched


def test_a_workers_name_is_in_no_file_and_his_hash_is_that_of_every_reader(erp, table_plant, monkeypatch):
    monkeypatch.setenv("MILLRACE_PSEUDONYM_KEY", "secret")
    plant = table_plant(options=WORKERS)
    assert plant.pull().failure is None
    assert pq.read_table(plant.landed()[0])["secret"].to_pylist() == ["e8c374fb91da51092da226fd802660a9"] * 2
    assert set(plant.ingest()["worker"]) == {"e8c374fb91da51092da226fd802660a9"}
    for path in plant.workspace.root.rglob("*"):
        assert path.is_dir() or b"Ann" not in path.read_bytes(), path


def test_without_a_key_workers_are_left_out(erp, table_plant, monkeypatch):
    monkeypatch.delenv("MILLRACE_PSEUDONYM_KEY", raising=False)
    plant = table_plant(options=WORKERS)
    plant.pull()
    assert pq.read_table(plant.landed()[0])["secret"].to_pylist() == [None, None]


def test_another_key_pulls_everything_again(erp, table_plant, monkeypatch):
    monkeypatch.setenv("MILLRACE_PSEUDONYM_KEY", "secret")
    plant = table_plant(options=WORKERS)
    plant.pull()
    monkeypatch.setenv("MILLRACE_PSEUDONYM_KEY", "another")
    assert plant.pull(1).rows_landed == 2


@pytest.mark.parametrize(
    ("pull", "options", "message"),
    [
        (TABLE + "}", "{entity: orders, columns: {order_id: 1, product: 2}}", "has columns by their position"),
        (TABLE + "}", "{entity: confirmations, columns: {order_id: o, work_centre: w, end_utc: e}}",
         "has no confirmation_id, so that a changed row would stand beside what it was"),
        (TABLE + "}", WORKERS.replace("worker: secret", "worker: [first, last]"), "has several columns for the worker"),
        (TABLE + "}", WORKERS.replace("}}", "}, value_maps: {worker: {Ann: x}}}"), "names workers, who are hashed"),
        (TABLE + "}", WORKERS.replace("}}", "}, reject_where: {Secret: [Ann]}}"), "looks at the worker"),
        (TABLE + ", query: select 1}", WORKERS, "names a table and a query"),
        (TABLE + ", hours: '5-6'}", WORKERS, "'5-6' is no span of the clock"),
        ("{connector: table, url_from: U, query: 'delete from x; select 1'}", WORKERS, "more than one statement"),
    ],
)  # fmt: skip
def test_what_cannot_be_pulled_soundly_is_a_mistake_of_the_configuration(table_plant, pull, options, message):
    with pytest.raises(ConfigurationErrors, match=message):
        table_plant(pull, options).workspace.load()


def test_a_value_longer_than_a_block_comes_whole(postgresql):
    postgresql.make()
    postgresql.execute("alter table production alter column secret type text")
    postgresql.execute("update production set secret = repeat('long,', 4000000) where id = 2")
    with open_table(database_pull()) as table:
        table.columns()
        rows = [row for batch in table.rows(["id", "secret"]) for row in batch.to_pylist()]
    assert [(row["id"], len(row["secret"])) for row in rows] == [("1", 3), ("2", 20_000_000)]


@pytest.fixture
def database_of(postgres_server, monkeypatch):
    """Makes a database of one encoding with a table of one order, whose product is these bytes."""
    with psycopg.connect(postgres_server, autocommit=True) as admin:

        def make(encoding: str, product: bytes) -> None:
            admin.execute("drop database if exists encoded with (force)")
            admin.execute(f"create database encoded encoding '{encoding}' locale 'C' template template0".encode())
            owner = postgres_server.replace("/postgres?", "/encoded?")
            with psycopg.connect(owner, autocommit=True, client_encoding=encoding) as connection:
                connection.execute("create table production (id integer, product text)")
                connection.execute(b"insert into production values (1, '" + product + b"')")
            monkeypatch.setenv(URL, owner)

        yield make
        admin.execute("drop database if exists encoded with (force)")


ENCODED = "{entity: orders, columns: {order_id: id, product: product}}"


def test_texts_of_a_database_of_another_encoding_are_converted(database_of, table_plant):
    database_of("LATIN1", b"\xd6l")
    plant = table_plant(f"{{connector: table, url_from: {URL}, table: production}}", ENCODED)
    assert plant.pull().failure is None
    assert plant.standing("order_id")["product"].to_list() == ["Öl"]


def test_texts_of_no_encoding_stop_the_pull_until_its_query_converts_them(database_of, table_plant):
    database_of("SQL_ASCII", b"\xd6l")
    plant = table_plant(f"{{connector: table, url_from: {URL}, table: production}}", ENCODED)
    assert 'invalid byte sequence for encoding "UTF8": 0xd6 0x6c' in (plant.pull().failure or "")
    converted = "convert_from(convert(convert_to(product, 'SQL_ASCII'), 'LATIN1', 'UTF8'), 'SQL_ASCII') as product"
    table_plant(f'{{connector: table, url_from: {URL}, query: "select id, {converted} from production"}}', ENCODED)
    assert plant.pull(1).failure is None
    assert plant.standing("order_id")["product"].to_list() == ["Öl"]


def test_a_statement_that_fails_midway_is_said_and_lands_nothing(postgresql, table_plant):
    postgresql.execute("create table production (id integer, product text)")
    postgresql.execute("insert into production select i, 'P' from generate_series(1, 100000) i")
    plant = table_plant(
        f"{{connector: table, url_from: {URL}, query: 'select 1 / (id - 90000) as id, product from production'}}",
        ENCODED,
    )
    assert "division by zero" in (plant.pull().failure or "")
    assert plant.landed() == []


def test_mariadbs_values_are_the_texts_that_its_server_sends(mariadb):
    mariadb.execute(
        "create table production "
        "(id integer, small float, whole tinyint(1), spent time(3), day date, bits blob, none int)"
    )
    mariadb.execute("insert into production values (7, 0.1, 1, '-25:30:00.5', '2026-03-01', x'00ff', null)")
    with open_table(database_pull()) as table:
        rows = [row for batch in table.rows(list(table.columns())) for row in batch.to_pylist()]
    assert rows == [
        {"id": "7", "small": "0.1", "whole": "1", "spent": "-25:30:00.500", "day": "2026-03-01", "bits": "0x00ff",
         "none": None},
    ]  # fmt: skip
