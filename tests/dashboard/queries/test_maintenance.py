from datetime import date, timedelta

import duckdb
import pytest

from dashboard.period import Period
from dashboard.queries import maintenance
from dashboard.queries.scope import Scope

THURSDAY = Period(date(2026, 11, 19), date(2026, 11, 19))
WEDNESDAY = Period(date(2026, 11, 18), date(2026, 11, 18))
NORTH = Scope("site", "north", THURSDAY)


def test_failures_and_their_means_stand_against_the_period_before(connection: duckdb.DuckDBPyConnection) -> None:
    row = maintenance.of_period(connection, NORTH, WEDNESDAY).row(0, named=True)
    assert (row["failures"], row["failures_before"], row["failures_change"]) == (4, 4, 0)
    # Press 1231, packer 1290 and mill 600 minutes of operation; four failures on three units.
    assert row["mtbf_s"] == pytest.approx(3121 * 60 / 7)
    # 60 minutes of the press (90 the day before) and three times 50 of the mill.
    assert (row["mttr_s"], row["mttr_s_change"]) == (3150.0, -450.0)
    assert (row["report_to_finish_s"], row["report_to_finish_s_before"]) == (3600.0, None)
    assert (row["mtbf_28d_s"], row["mttr_90d_s"]) == (40 * 3600, 1.25 * 3600)


def test_a_place_without_failures_has_no_time_to_repair(connection: duckdb.DuckDBPyConnection) -> None:
    row = maintenance.of_period(connection, Scope("site", "south", THURSDAY), WEDNESDAY).row(0, named=True)
    assert (row["failures"], row["mttr_s"]) == (0, None)


def test_without_operating_time_there_is_no_time_between_failures(connection: duckdb.DuckDBPyConnection) -> None:
    sunday = Period(date(2026, 11, 15), date(2026, 11, 15))
    row = maintenance.of_period(connection, NORTH.of(sunday), WEDNESDAY).row(0, named=True)
    assert (row["failures"], row["mtbf_s"], row["mtbf_s_change"]) == (0, None, None)


def test_days_are_shown_with_the_weeks_up_to_them_and_a_year_by_its_months(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    days = maintenance.over_time(connection, NORTH.of(Period(date(2026, 11, 18), date(2026, 11, 19))))
    assert days.rows() == [
        (date(2026, 11, 18), 4, 40.0, 1.5, 50.0, 1.25),
        (date(2026, 11, 19), 4, 40.0, 1.5, 50.0, 1.25),
    ]
    year = Period(date(2026, 11, 19) - timedelta(days=364), date(2026, 11, 19))
    months = maintenance.over_time(connection, NORTH.of(year))
    # Ten working days from the 6th on.
    assert months.rows() == [(date(2026, 11, 1), 40, 45.0, 1.0, None, None)]


def test_the_machine_that_failed_longest_comes_first(connection: duckdb.DuckDBPyConnection) -> None:
    frame = maintenance.actors(connection, NORTH)
    assert frame.select("work_unit_name", "failures", "hours", "cost", "is_least").rows() == [
        ("Mill", 3, 2.5, None, True),
        ("Press", 1, 1.0, pytest.approx(700), False),
    ]
    assert frame["mttr_s"].to_list() == [3000.0, 3600.0]
    assert maintenance.actors(connection, Scope("line", "n_l1", THURSDAY))["work_unit"].to_list() == ["press"]


def test_what_the_plant_tells_is_known(connection: duckdb.DuckDBPyConnection) -> None:
    assert maintenance.told(connection).row(0) == (True, True, True)
