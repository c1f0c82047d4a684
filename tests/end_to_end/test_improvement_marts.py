"""Changeovers, distributions and hours of the demo plant: against its truth, and against the facts they are made of."""

from collections.abc import Callable
from typing import Any

import polars as pl
import pytest

Truth = Callable[[str], pl.DataFrame]


def changeovers(segments: pl.DataFrame) -> list[tuple[Any, ...]]:
    """Work unit, end of the run before, start of the run after, both products, seconds of set-up in between."""
    found, last, setup = [], None, 0.0
    busy = segments.filter(~pl.col("bucket").is_in(["unscheduled", "planned"])).sort("work_unit", "start_utc")
    for row in busy.iter_rows(named=True):
        if last is not None and last["work_unit"] != row["work_unit"]:
            last, setup = None, 0.0
        if row["bucket"] == "changeover":
            setup += (row["end_utc"] - row["start_utc"]).total_seconds()
        if row["bucket"] != "producing":
            continue
        if last is not None:
            products = last["product"], row["product"]
            if setup > 0 or (None not in products and products[0] != products[1]):
                found.append((row["work_unit"], last["end_utc"], row["start_utc"], *products, setup))
        last, setup = row, 0.0
    return found


def test_each_changeover_with_its_products_and_its_set_up(demo, truth: Truth) -> None:
    published = demo.ask(
        "select work_unit, start_utc, end_utc, from_product, to_product, changeover_s from fct_changeovers "
        "order by work_unit, start_utc"
    ).rows()
    expected = changeovers(truth("segments"))
    assert len(expected) > 80
    assert published == expected


def test_the_matrix_adds_up_the_changeovers(demo) -> None:
    total, setup, compared = demo.ask(
        "select sum(changeover_count), sum(changeover_s), sum(compared_s) from changeover_matrix"
    ).row(0)
    rows = demo.ask("select changeover_s, standard_s from fct_changeovers")
    assert total == rows.height
    assert setup == pytest.approx(rows["changeover_s"].sum(), abs=1e-6)
    with_both = rows.filter((pl.col("changeover_s") > 0) & pl.col("standard_s").is_not_null())
    assert compared == pytest.approx(with_both["changeover_s"].sum(), abs=1e-6)


def test_stops_by_how_long_they_lasted(demo, truth: Truth) -> None:
    bounds = [0.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1800.0, 3600.0, 7200.0, 14400.0, 28800.0]
    stops = truth("stops").with_columns(
        pl.col("duration_s")
        .map_elements(lambda seconds: max(b for b in bounds if b < seconds), return_dtype=pl.Float64)
        .alias("class_from_s")
    )
    keys = ["work_unit", "kind", "class_from_s"]
    expected = stops.group_by(keys).agg(pl.len().alias("stops"), pl.col("duration_s").sum()).sort(keys)
    published = demo.ask(
        "select work_unit, kind, class_from_s, sum(stop_count) as stops, sum(duration_s) as duration_s "
        "from stop_distribution group by all"
    ).sort(keys)
    assert published.select(keys).equals(expected.select(keys))
    assert published["stops"].cast(pl.Int64).to_list() == expected["stops"].cast(pl.Int64).to_list()
    assert published["duration_s"].to_list() == pytest.approx(expected["duration_s"].to_list(), abs=1.0)


def test_cycle_times_lie_in_their_class_and_cover_most_units(demo) -> None:
    rows = demo.ask("select * from cycle_time_distribution")
    mean = pl.col("duration_s") / pl.col("unit_count")
    is_within = (mean > pl.col("class_from_s") - 1e-5) & (mean < pl.col("class_to_s") + 1e-5)
    assert rows.filter(~is_within).is_empty()
    told = rows.filter(pl.col("work_unit") == "n_l1_press")["unit_count"].sum()
    made = demo.ask("select sum(total_count) from fct_production where work_unit = 'n_l1_press'").item()
    assert 0.8 < told / made <= 1


def test_the_hours_add_up_to_the_days(demo, truth: Truth) -> None:
    hours = demo.ask(
        "select work_unit, sum(good_count) as good, sum(pbt_s) as pbt, sum(producing_s) as producing "
        "from production_by_hour group by work_unit order by work_unit"
    )
    expected = (
        truth("unit_shifts")
        .group_by("work_unit")
        .agg(pl.col("good_count").sum(), pl.col("pbt_s").sum(), pl.col("producing_s").sum())
        .sort("work_unit")
    )
    assert hours["good"].to_list() == expected["good_count"].to_list()
    assert hours["pbt"].to_list() == pytest.approx(expected["pbt_s"].to_list(), abs=1.0)
    assert hours["producing"].to_list() == pytest.approx(expected["producing_s"].to_list(), abs=1.0)


def test_warnings_name_what_the_demo_plant_did(demo, truth: Truth) -> None:
    warnings = demo.ask("select warning, work_unit, production_date, reason, amount from kpi_warnings")

    def of(warning: str, *columns: str) -> list[tuple[Any, ...]]:
        return warnings.filter(pl.col("warning") == warning).select(columns).sort(columns).rows()

    assert of("planned_by_reason", "work_unit", "reason", "amount") == [("n_l1_press", "trial", 2400.0)]
    keys = ["work_unit", "production_date"]
    days = truth("unit_shifts").group_by(keys).agg(pl.col("unrated_s", "unknown_total_count").sum()).sort(keys)
    unrated = days.filter(pl.col("unrated_s") > 0).select(*keys, "unrated_s").rows()
    unknown = days.filter(pl.col("unknown_total_count") > 0).select(*keys, pl.col("unknown_total_count").cast(float))
    assert of("no_ideal_cycle", *keys, "amount") == unrated
    assert of("counts_in_unknown_time", *keys, "amount") == unknown.rows()
    assert warnings.filter(pl.col("warning") == "performance_over_one").is_empty()
