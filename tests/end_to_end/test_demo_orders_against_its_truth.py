"""Orders against their plans, reports of stops and agreed service of the demo plant equal what the simulator knows.

So they do whether the plant's ERP speaks by plain tables or by SAP's.
"""

from collections.abc import Callable

import polars as pl
import pytest

Truth = Callable[[str], pl.DataFrame]

NUMBERS = [
    "planned_quantity", "good_count", "reject_count", "planned_setup_s", "planned_run_s", "actual_setup_s",
    "actual_run_s", "start_deviation_s", "finish_deviation_s", "planned_cost", "actual_cost", "actual_unit_cost",
    "cost_deviation",
]  # fmt: skip
FLAGS = ["is_finished", "is_due", "is_on_time_in_full", "is_on_schedule"]
REPORT = ["told_by", "work_unit", "start_utc", "end_utc", "stop_start_utc"]


@pytest.fixture(scope="module", params=["tables", "sap"])
def demo(demo, request: pytest.FixtureRequest):
    return demo if request.param == "tables" else request.getfixturevalue("vendors_demo")


@pytest.fixture(scope="module")
def truth(demo) -> Truth:
    return lambda table: pl.read_parquet(demo.root / "truth" / f"{table}.parquet")


def paired(truth: pl.DataFrame, published: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """Both side by side; a row that only one has fails."""
    both = truth.join(published, on=keys, how="full", suffix="_published", nulls_equal=True, coalesce=True)
    assert both.height == truth.height == published.height > 0
    return both


def assert_equal(both: pl.DataFrame, numbers: list[str], words: list[str]) -> None:
    """Numbers to a millionth of themselves, words and flags exactly."""
    for column in numbers:
        found = pl.col(f"{column}_published").cast(float)
        off = (pl.col(column) - found).abs() > 1e-6 * pl.max_horizontal(pl.col(column).abs(), 1.0)
        wrong = both.filter(off | (pl.col(column).is_null() != found.is_null()))
        assert wrong.is_empty(), f"{column}: {wrong.select(both.columns[0], column, found)}"
    for column in words:
        wrong = both.filter(pl.col(column).ne_missing(pl.col(f"{column}_published")))
        assert wrong.is_empty(), f"{column}: {wrong.select(both.columns[0], column, f'{column}_published')}"


def test_time_quantity_and_cost_of_each_order_against_its_plan(demo, truth: Truth) -> None:
    expected = truth("order_performance")
    published = demo.ask(
        "select performance.*, is_due, is_on_time_in_full, is_on_schedule from order_performance as performance "
        "inner join orders on performance.order_id = orders.order_id"
    )
    assert_equal(paired(expected, published, ["order_id"]), NUMBERS, FLAGS)
    assert expected["cost_deviation"].drop_nulls().len() > 20
    assert expected["actual_cost"].null_count() > 0
    assert set(expected["is_on_time_in_full"].drop_nulls()) == {True, False}
    assert set(expected["is_on_schedule"].drop_nulls()) == {True, False}


@pytest.mark.parametrize(
    ("table", "period"),
    [
        ("delivery_by_day", pl.col("due_date")),
        ("delivery_by_week", pl.col("due_date").dt.truncate("1w")),
        ("delivery_by_month", pl.col("due_date").dt.truncate("1mo")),
    ],
)
def test_on_time_in_full_and_schedule_adherence_of_each_line(demo, truth: Truth, table: str, period: pl.Expr) -> None:
    expected = (
        truth("order_performance")
        .filter("is_due")
        .group_by(pl.col("line").alias("object"), period.alias("period"))
        .agg(
            pl.len().alias("due_order_count"),
            pl.col("is_on_time_in_full").mean().alias("on_time_in_full"),
            pl.col("is_on_schedule").mean().alias("schedule_adherence"),
        )
    )
    name = {"delivery_by_day": "production_date", "delivery_by_week": "week_start"}.get(table, "month_start")
    published = demo.ask(
        f"select object, {name} as period, due_order_count, on_time_in_full, schedule_adherence "
        f"from {table} where level = 'line'"
    )
    both = paired(expected, published, ["object", "period"])
    assert_equal(both, ["due_order_count", "on_time_in_full", "schedule_adherence"], [])


def test_each_report_beside_the_stops_that_it_overlaps(demo, truth: Truth) -> None:
    expected = truth("reported_stops")
    published = demo.ask(
        "select reported.*, stops.start_utc as stop_start_utc from reported_stops as reported "
        "left join fct_stops as stops on reported.stop_id = stops.stop_id"
    )
    both = paired(expected, published, REPORT)
    assert_equal(
        both,
        ["overlap_s", "reported_share", "stop_share"],
        ["order_id", "reported_reason", "kind", "is_same_reason"],
    )
    assert expected.group_by("told_by").len().filter(pl.col("len") > 20).height == 2
    assert set(expected.filter(pl.col("told_by") == "downtime")["is_same_reason"]) == {True, False, None}


def test_what_was_agreed_with_the_service_is_kept_or_not(demo, truth: Truth) -> None:
    expected = truth("service_level")
    both = paired(expected, demo.ask("select * from service_level"), ["ticket"])
    assert_equal(both, ["response_s", "repair_s"], ["maintenance_order", "is_response_kept", "is_repair_kept"])
    assert set(expected["is_repair_kept"]) == {True, False, None}
