"""A closed period keeps its figures; what changes later is a dated adjustment, and together they are today's figure."""

from pathlib import Path
from typing import Any

import duckdb
import pytest

from orchestration.defs.publish.publication import publish
from orchestration.defs.publish.versions import pointer
from orchestration.plant import Plant, Workspace, scaffold

TABLES = [
    ("marts", "dim_fiscal_period"),
    ("marts", "oee_by_fiscal_period"),
    ("marts", "downtime_cost_by_reason"),
    ("meta", "files"),
]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    scaffold(tmp_path)
    workspace = Workspace(tmp_path)
    workspace.warehouse.mkdir()
    build(
        workspace,
        "create schema marts",
        "create schema meta",
        "create table meta.files (load_seq bigint, status varchar)",
        "create table marts.dim_fiscal_period (fiscal_period varchar, start_date date, end_date date, closed_on date)",
        "create table marts.oee_by_fiscal_period (level varchar, object varchar, object_name varchar, "
        "fiscal_period varchar, policy varchar, good_s decimal(18, 6), oee double)",
        "create table marts.downtime_cost_by_reason (level varchar, object varchar, production_date date, "
        "cost_low double, cost_high double, currency varchar)",
        "insert into marts.dim_fiscal_period values ('P09', '2026-09-01', '2026-09-30', '2026-10-05'), "
        "('P10', '2026-10-01', '2026-10-31', null), ('P99', '2099-01-01', '2099-01-31', '2099-02-01')",
        "insert into marts.oee_by_fiscal_period values ('site', 'north', 'North', 'P09', 'default', 800, 0.8), "
        "('site', 'north', 'North', 'P10', 'default', 700, 0.7), ('site', 'north', 'North', 'P99', 'default', 1, 0.1)",
        "insert into marts.downtime_cost_by_reason values ('site', 'north', '2026-09-07', 100.5, 200, 'EUR'), "
        "('site', 'north', '2026-09-30', 10, 20, 'EUR'), ('site', 'north', '2026-10-01', 7, 7, 'EUR')",
    )
    return workspace


@pytest.fixture
def plant(workspace: Workspace) -> Plant:
    return workspace.load()


def build(workspace: Workspace, *statements: str) -> None:
    with duckdb.connect(str(workspace.build_db)) as connection:
        for statement in statements:
            connection.execute(statement)


def publish_now(workspace: Workspace, plant: Plant) -> None:
    publish(workspace, plant, TABLES, code_version="1", configuration_hash="c", data_to_utc=None)


def ask(workspace: Workspace, question: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(pointer(workspace).resolve()), read_only=True) as connection:
        return connection.execute(question).fetchall()


CLOSED = "select fiscal_period, policy, figure, as_closed from meta.closed_periods order by all"
ADJUSTED = (
    "select fiscal_period, figure, as_closed, value_before, value_after, round(adjustment, 9), reason "
    "from meta.period_adjustments order by version, figure"
)
FROZEN = [
    ("P09", "EUR", "cost_high", 220.0),
    ("P09", "EUR", "cost_low", 110.5),
    ("P09", "default", "good_s", 800.0),
    ("P09", "default", "oee", 0.8),
]


def test_only_periods_that_are_closed_by_now_are_frozen(workspace: Workspace, plant: Plant) -> None:
    publish_now(workspace, plant)
    assert ask(workspace, CLOSED) == FROZEN
    assert ask(workspace, ADJUSTED) == []


def test_each_later_restatement_is_an_adjustment_with_its_reason(workspace: Workspace, plant: Plant) -> None:
    publish_now(workspace, plant)
    build(workspace, "update marts.oee_by_fiscal_period set good_s = 790, oee = 0.79")
    build(workspace, "insert into meta.files values (1, 'loaded')")
    publish_now(workspace, plant)
    publish_now(workspace, plant)
    build(workspace, "update marts.oee_by_fiscal_period set oee = 0.81")
    build(workspace, "update marts.downtime_cost_by_reason set cost_low = 99 where production_date = '2026-09-07'")
    publish_now(workspace, plant)

    assert ask(workspace, CLOSED) == FROZEN
    assert ask(workspace, ADJUSTED) == [
        ("P09", "good_s", 800.0, 800.0, 790.0, -10.0, "1 new file(s)"),
        ("P09", "oee", 0.8, 0.8, 0.79, -0.01, "1 new file(s)"),
        ("P09", "cost_low", 110.5, 110.5, 109.0, -1.5, "rebuilt"),
        ("P09", "oee", 0.8, 0.79, 0.81, 0.02, "rebuilt"),
    ]


def test_as_closed_and_all_adjustments_are_the_figure_of_now(workspace: Workspace, plant: Plant) -> None:
    for oee in (0.8, 0.6, 0.9, 0.55):
        build(workspace, f"update marts.oee_by_fiscal_period set oee = {oee}")
        publish_now(workspace, plant)
    found = ask(
        workspace,
        "select any_value(closed.as_closed), sum(adjustments.adjustment) from meta.closed_periods as closed "
        "inner join meta.period_adjustments as adjustments using (fiscal_period, level, object, policy, figure) "
        "where figure = 'oee'",
    )
    assert found[0] == (0.8, pytest.approx(-0.25))


def test_a_period_is_frozen_as_it_was_before_it_closed(workspace: Workspace, plant: Plant) -> None:
    publish_now(workspace, plant)
    build(
        workspace,
        "update marts.dim_fiscal_period set closed_on = '2026-11-03' where fiscal_period = 'P10'",
        "update marts.oee_by_fiscal_period set oee = 0.65 where fiscal_period = 'P10'",
    )
    publish_now(workspace, plant)

    assert ask(
        workspace, "select as_closed from meta.closed_periods where fiscal_period = 'P10' and figure = 'oee'"
    ) == [(0.7,)]
    assert [row[:5] for row in ask(workspace, ADJUSTED)] == [("P10", "oee", 0.7, 0.7, 0.65)]


def test_a_figure_that_cannot_be_computed_any_more_is_an_adjustment_too(workspace: Workspace, plant: Plant) -> None:
    publish_now(workspace, plant)
    build(workspace, "update marts.oee_by_fiscal_period set oee = null where fiscal_period = 'P09'")
    publish_now(workspace, plant)
    assert [row[:6] for row in ask(workspace, ADJUSTED)] == [("P09", "oee", 0.8, 0.8, None, None)]


def test_a_period_opened_again_is_frozen_anew(workspace: Workspace, plant: Plant) -> None:
    publish_now(workspace, plant)
    build(workspace, "update marts.dim_fiscal_period set closed_on = null where fiscal_period = 'P09'")
    publish_now(workspace, plant)
    assert ask(workspace, CLOSED) == []
    build(
        workspace,
        "update marts.oee_by_fiscal_period set oee = 0.5 where fiscal_period = 'P09'",
    )
    publish_now(workspace, plant)
    build(workspace, "update marts.dim_fiscal_period set closed_on = '2026-10-06' where fiscal_period = 'P09'")
    publish_now(workspace, plant)
    assert ask(workspace, "select as_closed from meta.closed_periods where figure = 'oee'") == [(0.5,)]
    assert ask(workspace, ADJUSTED) == []
