from datetime import date

import duckdb
import pytest

from dashboard.period import Period
from dashboard.queries import oee_change
from dashboard.queries.scope import Scope

THURSDAY = Period(date(2026, 11, 19), date(2026, 11, 19))
WEDNESDAY = Period(date(2026, 11, 18), date(2026, 11, 18))


def test_the_bridge_leads_from_the_oee_before_to_this_one_without_a_rest(connection: duckdb.DuckDBPyConnection) -> None:
    # The leak took 60 instead of 90 of the press's 1320 known minutes; what ran instead was 85 % good.
    frame = oee_change.bridge(connection, Scope("work_unit", "press", THURSDAY), WEDNESDAY)
    effect = dict(frame.select("step", "effect").iter_rows())
    assert effect["breakdown"] == pytest.approx(30 / 1320)
    assert effect["speed_loss"] == pytest.approx(-0.10 * 30 / 1320)
    assert effect["quality_loss"] == pytest.approx(-0.05 * 30 / 1320)
    assert effect["changeover"] == effect["external"] == 0
    losses = [value for step, value in effect.items() if step not in ("before", "now")]
    assert effect["before"] + sum(losses) == pytest.approx(effect["now"])


def test_each_step_begins_where_the_one_before_ended(connection: duckdb.DuckDBPyConnection) -> None:
    frame = oee_change.bridge(connection, Scope("work_unit", "press", THURSDAY), WEDNESDAY)
    assert frame["step"].to_list()[0] == "before"
    assert frame["from_oee"].to_list()[1:-1] == pytest.approx(frame["to_oee"].to_list()[:-2])
    assert frame["to_oee"].to_list()[-1] == pytest.approx(frame["to_oee"].to_list()[-2])


def test_without_a_measured_oee_there_is_no_bridge(connection: duckdb.DuckDBPyConnection) -> None:
    assert oee_change.bridge(connection, Scope("site", "south", THURSDAY), WEDNESDAY).height == 0
    sunday = Period(date(2026, 11, 15), date(2026, 11, 15))
    assert oee_change.bridge(connection, Scope("site", "north", THURSDAY), sunday).height == 0
