from datetime import date

import duckdb
import pytest

from dashboard.period import Period
from dashboard.queries import oee_split
from dashboard.queries.scope import Scope

THURSDAY = Period(date(2026, 11, 19), date(2026, 11, 19))
WEDNESDAY = Period(date(2026, 11, 18), date(2026, 11, 18))
WEEK = Period(date(2026, 11, 13), date(2026, 11, 19))


def test_places_stand_below_the_one_they_belong_to(connection: duckdb.DuckDBPyConnection) -> None:
    frame = oee_split.places(connection, Scope("enterprise", "acme", THURSDAY), WEDNESDAY)
    assert frame.select("object_name", "depth").rows()[:6] == [
        ("North plant", 0),
        ("Line 1", 1),
        ("Press", 2),
        ("Packer", 2),
        ("Line 2", 1),
        ("Mill", 2),
    ]


def test_a_place_has_its_figures_change_and_target(connection: duckdb.DuckDBPyConnection) -> None:
    frame = oee_split.places(connection, Scope("site", "north", THURSDAY), WEDNESDAY)
    line = frame.filter(object="n_l1").row(0, named=True)
    assert line["oee"] == pytest.approx(16.8725 / 22)
    assert (line["target"], line["gap"]) == pytest.approx((0.8, 16.8725 / 22 - 0.8))
    assert line["change"] == pytest.approx(0.425 / 22)


def test_shifts_and_products_come_the_lowest_first(connection: duckdb.DuckDBPyConnection) -> None:
    scope = Scope("work_unit", "press", THURSDAY)
    frame = oee_split.parts(connection, scope, WEDNESDAY, "shift")
    assert frame["object"].to_list() == ["early", "late", "night"]
    # early 346 of 450 minutes running, late 430 of 450, night 415 of 420 known; 85 % of that good.
    assert frame["oee"].to_list() == pytest.approx([0.85 * 346 / 450, 0.85 * 430 / 450, 0.85 * 415 / 420])
    products = oee_split.parts(connection, Scope("site", "north", THURSDAY), WEDNESDAY, "product")
    assert products["object_name"].to_list() == ["Flange DN50", "Housing 12"]


@pytest.mark.parametrize("by", ["shift", "product"])
def test_time_of_none_is_told_last_so_that_the_rows_add_up_to_the_place(
    connection: duckdb.DuckDBPyConnection, by: str
) -> None:
    scope = Scope("work_unit", "press", THURSDAY)
    (whole,) = oee_split.places(connection, Scope("line", "n_l1", THURSDAY), WEDNESDAY).filter(object="press")[
        "known_h"
    ]
    none = {"shift": "'none'", "product": "null"}[by]
    own = f"select * from main.oee_by_{by} where object = 'press' and production_date = '2026-11-19'"
    first = f"(select min({by}) from ({own}))"
    connection.execute(
        f"create temp table oee_by_{by} as "
        f"select * replace (case when {by} = {first} then {none} else {by} end as {by}) from ({own})"
    )
    try:
        frame = oee_split.parts(connection, scope, WEDNESDAY, by)
    finally:
        connection.execute(f"drop table temp.oee_by_{by}")
    assert frame.row(-1, named=True)["object"] is None
    assert frame.row(-1, named=True)["object_name"] is None
    assert frame["known_h"].sum() == pytest.approx(whole)


def test_a_chosen_shift_is_shown_beside_the_others(connection: duckdb.DuckDBPyConnection) -> None:
    scope = Scope("work_unit", "press", THURSDAY, shift="early", product="housing")
    assert oee_split.parts(connection, scope, WEDNESDAY, "shift")["object"].to_list() == ["early", "late", "night"]


def test_orders_are_those_made_in_the_period(connection: duckdb.DuckDBPyConnection) -> None:
    frame = oee_split.orders(connection, Scope("line", "n_l1", THURSDAY))
    assert frame.select("object", "product_name").rows() == [("order-19", "Housing 12")]
    assert frame["oee"][0] == pytest.approx(16.8725 / 22)
    assert oee_split.orders(connection, Scope("line", "n_l1", THURSDAY, product="flange")).height == 0


@pytest.mark.parametrize(
    ("by", "names"), [("place", ["Line 1", "Line 2"]), ("shift", ["early", "late", "night"]), ("product", 2)]
)
def test_small_multiples_have_a_row_a_day_of_each(
    connection: duckdb.DuckDBPyConnection, by: str, names: list[str] | int
) -> None:
    frame = oee_split.series(connection, Scope("site", "north", WEEK), by)
    found = frame["object_name"].unique().sort().to_list()
    assert found == names if isinstance(names, list) else len(found) == names
    assert frame.filter(starts=date(2026, 11, 19)).height == len(found)
