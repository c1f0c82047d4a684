"""Every published KPI of the demo plant equals what the simulator knows: times to 1 s per shift, counts exactly.

So it does as the demo plant is by default, and with each machine in another vendor's format and SAP's tables.
"""

from collections.abc import Callable

import polars as pl
import pytest

pytestmark = pytest.mark.slow

SECONDS = [
    "calendar_s", "unscheduled_s", "planned_s", "breakdown_s", "minor_stop_s", "changeover_s", "external_s",
    "unknown_s", "producing_s", "unplanned_run_s", "unrated_s", "speed_loss_s", "quality_loss_s", "good_s",
    "unknown_good_s", "pbt_s", "busy_s",
]  # fmt: skip
COUNTS = ["total_count", "good_count", "reject_count"]
RATIOS = [
    "availability", "performance", "quality", "oee", "teep", "ooe", "coverage", "measured_share", "oee_low", "oee_high",
]  # fmt: skip

Truth = Callable[[str], pl.DataFrame]


@pytest.fixture(scope="module", params=["mixed", "vendors"])
def demo(demo, request: pytest.FixtureRequest):
    return demo if request.param == "mixed" else request.getfixturevalue("vendors_demo")


@pytest.fixture(scope="module")
def truth(demo) -> Truth:
    return lambda table: pl.read_parquet(demo.root / "truth" / f"{table}.parquet")


