"""What a reader of one site can ask at all."""

import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from published_fixture import make_published

from dashboard.publication import OpenVersions, open_locked
from dashboard.site_rows import OF_NO_SITE, condition


@pytest.fixture(scope="module")
def of_north(published: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    opened = open_locked(published, frozenset({"north"}))
    yield opened
    opened.close()


def tables_of(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    return connection.execute(
        "select schema_name, view_name from duckdb_views() where not internal and schema_name in ('main', 'meta')"
    ).fetchall()


# What names the other site, its places and what it alone makes; the catalogues of products and reasons are of no site.
OTHERS = re.compile(r"south|\b(saw|drill|s_l1|s_l2|cutting|drilling|america/chicago|usd)\b", re.IGNORECASE)
CATALOGUES = {"dim_product", "dim_reason"}


def telling_of_others(connection: duckdb.DuckDBPyConnection, tables: list[tuple[str, str]]) -> set[str]:
    """The tables that have another site's name anywhere in a row."""
    found = set()
    for schema, table in tables:
        rows = connection.execute(f'select "{table}"::varchar from {schema}."{table}"').fetchall()
        if table not in CATALOGUES and any(OTHERS.search(row) for (row,) in rows):
            found.add(table)
    return found


def test_no_value_of_another_site_is_in_any_table(
    of_north: duckdb.DuckDBPyConnection, connection: duckdb.DuckDBPyConnection
) -> None:
    tables = tables_of(of_north)
    assert telling_of_others(of_north, tables) == set()
    # The same search finds them where nothing is taken out.
    told = telling_of_others(connection, tables)
    assert {"fct_stops", "fct_evidence", "oee_by_day", "dim_work_unit", "files", "sources"} <= told


def test_the_rows_of_the_own_site_are_whole(
    of_north: duckdb.DuckDBPyConnection, connection: duckdb.DuckDBPyConnection
) -> None:
    for table in ("fct_stops", "fct_time_segments", "oee_by_day", "downtime_cost_by_reason", "dim_shift"):
        question = f"select count(*) from {table} where {{}}"
        if table in ("oee_by_day", "downtime_cost_by_reason"):
            own = "level <> 'enterprise' and object in ('north', 'n_l1', 'n_l2', 'press', 'pack', 'mill')"
        else:
            own = "site = 'north'"
        assert (
            of_north.execute(question.format("true")).fetchone() == connection.execute(question.format(own)).fetchone()
        )


def test_the_enterprise_is_of_no_single_site(of_north: duckdb.DuckDBPyConnection) -> None:
    assert of_north.execute("select count(*) from oee_by_day where level = 'enterprise'").fetchone() == (0,)
    assert of_north.execute("select distinct level from targets order by level").fetchall() == [("line",), ("site",)]


def test_a_table_that_does_not_say_whose_it_is_is_empty() -> None:
    assert condition("main", "secrets_of_tomorrow", {"what"}, "'north'") == "false"
    assert condition("meta", "checks", {"check_name", "detail"}, "'north'") == "false"
    assert all(condition(schema, table, set(), "'north'") == "true" for schema, table in OF_NO_SITE)


def test_a_site_s_name_cannot_end_its_quotes(published: Path) -> None:
    opened = open_locked(published, frozenset({"x') or ('1' = '1"}))
    assert opened.execute("select count(*) from fct_stops").fetchone() == (0,)
    opened.close()


@pytest.mark.parametrize(
    "statement",
    [
        "select * from read_csv('/etc/hostname')",
        "attach '/tmp/other.duckdb'",
        "copy dim_product to '/tmp/out.csv'",
        "set enable_external_access = true",
        "delete from published.main.fct_stops",
    ],
)
def test_a_restricted_connection_is_locked_as_well(of_north: duckdb.DuckDBPyConnection, statement: str) -> None:
    with pytest.raises(duckdb.Error):
        of_north.cursor().execute(statement)


def test_readers_of_different_sites_have_connections_of_their_own(tmp_path: Path) -> None:
    published = make_published(tmp_path)
    versions = OpenVersions()
    question = "select count(distinct site) from dim_work_unit"
    with versions.lease(published) as whole, versions.lease(published, frozenset({"south"})) as south:
        assert whole.execute(question).fetchone() == (2,)
        assert south.execute(question).fetchone() == (1,)
        assert versions.paths() == [published]
    versions.close()
