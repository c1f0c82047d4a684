"""What is sent to databases that no server can be had of here, and how their sessions are opened."""

import pytest
import sqlalchemy as sa

from orchestration.plant.table_pull import DatabasePull
from orchestration.pulls import PullFailed
from orchestration.pulls.connectors import sessions
from orchestration.pulls.connectors.database import open_database
from orchestration.pulls.connectors.sessions import read_only_engine
from orchestration.pulls.connectors.table import DatabaseTable
from tests.orchestration.pulls.tables.conftest import URL

MARK = "2026-03-01T07:00:00"


def sent(url: str, **options: str) -> str:
    """The select of what changed, on one line, as the kind of database of a URL is sent it."""
    engine = read_only_engine(sa.make_url(url), 30)
    pull = DatabasePull(connector="table", url_from=URL, cursor="changed", **options)
    table = DatabaseTable(None, pull)  # type: ignore[arg-type]  # nothing is asked of a database
    table._kinds = {"CHANGED": "time"}
    return " ".join(str(table.statement(["ORDER_ID", "Menge/Stück"], MARK).compile(engine)).split())


def test_sql_server_is_sent_quoted_names_and_a_parameter():
    assert sent("mssql://u:p@host/erp", table="dbo.Production Order") == (
        "SELECT [ORDER_ID], [Menge/Stück] FROM dbo.[Production Order] WHERE [CHANGED] >= %(param_1)s"
    )


def test_oracle_is_sent_quoted_names_and_a_parameter():
    assert sent("oracle://u:p@host:1521/?service_name=erp", table="erp.production_order") == (
        'SELECT "ORDER_ID", "Menge/Stück" FROM erp.production_order WHERE "CHANGED" >= :param_1'
    )


def test_mysql_is_sent_quoted_names_and_a_parameter():
    assert sent("mysql://u:p@host/erp", table="tabWork Order") == (
        "SELECT `ORDER_ID`, `Menge/Stück` FROM `tabWork Order` WHERE `CHANGED` >= %(param_1)s"
    )


def test_a_query_is_asked_within_another():
    assert sent("mssql://u:p@host/erp", query="select * from v where t > '10:00' ;") == (
        "SELECT [ORDER_ID], [Menge/Stück] FROM (select * from v where t > '10:00' ) AS pulled "
        "WHERE [CHANGED] >= %(param_1)s"
    )


@pytest.mark.parametrize(
    ("url", "driver"),
    [
        ("postgres://h/d", "postgresql+psycopg"),
        ("mysql://h/d", "mysql+pymysql"),
        ("mariadb://h/d", "mariadb+pymysql"),
        ("mssql://h/d", "mssql+pymssql"),
        ("oracle://h/?service_name=d", "oracle+oracledb"),
        ("mssql+pyodbc://h/d?driver=x", "mssql+pyodbc"),
    ],
)
def test_a_url_without_a_driver_gets_the_one_that_its_extra_brings(url, driver, monkeypatch):
    made = []
    monkeypatch.setattr(sessions.sa, "create_engine", lambda url, **_: made.append(url) or sa.engine.Engine)
    monkeypatch.setattr(sessions.sa.event, "listen", lambda *_: None)
    read_only_engine(sa.make_url(url), 30)
    assert made[0].drivername == driver


def test_a_driver_that_is_not_installed_is_named_with_its_extra(monkeypatch):
    monkeypatch.setenv(URL, "oracle://me:secret@host/?service_name=erp")

    def missing(*_: object) -> None:
        raise ModuleNotFoundError("No module named 'oracledb'", name="oracledb")

    monkeypatch.setattr("orchestration.pulls.connectors.database.read_only_engine", missing)
    pull = DatabasePull(connector="table", url_from=URL, table="x")
    message = (
        f"The URL in {URL} needs the Python package oracledb, which is not installed: install millrace\\[oracle\\]."
    )
    with pytest.raises(PullFailed, match=message), open_database(pull):
        pass
