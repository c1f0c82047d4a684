"""Expected numbers follow from the minutes in published_fixture.SHIFTS, worked out in the comments."""

from datetime import date

import duckdb
import pytest

from dashboard.period import Period
from dashboard.queries import oee
from dashboard.queries.scope import Scope

THURSDAY = Period(date(2026, 11, 19), date(2026, 11, 19))
WEDNESDAY = Period(date(2026, 11, 18), date(2026, 11, 18))
WEEK = Period(date(2026, 11, 13), date(2026, 11, 19))
WEEK_BEFORE = Period(date(2026, 11, 6), date(2026, 11, 12))


def test_a_site_adds_the_parts_of_its_lines_and_divides_once(connection: duckdb.DuckDBPyConnection) -> None:
    # Line 1 = press: 22.5 h planned busy, 0.5 unknown, 19.85 producing; Line 2 = mill: 22.5, 10, 10.
    row = oee.of_period(connection, Scope("site", "north", THURSDAY), WEDNESDAY).row(0, named=True)
    assert row["availability"] == pytest.approx(29.85 / 34.5)
    assert row["performance"] == pytest.approx((0.9 * 19.85 + 0.8 * 10) / 29.85)
    assert row["quality"] == pytest.approx((0.85 * 19.85 + 0.75 * 10) / (0.9 * 19.85 + 0.8 * 10))
    assert row["oee"] == pytest.approx(0.706449, abs=1e-6)
    assert row["coverage"] == pytest.approx(34.5 / 45)
    assert (row["planned_busy_h"], row["known_h"]) == pytest.approx((45.0, 34.5))


def test_the_range_says_what_unknown_time_could_have_been(connection: duckdb.DuckDBPyConnection) -> None:
    row = oee.of_period(connection, Scope("site", "north", THURSDAY), WEDNESDAY).row(0, named=True)
    assert row["oee_low"] == pytest.approx(24.3725 / 45)
    assert row["oee_high"] == pytest.approx((24.3725 + 10.5) / 45)


def test_change_is_against_the_previous_period_and_gap_against_the_target_then_valid(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    row = oee.of_period(connection, Scope("site", "north", THURSDAY), WEDNESDAY).row(0, named=True)
    assert row["oee_before"] == pytest.approx(23.9475 / 34.5)
    assert row["oee_change"] == pytest.approx(0.425 / 34.5)
    assert row["target"] == 0.7
    assert row["gap"] == pytest.approx(24.3725 / 34.5 - 0.7)


def test_a_week_with_an_idle_weekend_adds_its_five_working_days(connection: duckdb.DuckDBPyConnection) -> None:
    # Three days with 24.3725 good hours, two with 23.9475, each of 34.5 busy hours.
    row = oee.of_period(connection, Scope("site", "north", WEEK), WEEK_BEFORE).row(0, named=True)
    assert row["oee"] == pytest.approx(121.0125 / 172.5)
    assert row["measured_share"] == pytest.approx(1.0)


def test_a_place_without_quality_has_no_oee_and_says_why(connection: duckdb.DuckDBPyConnection) -> None:
    row = oee.of_period(connection, Scope("site", "south", THURSDAY), WEDNESDAY).row(0, named=True)
    assert row["oee"] is None
    assert row["quality"] is None
    assert row["measured_share"] == 0
    # Saw: 800 of 900 minutes, performance 0.9; drill: 880 of 900 minutes, not rated.
    assert row["availability"] == pytest.approx(1680 / 1800)
    assert row["performance"] == pytest.approx(0.9)
    assert row["availability_x_performance"] == pytest.approx(0.84)
    assert "quality: no reject source" in row["missing"]


def test_an_enterprise_takes_oee_from_its_measured_part_alone(connection: duckdb.DuckDBPyConnection) -> None:
    row = oee.of_period(connection, Scope("enterprise", "acme", THURSDAY), WEDNESDAY).row(0, named=True)
    assert row["oee"] == pytest.approx(0.706449, abs=1e-6)
    assert row["measured_share"] == pytest.approx(34.5 / 64.5)


def test_a_period_without_rows_is_null_and_not_zero(connection: duckdb.DuckDBPyConnection) -> None:
    long_ago = Period(date(2020, 1, 1), date(2020, 1, 1))
    row = oee.of_period(connection, Scope("site", "north", long_ago), long_ago).row(0, named=True)
    assert [row[name] for name in oee.RATIO_NAMES] == [None] * 5
    assert row["planned_busy_h"] is None


def test_the_trend_tells_idle_days_from_planned_ones(connection: duckdb.DuckDBPyConnection) -> None:
    frame = oee.by_day(connection, Scope("site", "north", WEEK))
    assert frame["is_planned"].to_list() == [True, False, False, True, True, True, True]
    assert frame["oee"].is_null().to_list() == [False, True, True, False, False, False, False]


def test_places_come_worst_first_and_unmeasured_last(connection: duckdb.DuckDBPyConnection) -> None:
    frame = oee.compared(connection, Scope("enterprise", "acme", THURSDAY), WEDNESDAY)
    assert frame["object"].to_list() == ["n_l2", "n_l1", "s_l1", "s_l2"]
    assert frame["oee"].to_list()[:2] == pytest.approx([0.6, 16.8725 / 22])
    assert frame["oee"].to_list()[2:] == [None, None]
    assert frame["lost_h"].to_list()[:2] == pytest.approx([5.0, 5.1275])
    assert frame["gap"].to_list()[1] == pytest.approx(16.8725 / 22 - 0.8)


def test_a_line_is_compared_by_its_work_units(connection: duckdb.DuckDBPyConnection) -> None:
    frame = oee.compared(connection, Scope("line", "n_l1", THURSDAY), WEDNESDAY)
    assert frame.select("level", "object_name").rows() == [("work_unit", "Press"), ("work_unit", "Packer")]


def test_a_shift_adds_its_own_parts_alone(connection: duckdb.DuckDBPyConnection) -> None:
    # Press, early: 450 min planned busy, all known; running 120 + 86 + 100 + 40 of them, 85 % of that good.
    early = Scope("work_unit", "press", THURSDAY, shift="early")
    row = oee.of_period(connection, early, WEDNESDAY).row(0, named=True)
    assert row["planned_busy_h"] == pytest.approx(7.5)
    assert row["oee"] == pytest.approx(346 / 450 * 0.85)


def test_a_product_adds_what_was_made_of_it(connection: duckdb.DuckDBPyConnection) -> None:
    of_flange = oee.of_period(connection, Scope("site", "north", THURSDAY, product="flange"), WEDNESDAY)
    of_line = oee.of_period(connection, Scope("line", "n_l2", THURSDAY), WEDNESDAY)
    assert of_flange["oee"][0] == pytest.approx(of_line["oee"][0])
    both = Scope("site", "north", THURSDAY, shift="early", product="housing")
    early = Scope("work_unit", "press", THURSDAY, shift="early")
    assert oee.of_period(connection, both, WEDNESDAY)["oee"][0] == pytest.approx(
        oee.of_period(connection, early, WEDNESDAY)["oee"][0]
    )
