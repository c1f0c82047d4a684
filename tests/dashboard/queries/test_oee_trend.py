from datetime import date

import duckdb
import pytest

from dashboard.period import Period
from dashboard.queries import oee_trend
from dashboard.queries.scope import Scope

WEEK = Period(date(2026, 11, 13), date(2026, 11, 19))
WEEK_BEFORE = Period(date(2026, 11, 6), date(2026, 11, 12))


def test_both_periods_are_numbered_from_their_own_first_day(connection: duckdb.DuckDBPyConnection) -> None:
    frame = oee_trend.factors(connection, Scope("site", "north", WEEK), WEEK_BEFORE)
    now, before = frame.filter(is_now=True), frame.filter(is_now=False)
    assert now["number"].to_list() == before["number"].to_list() == [0, 1, 2, 3, 4, 5, 6]
    assert now["starts"].to_list()[-1] == date(2026, 11, 19)
    # Idle on Saturday and Sunday.
    assert now["oee"].is_null().to_list() == [False, True, True, False, False, False, False]
    assert now["oee"].to_list()[-1] == pytest.approx(24.3725 / 34.5)


def test_a_long_period_is_told_by_iso_weeks(connection: duckdb.DuckDBPyConnection) -> None:
    period = Period(date(2026, 10, 1), date(2026, 11, 19))
    assert oee_trend.grain(period) == "week"
    frame = oee_trend.factors(connection, Scope("site", "north", period), Period(date(2026, 8, 1), date(2026, 9, 1)))
    # The fixture begins on Friday 6 November; the weeks of Monday 2, 9 and 16 November.
    assert frame["starts"].to_list() == [date(2026, 11, 2), date(2026, 11, 9), date(2026, 11, 16)]
    # Four days of the last week: two with a leak of 60 minutes, two of 90.
    assert frame["oee"].to_list()[-1] == pytest.approx((2 * 24.3725 + 2 * 23.9475) / (4 * 34.5))
