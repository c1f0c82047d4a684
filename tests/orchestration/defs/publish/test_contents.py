"""How the tables of a version lie: in an order that does not depend on how the build database came to be."""

from pathlib import Path

import duckdb

from orchestration.defs.publish.contents import copy_tables, reading_order

DAYS = """
    select place as object, 'line' as level, date '2026-01-30' + day::integer as production_date
    from range(2) as places(place), range(4) as days(day)
"""


def test_rows_lie_month_by_month_then_place_by_place_then_day_by_day(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "build.duckdb")) as build:
        build.execute("create schema marts")
        build.execute(f"create table marts.oee_by_day as {DAYS} order by hash(production_date, object)")
    with duckdb.connect(str(tmp_path / "draft.duckdb")) as draft:
        assert copy_tables(draft, tmp_path / "build.duckdb", [("marts", "oee_by_day")]) == 8
        found = draft.execute("select object, strftime(production_date, '%m-%d') from oee_by_day").fetchall()
    assert found == [
        (0, "01-30"), (0, "01-31"), (1, "01-30"), (1, "01-31"),
        (0, "02-01"), (0, "02-02"), (1, "02-01"), (1, "02-02"),
    ]  # fmt: skip


def test_a_place_is_told_by_the_columns_that_a_table_has() -> None:
    columns = ["work_unit", "line", "site", "start_utc", "production_date", "shift"]
    assert reading_order(columns) == (
        " order by date_trunc('month', production_date), site, line, work_unit, production_date, start_utc, shift"
    )


def test_a_table_without_days_keeps_the_order_it_has() -> None:
    assert reading_order(["reason", "reason_name"]) == ""


def test_a_stop_is_found_by_its_id_alone(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "build.duckdb")) as build:
        build.execute("create schema marts")
        build.execute(
            "create table marts.fct_stops as select i::varchar as stop_id, 1 as cost from range(20000) as r(i)"
        )
    with duckdb.connect(str(tmp_path / "draft.duckdb")) as draft:
        copy_tables(draft, tmp_path / "build.duckdb", [("marts", "fct_stops")])
        assert draft.execute("select cost from fct_stops where stop_id = '777'").fetchall() == [(1,)]
        plan = draft.execute("explain analyze select cost from fct_stops where stop_id = '777'").fetchall()[0][1]
    assert "Index Scan" in plan
