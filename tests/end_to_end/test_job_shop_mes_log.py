"""A real MES log: quantities exactly, time as the union of overlapping operations, workers never by name."""

import csv
from pathlib import Path

import polars as pl
import pytest

pytestmark = pytest.mark.real_data

# Seconds as a union of overlapping operations, from the README of the data folder.
UNIONS = {
    "turning_milling": 6_836_880, "round_grinding": 5_281_320, "lapping": 1_821_300, "packing": 248_400,
    "laser_marking": 800_100,
}  # fmt: skip


def test_quantities_of_the_real_rows(job_shop) -> None:
    row = job_shop.ask(
        "select count(*), sum(good_quantity), sum(reject_quantity), sum(held_quantity) from staged.operations"
    ).row(0)
    assert row == (4503, 91664, 593, 105)


def test_pseudo_rows_are_rejected_by_the_configured_filter(job_shop) -> None:
    assert job_shop.ask("select rows_read, rows_loaded, rows_rejected from meta.files").row(0) == (4953, 4503, 450)
    reasons = job_shop.ask("select reason, count(*) from meta.rejected_rows group by reason").rows()
    assert sum(count for _, count in reasons) == 450
    assert all("Activity" in reason for reason, _ in reasons)


def test_producing_time_is_the_union_of_operations(job_shop) -> None:
    rows = job_shop.ask(
        "select work_unit, sum(duration_s) from fct_time_segments where bucket = 'producing' group by work_unit"
    ).rows()
    assert {unit: seconds for unit, seconds in rows if unit in UNIONS} == UNIONS


def test_availability_by_day_closes_and_performance_says_why_it_is_null(job_shop) -> None:
    rows = job_shop.ask(
        "select calendar_s - unscheduled_s - planned_s - breakdown_s - minor_stop_s - changeover_s - external_s "
        "- unknown_s - producing_s as residual, availability, performance, oee, missing, producing_s from oee_by_day "
        "where level = 'work_unit'"
    )
    assert rows["residual"].abs().max() == 0
    assert rows["availability"].drop_nulls().len() > 0
    assert rows["performance"].null_count() == rows["oee"].null_count() == rows.height
    assert rows.filter(pl.col("producing_s") > 0)["missing"].null_count() == 0


def test_no_worker_is_named_anywhere_in_lake_or_published_file(job_shop, real_data: Path) -> None:
    with (real_data / "job_shop_mes_log" / "Production.csv").open(encoding="utf-8") as log:
        workers = {row["Resource"] for row in csv.DictReader(log)} - {"Start", "End"}
    assert len(workers) == 46
    assert job_shop.ask("select count(distinct worker) from staged.operations").item() == 46
    lake = job_shop.root / "lake"
    texts = [
        frame.select(pl.concat_str(pl.all().cast(pl.String), separator="|", ignore_nulls=True)).to_series()
        for frame in (pl.read_parquet(file) for file in lake.rglob("*.parquet"))
    ]
    tables = job_shop.ask("select table_schema || '.' || table_name from information_schema.tables").to_series()
    for table in tables:
        frame = job_shop.ask(f"select * from {table}")
        if frame.width:
            texts.append(
                frame.select(pl.concat_str(pl.all().cast(pl.String), separator="|", ignore_nulls=True)).to_series()
            )
    assert texts
    for text in texts:
        found = text.filter(text.str.contains_any(sorted(workers)))
        assert found.is_empty(), found
    for file in [*lake.rglob("*.json"), *(job_shop.root / "logs").rglob("*")]:
        if file.is_file():
            content = file.read_text(encoding="utf-8", errors="replace")
            assert not any(worker in content for worker in workers), file
