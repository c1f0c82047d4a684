"""What the pipeline's readers find in the demo's files is what the simulator recorded, and nothing else is rejected."""

import re
from datetime import UTC, datetime

import polars as pl
import pytest

from orchestration.demo.simulation import SAMPLE_SOURCES
from orchestration.plant import Workspace
from orchestration.readers.contract import FileRejected, ReadContext
from orchestration.readers.files import read_file


@pytest.fixture(scope="module")
def plant(demo):
    return Workspace(demo.root).load()


def read(demo, source, name: str) -> tuple[pl.DataFrame, int, int]:
    """(rows, rejected, read) of one file."""
    context = ReadContext(source.id, source.zone, b"secret")
    path = demo.root / "landing" / source.id / name
    batches = list(read_file(path, source.reader, source.options, context))
    rows = pl.concat([batch.rows for batch in batches])
    return rows, sum(batch.rejected.height for batch in batches), sum(batch.rows_read for batch in batches)


def test_only_the_intended_rows_are_rejected_and_files_quarantined(demo, plant) -> None:
    for delivery in demo.deliveries:
        source = plant.source(delivery.source)
        if delivery.status == "quarantined":
            with pytest.raises(FileRejected):
                read(demo, source, delivery.file_name)
            continue
        rows, rejected, rows_read = read(demo, source, delivery.file_name)
        assert rejected == delivery.rejected, delivery.file_name
        assert rows_read == rows.height + rejected, delivery.file_name


def exported(name: str) -> str:
    found = re.search(r"_(\d{8}T\d{6})\.", name)
    return found.group(1) if found else name


@pytest.mark.parametrize("source_id", SAMPLE_SOURCES)
def test_the_newest_samples_of_all_files_are_the_simulators_feed(demo, plant, source_id: str) -> None:
    source, feed = plant.source(source_id), demo.sim.feeds[source_id]
    names = [d.file_name for d in demo.deliveries if d.source == source_id and d.status == "loaded"]
    files = [read(demo, source, name)[0] for name in sorted(names, key=exported)]
    newest = pl.concat(files).unique(["tag", "ts_utc"], keep="last").sort("tag", "ts_utc")
    expected = pl.DataFrame(
        [(tag, datetime.fromtimestamp(at, UTC), str(value), good) for at, tag, value, good in feed.rows()],
        schema={"tag": pl.String, "ts_utc": pl.Datetime("us", "UTC"), "value": pl.String, "good": pl.Boolean},
        orient="row",
    ).sort("tag", "ts_utc")
    assert newest.select("tag", "ts_utc").equals(expected.select("tag", "ts_utc"))
    assert (newest["quality"] == 2).equals(expected["good"], check_names=False)
    shown = newest.select(
        pl.coalesce("value_text", pl.col("value_num").cast(pl.Int64, strict=False).cast(pl.String)).alias("value"),
        pl.col("value_num") == pl.col("value_num").round(0),
    )
    whole = shown["value_num"].fill_null(value=True)
    assert shown.filter(whole)["value"].equals(expected.filter(whole)["value"].str.replace(r"\.0$", ""))


def test_the_first_export_is_wrong_where_a_later_one_corrects_it(demo, plant) -> None:
    first, _, _ = read(demo, plant.source("north_historian"), "line1_20261016_20261017T003000.csv")
    again, _, _ = read(demo, plant.source("north_historian"), "line1_reexport_20261018T160000.csv")
    both = first.join(again, on=["tag", "ts_utc"], suffix="_again")
    changed = both.filter(pl.col("value_num") != pl.col("value_num_again")).sort("ts_utc")
    assert changed.select("tag", "value_num").rows() == [
        ("PRESS01.State", 2.0),  # idle, corrected to mechanical
        ("PRESS01.State", 2.0),  # idle, corrected to electrical
        ("WELD01.TotalCount", 0.0),
    ]
    assert both.height > 1000


def test_operations_name_no_worker(demo, plant) -> None:
    source = plant.source("south_mes")
    names = [d.file_name for d in demo.deliveries if d.source == "south_mes"]
    operations = pl.concat([read(demo, source, name)[0] for name in sorted(names, key=exported)])
    newest = operations.unique("operation_id", keep="last")
    assert newest.height == len(demo.sim.operations)
    assert newest["good_quantity"].sum() == sum(op.good for op in demo.sim.operations)
    assert not any(worker in operations["worker"] for worker in ("Asha Rao", "Vikram Singh"))
