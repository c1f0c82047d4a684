from datetime import date

import duckdb
import pytest

from dashboard.period import Period
from dashboard.queries import reason_tree
from dashboard.queries.scope import Scope

NORTH = Scope("site", "north", Period(date(2026, 11, 19), date(2026, 11, 19)))


def test_a_branch_has_all_that_lies_below_it(connection: duckdb.DuckDBPyConnection) -> None:
    rows = {row["reason"]: row for row in reason_tree.below(connection, NORTH, None).iter_rows(named=True)}
    # The leak of one hour at 700 EUR; the mill's broken tools, 3 x 50 min, have no price.
    assert rows["technical"]["is_branch"]
    assert rows["technical"]["hours"] == pytest.approx(3.5)
    assert rows["technical"]["cost"] == pytest.approx(700.0)
    assert "hydraulics" not in rows
    assert not rows["jam"]["is_branch"]


def test_below_a_branch_are_its_own_reasons_alone(connection: duckdb.DuckDBPyConnection) -> None:
    frame = reason_tree.below(connection, NORTH, "technical")
    assert frame["reason"].to_list() == ["hydraulics", "tool"]
    assert frame["hours"].to_list() == pytest.approx([1.0, 2.5])
    assert not frame["is_branch"].any()


def test_all_branches_add_up_to_all_stops(connection: duckdb.DuckDBPyConnection) -> None:
    frame = reason_tree.below(connection, NORTH, None)
    assert frame["stops"].sum() == 11
    assert frame["hours"].sum() == pytest.approx(5.65)
    assert frame["cost_share"].sum() == pytest.approx(1.0)


def test_a_shift_has_its_own_stops(connection: duckdb.DuckDBPyConnection) -> None:
    early = Scope("work_unit", "press", NORTH.period, shift="early")
    assert reason_tree.below(connection, early, None)["hours"].sum() == pytest.approx(104 / 60)


def test_the_way_leads_from_the_root_down(connection: duckdb.DuckDBPyConnection) -> None:
    assert reason_tree.way(connection, "hydraulics")["reason_name"].to_list() == ["Technical", "Hydraulic leak"]
    assert reason_tree.way(connection, "gone").height == 0
