from datetime import date
from pathlib import Path

import duckdb
import polars as pl
import pytest

from dashboard.period import Period
from dashboard.queries import output_by_hour
from dashboard.queries.scope import Scope

THURSDAY = Period(date(2026, 11, 19), date(2026, 11, 19))


def test_hours_stand_on_the_sites_clock(connection: duckdb.DuckDBPyConnection) -> None:
    frame = output_by_hour.by_hour(connection, Scope("line", "n_l1", THURSDAY))
    assert f"{frame['hour_local'][0]}" == "2026-11-19 06:00:00"
    assert frame.height == 24
    # The packer's break lasts from 9:50 to 10:20, the press's, whose time the target is of, from 9:30 to 10:00.
    assert frame["good_count"].to_list()[:5] == pytest.approx([60, 60, 60, 50, 40])
    assert frame["target_count"].to_list()[:5] == pytest.approx([60, 60, 60, 30, 60])
    assert frame["is_short"].to_list()[:5] == [False, False, False, False, True]
    south = output_by_hour.by_hour(connection, Scope("site", "south", THURSDAY))
    assert f"{south.filter(line='s_l1')['hour_local'][0]}" == "2026-11-19 06:00:00"
    assert south["time_zone"].unique().to_list() == ["America/Chicago"]


def test_the_days_of_a_period_come_the_newest_first(connection: duckdb.DuckDBPyConnection) -> None:
    week = Period(date(2026, 11, 13), date(2026, 11, 19))
    assert [day.day for day in output_by_hour.days(connection, Scope("site", "north", week))] == [19, 18, 17, 16, 13]


def test_a_shift_has_its_hours_alone_with_their_targets(connection: duckdb.DuckDBPyConnection) -> None:
    frame = output_by_hour.by_hour(connection, Scope("line", "n_l1", THURSDAY, shift="late"))
    assert [f"{hour:%H:%M}" for hour in frame["hour_local"]] == [f"{hour}:00" for hour in range(14, 22)]
    whole = output_by_hour.by_hour(connection, Scope("line", "n_l1", THURSDAY)).slice(8, 8)
    assert frame["good_count"].to_list() == pytest.approx(whole["good_count"].to_list())
    assert frame["target_count"].to_list() == pytest.approx(whole["target_count"].to_list())


def test_a_product_has_its_units_and_a_target_where_it_had_the_hour_to_itself(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    frame = output_by_hour.by_hour(connection, Scope("line", "n_l1", THURSDAY, product="housing"))
    assert frame["good_count"].sum() == pytest.approx(1290)
    assert output_by_hour.by_hour(connection, Scope("line", "n_l1", THURSDAY, product="bar")).height == 0


def test_an_hour_that_products_share_has_the_units_of_each_and_no_target(published: Path) -> None:
    with duckdb.connect() as own:
        own.execute(f"set timezone = 'UTC'; attach '{published}' as given (read_only)")
        for table in ("production_by_hour", "dim_work_unit", "fct_production", "fct_time_segments"):
            own.execute(f"create table {table} as from given.{table}")
        own.execute(
            "update fct_time_segments set product = 'other' "
            "where work_unit = 'press' and start_utc = '2026-11-19 07:00:00+00'"  # a stop of four minutes
        )
        frame = output_by_hour.by_hour(own, Scope("line", "n_l1", THURSDAY, product="housing"))
        other = output_by_hour.by_hour(own, Scope("line", "n_l1", THURSDAY, product="other"))
    shared = frame.filter(pl.col("target_count").is_null())
    assert [f"{hour:%H:%M}" for hour in shared["hour_local"]] == ["08:00"]
    assert (shared["good_count"][0], shared["planned_busy_h"][0]) == pytest.approx((60, 56 / 60))
    assert shared["without_target_h"][0] == pytest.approx(56 / 60)
    assert (other.height, other["good_count"][0], other["planned_busy_h"][0]) == pytest.approx((1, 0, 4 / 60))
