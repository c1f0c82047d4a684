"""The benchmark's published file: of a plant's shape, and such that the dashboard shows it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

import dashboard
from dashboard import contract
from dashboard.pages import PAGES
from dashboard.publication import OPEN_VERSIONS, open_locked
from orchestration.bench.dashboard.published_file import PublishedFile
from orchestration.bench.dashboard.tables import PUBLISHED, TABLES
from orchestration.bench.dashboard.tables import contract as contract_of

APP = Path(dashboard.__file__).parent / "app.py"
SPELLINGS = {"timestamptz": "timestamp with time zone"}


@pytest.fixture
def connection(made: PublishedFile) -> Iterator[duckdb.DuckDBPyConnection]:
    opened = open_locked(made.path)
    yield opened
    opened.close()


def test_each_table_that_the_dashboard_reads_is_made(connection: duckdb.DuckDBPyConnection) -> None:
    counts = {table: connection.execute(f"select count(*) from {table}").fetchone() for table in contract.needed()}
    # Too few days for a closed period or a ticket of a service provider.
    seldom = {"main.service_level", "main.service_level_by_month", "meta.period_adjustments"}
    assert {table for table, count in counts.items() if count == (0,)} <= seldom | {"meta.configuration_changes"}


def test_columns_and_types_are_those_of_the_contracts(connection: duckdb.DuckDBPyConnection) -> None:
    for table in TABLES:
        if (table.schema, table.name) in PUBLISHED and contract_of(table):
            schema = "main" if table.schema == "marts" else table.schema
            found = connection.execute(f"describe {schema}.{table.name}").fetchall()
            promised = {name: SPELLINGS.get(kind, kind) for name, kind in contract_of(table).items()}
            assert {name: kind.lower() for name, kind, *_ in found} == promised, table.name


def test_a_production_day_closes_to_twenty_four_hours_without_a_gap(connection: duckdb.DuckDBPyConnection) -> None:
    days = connection.execute(
        """
        select distinct sum(duration_s), epoch(max(end_utc) - min(start_utc)) from fct_time_segments
        group by work_unit, production_date
        """
    ).fetchall()
    assert days == [(86400, 86400)]


def test_buckets_close_and_ratios_are_between_zero_and_one(connection: duckdb.DuckDBPyConnection) -> None:
    wrong = connection.execute(
        """
        select level, object, production_date from oee_by_day
        where calendar_s <> unscheduled_s + planned_s + breakdown_s + minor_stop_s + changeover_s + external_s
                + unknown_s + unrated_s + speed_loss_s + quality_loss_s + good_s
            or not coalesce(availability between 0.5 and 1 and oee between 0.3 and 1, pbt_s = 0 or missing is not null)
        """
    ).fetchall()
    assert wrong == []


def test_it_ends_with_the_day_asked_for(made: PublishedFile, connection: duckdb.DuckDBPyConnection) -> None:
    days = connection.execute("select min(production_date), max(production_date) from oee_by_day").fetchall()
    assert days == [(date(2026, 10, 31), date(2026, 11, 19))]
    assert (made.first, made.last) == days[0]


def test_nothing_is_left_beside_the_published_file(workspace: Path) -> None:
    assert [path.name for path in workspace.iterdir()] == ["published"]


@pytest.mark.parametrize("page", [page.name for page in PAGES])
def test_each_page_shows_a_site(page: str, workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MILLRACE_WORKSPACE", str(workspace))
    test = AppTest.from_file(str(APP), default_timeout=60)
    if page != PAGES[0].name:
        test.switch_page(f"views/{page}.py")
    test.query_params["site"] = "Plant 1"
    test.run()
    OPEN_VERSIONS.close()
    assert not test.exception
    assert [error.value for error in test.error] == []
    assert len(test.title) == 1