def paired(published: pl.DataFrame, truth: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """Both side by side; a row that only one has fails."""
    both = truth.join(published, on=keys, how="full", suffix="_published", coalesce=True)
    assert truth.height > 0
    assert both.height == truth.height == published.height
    return both


def differing(both: pl.DataFrame, column: str, tolerance: float) -> pl.DataFrame:
    """Rows in which a column differs by more than the tolerance, or is NULL on one side only."""
    published = pl.col(f"{column}_published")
    return both.filter(
        ((pl.col(column) - published).abs() > tolerance) | (pl.col(column).is_null() != published.is_null())
    ).select(pl.col("^(work_unit|line|level|object|production_date|period_start|shift|start_utc)$"), column, published)


def assert_equal(both: pl.DataFrame, seconds: float = 1.0) -> None:
    for columns, tolerance in ((SECONDS, seconds), (COUNTS, 0.0), (RATIOS, 1e-6)):
        for column in columns:
            wrong = differing(both, column, tolerance)
            assert wrong.is_empty(), f"{column} differs from the truth:\n{wrong}"


def shifts(demo, level: str) -> pl.DataFrame:
    """oee_by_shift of one level, its objects named by it."""
    published = demo.ask(f"select * from oee_by_shift where level = '{level}' and policy = 'default'")
    return published.rename({"object": level})


def test_each_work_unit_and_shift(demo, truth: Truth) -> None:
    published = demo.ask("select * from oee_by_shift where level = 'work_unit' and policy = 'default'").rename(
        {"object": "work_unit"}
    )
    assert_equal(paired(published, truth("unit_shifts"), ["work_unit", "production_date", "shift"]))


def test_each_line_and_shift(demo, truth: Truth) -> None:
    published = demo.ask("select * from oee_by_shift where level = 'line' and policy = 'default'").rename(
        {"object": "line"}
    )
    both = paired(published, truth("line_shifts"), ["line", "production_date", "shift"])
    assert_equal(both)
    assert differing(both, "wip_change_count", 0.0).is_empty()


@pytest.mark.parametrize(
    ("table", "grain", "period"),
    [
        ("oee_by_day", "day", "production_date"),
        ("oee_by_week", "week", "week_start"),
        ("oee_by_month", "month", "month_start"),
    ],
)
def test_each_roll_up(demo, truth: Truth, table: str, grain: str, period: str) -> None:
    published = demo.ask(f"select * from {table} where policy = 'default'").rename({period: "period_start"})
    expected = truth("rollups").filter(pl.col("grain") == grain)
    assert_equal(paired(published, expected, ["level", "object", "period_start"]))


def test_each_fiscal_period(demo, truth: Truth) -> None:
    published = demo.ask(
        "select oee.*, periods.start_date as period_start from oee_by_fiscal_period as oee "
        "inner join dim_fiscal_period as periods on oee.fiscal_period = periods.fiscal_period where policy = 'default'"
    )
    assert sorted(published["fiscal_period"].unique()) == ["P1", "P2"]
    expected = truth("rollups").filter(pl.col("grain") == "fiscal")
    assert_equal(paired(published, expected, ["level", "object", "period_start"]))


def test_each_order_on_each_work_unit(demo, truth: Truth) -> None:
    published = demo.ask("select * from oee_by_order where level = 'work_unit' and policy = 'default'")
    whole, none = pl.col("order_id").is_not_null(), pl.lit("none known")
    both = paired(
        published.rename({"object": "work_unit"}).with_columns(pl.col("order_id").fill_null(none)),
        truth("orders").with_columns(pl.col("order_id").fill_null(none)),
        ["work_unit", "order_id"],
    )
    assert_equal(both)
    assert both.filter(whole).height > 100


def test_each_stop_whole_with_its_cost(demo, truth: Truth) -> None:
    both = paired(demo.ask("select * from fct_stops"), truth("stops"), ["work_unit", "start_utc"])
    for column in ("kind", "reason", "end_utc", "production_date", "product"):
        wrong = both.filter(pl.col(column).ne_missing(pl.col(f"{column}_published")))
        assert wrong.is_empty(), f"{column} differs from the truth:\n{wrong}"
    for column, tolerance in (
        ("duration_s", 1.0),
        ("lost_units", 1e-6),
        ("lost_contribution", 1e-6),
        ("idle_labour", 1e-6),
        ("idle_energy", 1e-4),
        ("repair", 1e-4),
    ):
        wrong = differing(both, column, tolerance)
        assert wrong.is_empty(), f"{column} differs from the truth:\n{wrong}"


def test_net_equipment_effectiveness_counts_set_up_as_used_time(demo, truth: Truth) -> None:
    """NEE = (producing + changeover) / busy x good / producing, where a whole shift is measured."""
    published = demo.ask("select * from oee_by_shift where level = 'work_unit' and policy = 'default'").rename(
        {"object": "work_unit"}
    )
    both = paired(published, truth("unit_shifts"), ["work_unit", "production_date", "shift"])
    measured = both.filter((pl.col("measured_share") == 1) & (pl.col("producing_s") > 0))
    expected = (
        (pl.col("producing_s") + pl.col("changeover_s")) / pl.col("busy_s") * pl.col("good_s") / pl.col("producing_s")
    )
    assert measured.height > 300
    assert measured.select((expected - pl.col("nee")).abs().max()).item() < 1e-6


def test_lost_time_by_reason(demo, truth: Truth) -> None:
    keys = ["work_unit", "production_date", "bucket", "reason"]
    # The truth gives no reason for time that no one can know.
    named = pl.when(pl.col("bucket") == "unknown").then(None).otherwise(pl.col("reason")).alias("reason")
    expected = (
        truth("segments")
        .filter(pl.col("bucket") != "producing")
        .with_columns(named, ((pl.col("end_utc") - pl.col("start_utc")).dt.total_microseconds() / 1e6).alias("seconds"))
        .group_by(keys)
        .agg(pl.col("seconds").sum())
    )
    published = (
        demo.ask(
            "select object as work_unit, production_date, bucket, reason, duration_s "
            "from loss_by_reason where level = 'work_unit'"
        )
        .with_columns(named)
        .group_by(keys)
        .agg(pl.col("duration_s").sum())
    )
    both = expected.join(published, on=keys, how="full", nulls_equal=True, coalesce=True)
    assert both.height == expected.height == published.height
    assert both.select((pl.col("seconds") - pl.col("duration_s")).abs().max()).item() <= 1.0


def test_when_each_order_ran(demo, truth: Truth) -> None:
    expected = (
        truth("segments")
        .filter((pl.col("bucket") == "producing") & pl.col("order_id").is_not_null())
        .group_by("order_id")
        .agg(
            pl.col("start_utc").min().alias("actual_start_utc"),
            pl.col("end_utc").max().alias("actual_finish_utc"),
            ((pl.col("end_utc") - pl.col("start_utc")).dt.total_microseconds() / 1e6).sum().alias("producing_s"),
        )
    )
    published = demo.ask(
        "select order_id, actual_start_utc, actual_finish_utc, producing_s from orders where producing_s is not null"
    )
    assert expected.height > 20
    both = paired(published, expected, ["order_id"])
    for column in ("actual_start_utc", "actual_finish_utc"):
        assert both.filter(pl.col(column) != pl.col(f"{column}_published")).is_empty(), column
    assert differing(both, "producing_s", 1.0).is_empty()


def test_the_cost_by_reason_adds_up_to_the_stops(demo) -> None:
    """Cutting stops by day and reason loses no cent and no second."""
    by_reason = demo.ask(
        "select sum(cost) as cost, sum(duration_s) as duration_s, sum(stop_count) as stops "
        "from downtime_cost_by_reason where level = 'enterprise'"
    ).row(0)
    stops = demo.ask("select sum(cost), sum(duration_s), count(*) from fct_stops").row(0)
    assert by_reason == pytest.approx(stops, rel=1e-9)


def test_the_kpis_of_iso_22400_on_line_1(demo, truth: Truth) -> None:
    """Each with its numerator and denominator, per day, week, month and order."""
    published = demo.ask(
        "select kpi, period_kind, period_start, order_id, product, numerator, denominator, value "
        "from iso22400_kpis where level = 'line' and object = 'n_l1' and value is not null"
    )
    expected = truth("iso22400").filter(pl.col("value").is_not_null())
    keys = ["kpi", "period_kind", "period_start", "order_id", "product"]
    both = expected.join(published, on=keys, how="full", suffix="_published", nulls_equal=True, coalesce=True)
    assert both.height == expected.height == published.height, both.filter(pl.any_horizontal(pl.all().is_null()))
    for column in ("numerator", "denominator", "value"):
        tolerance = 1e-6 * pl.max_horizontal(pl.col(column).abs(), 1.0)
        wrong = both.filter((pl.col(f"{column}_published") - pl.col(column)).abs() > tolerance)
        assert wrong.is_empty(), wrong
    months = published.filter(pl.col("period_kind") == "month")
    assert months.group_by("period_start").agg(pl.col("kpi").n_unique())["kpi"].to_list() == [34, 34]


def test_a_kpi_of_iso_22400_without_its_input_names_it(demo) -> None:
    """The washer of line s_l2 has operations, but nobody measures, inspects or meters there."""
    rows = demo.ask(
        "select kpi, value, missing from iso22400_kpis where object = 's_l2_wash' and period_kind = 'week' "
        "and kpi in ('first_pass_yield', 'comprehensive_energy_consumption', 'machine_capability')"
    )
    assert rows.height > 0
    assert rows["value"].null_count() == rows.height
    assert set(rows.select("kpi", "missing").rows()) == {
        ("first_pass_yield", "inspections"),
        ("comprehensive_energy_consumption", "energy (a tag with the signal energy or power)"),
        ("machine_capability", "measurements with both specification limits; two or more measurements"),
    }


def test_files_are_loaded_quarantined_and_rejected_as_they_were_made(demo, truth: Truth) -> None:
    files = (
        truth("files").filter(pl.col("status") != "duplicate").select("source", "file_name", "status", "rows_rejected")
    )
    published = demo.ask(
        "select source, file_name, status, case when status = 'loaded' then rows_rejected else 0 end as rows_rejected "
        "from meta.files"
    )
    key = ["source", "file_name"]
    assert published.sort(key).rows() == files.sort(key).rows()


def test_figures_lead_back_to_file_and_row(demo) -> None:
    """Each segment with a state from a tag or an operation has its evidence, with file and place."""
    without = demo.ask(
        "select count(*) from fct_time_segments as segments "
        "inner join dim_work_unit as units on segments.work_unit = units.work_unit "
        "left join fct_evidence as evidence on segments.segment_id = evidence.segment_id "
        "where units.state_from = 'tag' and segments.state != 'unknown' and evidence.segment_id is null"
    ).item()
    assert without == 0
    assert demo.ask("select count(*) from fct_evidence where file_name is null or row_no is null").item() == 0


def test_seven_vendors_formats_were_read(vendors_demo) -> None:
    found = vendors_demo.ask(
        "select sources.reader, sum(files.rows_loaded)::bigint as loaded from meta.files as files "
        "inner join meta.sources as sources on files.source = sources.source "
        "where sources.reader like 'historian.%' group by all order by all"
    )
    assert found.rows() == [
        ("historian.aveva_csv", 91650),
        ("historian.ignition_sqlite", 144496),
        ("historian.influx_lines", 206577),
        ("historian.pi_csv", 206740),
        ("historian.pi_web_api", 132460),
        ("historian.proficy_csv", 132750),
        ("historian.wincc_csv", 81783),
    ]
