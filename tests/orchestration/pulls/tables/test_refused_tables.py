"""A table that cannot be had: each time a sentence that says why, with no password in it nor in the log."""

import logging
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
import sqlalchemy as sa

from orchestration.pulls import table_state
from orchestration.pulls.connectors import sessions
from tests.orchestration.pulls.tables.conftest import TABLE, URL

WRONG = "s3cret/w@rd"


@pytest.fixture(params=["postgresql", "mariadb"])
def server(request: pytest.FixtureRequest):
    """A database with two orders, of each kind of server in turn."""
    made = request.getfixturevalue(request.param)
    made.make()
    return made


@pytest.fixture
def asks_for_passwords(postgresql, postgres_server: str) -> Iterator[None]:
    """The PostgreSQL server lets the role `guarded` in by its password only."""
    with psycopg.connect(postgres_server, autocommit=True) as admin:
        admin.execute("drop role if exists guarded")
        admin.execute("create role guarded login password 'right'")
        (path,) = admin.execute("show hba_file").fetchone() or ("",)
        file = Path(path)
        before = file.read_text()
        file.write_text(f"local all guarded scram-sha-256\n{before}")
        admin.execute("select pg_reload_conf()")
        yield
        file.write_text(before)
        admin.execute("select pg_reload_conf()")


def url_with(**parts: str) -> None:
    """Have the environment's URL say something else."""
    url = sa.make_url(os.environ[URL]).set(**parts)
    os.environ[URL] = url.render_as_string(hide_password=False)


def refused(plant, caplog) -> str:
    """The sentence of a pull that cannot be; it stands in the state, and what it says is in the log."""
    with caplog.at_level(logging.DEBUG):
        failure = plant.pull().failure
    assert failure is not None
    assert table_state(plant.workspace, plant.workspace.load().sources[0]).failure == failure
    assert failure in caplog.text
    written = "".join(path.read_text(errors="ignore") for path in plant.workspace.pulls.rglob("*") if path.is_file())
    for told in (failure, caplog.text, written):
        assert WRONG not in told
        assert "s3cret" not in told
    assert plant.landed() == []
    return failure


def test_a_wrong_password_of_mariadb(mariadb, table_plant, caplog):
    url_with(password=WRONG)
    failure = refused(table_plant(), caplog)
    assert "cannot be reached: " in failure
    assert "Access denied for user 'millrace'" in failure


def test_a_wrong_password_of_postgresql(asks_for_passwords, table_plant, caplog):
    url_with(username="guarded", password=WRONG)
    failure = refused(table_plant(), caplog)
    assert "cannot be reached: " in failure
    assert 'password authentication failed for user "guarded"' in failure


@pytest.mark.parametrize("kind", ["postgresql", "mariadb"])
def test_a_host_that_takes_calls_and_answers_none(kind, table_plant, caplog, monkeypatch):
    monkeypatch.setattr(sessions, "CONNECT_TIMEOUT_S", 2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        monkeypatch.setenv(URL, f"{kind}://me:{quote(WRONG, safe='')}@127.0.0.1:{port}/plant")
        failure = refused(table_plant(TABLE + ", timeout_s: 1}"), caplog)
    assert f"127.0.0.1:{port}/plant cannot be reached: " in failure
    assert "what it holds is pulled the next time" in failure


@pytest.mark.parametrize("kind", ["postgresql", "mariadb", "mssql"])
def test_a_host_that_is_not_there(kind, table_plant, caplog, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    monkeypatch.setenv(URL, f"{kind}://me:{quote(WRONG, safe='')}@127.0.0.1:{port}/plant")
    assert f"127.0.0.1:{port}/plant cannot be reached: " in refused(table_plant(), caplog)


def test_a_table_that_there_is_not(server, table_plant, caplog):
    failure = refused(table_plant(TABLE.replace("production", "produktion") + "}"), caplog)
    assert ('relation "produktion" does not exist' if server.kind == "postgresql" else "produktion' doesn't exist") in (
        failure
    )
    assert "Correct the query or the account's rights" in failure


def test_a_table_that_the_account_may_not_read(server, table_plant, caplog):
    if server.kind == "postgresql":
        server.execute("revoke all on production from millrace")
    else:
        server.execute("create table other (id integer)")
        server.execute("revoke all on plant.* from millrace")
        server.execute("grant select on plant.other to millrace")
    failure = refused(table_plant(), caplog)
    assert ("permission denied for table production" if server.kind == "postgresql" else "command denied to user") in (
        failure
    )
    assert "Correct the query or the account's rights" in failure


def test_what_was_pulled_before_stays_and_the_next_pull_goes_on(server, table_plant):
    plant = table_plant()
    plant.pull()
    url = os.environ[URL]
    url_with(database="elsewhere")
    assert plant.pull(1).failure is not None
    os.environ[URL] = url
    server.insert(3, "MO/3", 30, "2026-03-02 11:00:00")
    assert (plant.pull(1).rows_landed, plant.standing("order_id").height) == (1, 3)
