from datetime import date
from pathlib import Path

import duckdb
import pytest

from dashboard.period import Period
from dashboard.queries import output
from dashboard.queries.scope import Scope

THURSDAY = Period(date(2026, 11, 19), date(2026, 11, 19))


def test_a_line_made_what_left_its_exit_against_the_target_of_its_constraint(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    line = output.lines(connection, Scope("line", "n_l1", THURSDAY)).row(0, named=True)
    # The packer, its exit, ran 3 x 430 minutes; the press was planned 22.5 h. A unit, and a targeted one, a minute.
    assert (line["good_count"], line["target_count"], line["against_target_count"]) == pytest.approx((1290, 1350, -60))
    assert line["is_short"]
    assert line["unknown_h"] == pytest.approx(0.5)


def test_the_line_furthest_behind_comes_first_and_one_without_a_target_last(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    frame = output.lines(connection, Scope("enterprise", "acme", THURSDAY))
    assert frame["line_name"].to_list() == ["Line 2", "Line 1", "Cutting", "Drilling"]
    assert frame["target_count"].to_list() == pytest.approx([22.5 * 3600 / 48 * 0.7, 1350, None, None])
    assert frame["without_target_h"].to_list() == pytest.approx([0, 0, 15, 15])
    assert frame["is_short"].to_list() == [True, True, False, False]


def test_less_than_one_whole_unit_is_not_short(connection: duckdb.DuckDBPyConnection) -> None:
    frame = output.lines(connection, Scope("enterprise", "acme", THURSDAY))
    assert frame.filter("is_short")["against_target_count"].max() == pytest.approx(-60)


def test_a_target_of_a_part_of_the_time_is_none_of_the_whole_unless_it_was_missed(published: Path) -> None:
    with duckdb.connect() as own:
        own.execute(f"attach '{published}' as given (read_only)")
        own.execute("create table dim_work_unit as from given.dim_work_unit")
        own.execute("create table production_by_day as from given.production_by_day")
        own.execute(
            "update production_by_day set without_target_s = 3600, target_count = 1200 where work_unit = 'press'"
        )
        met = output.lines(own, Scope("line", "n_l1", THURSDAY)).row(0, named=True)
        own.execute("update production_by_day set target_count = 1300 where work_unit = 'press'")
        missed = output.lines(own, Scope("line", "n_l1", THURSDAY)).row(0, named=True)
    assert (met["good_count"], met["target_count"], met["without_target_h"]) == pytest.approx((1290, 1200, 1))
    assert (met["against_target_count"], met["is_short"]) == (None, False)
    assert (missed["against_target_count"], missed["is_short"]) == (pytest.approx(-10), True)


def test_units_are_counted_by_kind_in_a_shift(connection: duckdb.DuckDBPyConnection) -> None:
    frame = output.counted(connection, Scope("site", "north", THURSDAY, shift="early"))
    assert frame["work_unit_name"].to_list() == ["Press", "Packer", "Mill"]
    press = frame.row(0, named=True)
    # 346 minutes of producing: one good unit a minute, one scrapped an hour.
    assert (press["good_count"], press["reject_count"]) == pytest.approx((346, 346 / 60))
    assert press["reject_share"] == pytest.approx(1 / 61)
    assert (press["basis"], press["quality_basis"]) == ("counter", "mes")
    assert output.counted(connection, Scope("site", "north", THURSDAY, product="bar")).height == 0


def test_quantities_have_their_products_units_and_a_mark_where_none_is_told(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    plant = Scope("enterprise", "acme", THURSDAY)
    assert dict(output.counted(connection, plant).select("work_unit_name", "unit").iter_rows()) == {
        "Press": "pcs", "Packer": "pcs", "Mill": "kg", "Saw": "?", "Drill": "?"
    }  # fmt: skip
    assert output.units_of_measure(connection, plant) == ["?", "kg", "pcs"]
    assert output.units_of_measure(connection, Scope("enterprise", "acme", THURSDAY, shift="night")) == ["kg", "pcs"]
    assert output.units_of_measure(connection, Scope("site", "north", THURSDAY, product="flange")) == ["kg"]
    assert output.units_of_measure(connection, Scope("line", "n_l1", THURSDAY, shift="early")) == ["pcs"]


def test_iso_ratios_say_what_they_lack(connection: duckdb.DuckDBPyConnection) -> None:
    week = Period(date(2026, 11, 13), date(2026, 11, 19))
    frame = output.quality(connection, Scope("site", "north", week))
    assert frame.select("kpi", "days", "missing").rows() == [
        ("quality_ratio", 5, None),
        ("scrap_ratio", 5, None),
        ("rework_ratio", 5, None),
        ("first_pass_yield", 0, "inspections"),
    ]
    assert frame["value"].to_list() == pytest.approx([0.9, 0.08, 0.02, None])
