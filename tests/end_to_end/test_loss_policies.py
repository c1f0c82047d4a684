"""The demo plant's second loss policy, against figures worked out from its truth segment by segment."""

from collections.abc import Callable
from datetime import date

import polars as pl

STOPS = ["breakdown", "minor_stop", "changeover", "external"]
SECOND_VERSION = date(2026, 10, 26)
KEYS = ["work_unit", "production_date", "shift"]


def treated(segments: pl.DataFrame) -> pl.DataFrame:
    """Seconds per work unit and shift that the policy excludes, and those it counts against performance."""
    bucket, by_reason = pl.col("bucket"), pl.col("reason").is_in(["power_cut", "adjustment"]).fill_null(value=False)
    is_excluded = (bucket == "external") | ((bucket == "changeover") & (pl.col("production_date") >= SECOND_VERSION))
    return (
        segments.filter(bucket.is_in(STOPS) & ~by_reason)
        .with_columns(((pl.col("end_utc") - pl.col("start_utc")).dt.total_microseconds() / 1e6).alias("seconds"))
        .group_by(KEYS)
        .agg(
            pl.col("seconds").filter(is_excluded).sum().alias("excluded_s"),
            pl.col("seconds").filter(bucket == "minor_stop").sum().alias("performance_s"),
        )
    )


def test_a_policy_excludes_by_bucket_but_not_the_reasons_it_names(demo, truth: Callable[[str], pl.DataFrame]) -> None:
    expected = (
        truth("unit_shifts")
        .join(treated(truth("segments")), on=KEYS, how="left")
        .with_columns(pl.col("excluded_s", "performance_s").fill_null(0))
        .with_columns(
            (pl.col("busy_s") - pl.col("excluded_s")).alias("busy"),
            (pl.col("producing_s") + pl.col("performance_s")).alias("run"),
        )
    )
    published = demo.ask(
        "select object as work_unit, production_date, shift, busy_s, run_s, availability, performance, oee, "
        "measured_share, policy_valid_from from oee_by_shift where level = 'work_unit' and policy = 'own_losses'"
    )
    both = expected.join(published, on=KEYS, how="full", suffix="_published", coalesce=True)
    assert both.height == expected.height == published.height
    assert both.filter(pl.col("excluded_s") > 0).height > 50
    assert both.select((pl.col("busy") - pl.col("busy_s_published")).abs().max()).item() <= 1.0
    assert both.select((pl.col("run") - pl.col("run_s")).abs().max()).item() <= 1.0
    availability = pl.col("run") / pl.col("busy") - pl.col("availability_published")
    measured = both.filter((pl.col("measured_share_published") == 1) & (pl.col("busy") > 0))
    assert measured.height > 300
    assert measured.select(availability.abs().max()).item() < 1e-6
    assert measured.select((pl.col("good_s") / pl.col("busy") - pl.col("oee_published")).abs().max()).item() < 1e-6
    version = pl.when(pl.col("production_date") < SECOND_VERSION).then(date(2026, 10, 12)).otherwise(SECOND_VERSION)
    assert both.filter(pl.col("policy_valid_from") != version).is_empty()


def test_a_month_in_which_the_policy_changed_says_so(demo) -> None:
    months = demo.ask(
        "select distinct month_start, policy_valid_from, policy_versions from oee_by_month "
        "where policy = 'own_losses' order by month_start"
    )
    assert months.rows() == [(date(2026, 10, 1), SECOND_VERSION, 2), (date(2026, 11, 1), SECOND_VERSION, 1)]
