"""Frames become the Parquet files of their partitions, with what the table's log is to know of each file."""

import json
from datetime import UTC, date, datetime, timedelta

import duckdb
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.lake import parquet_files
from orchestration.lake.parquet_files import ParquetWriter
from orchestration.lake.tables import LAKE_TABLES

SAMPLES = LAKE_TABLES["samples"]
MIDNIGHT = datetime(2026, 3, 2, tzinfo=UTC)


def samples(instants, first_row=1):
    """Samples of one tag at instants, as a source's frame is when it is written."""
    rows = [
        ("PRESS", instant, float(number), None, 2, "Good", number, 7, instant.date())
        for number, instant in enumerate(instants, first_row)
    ]
    columns = [name for name in SAMPLES.columns if name != "source"]
    return pl.DataFrame(rows, schema={name: SAMPLES.columns[name] for name in columns}, orient="row")


def written(folder, files):
    frames = [pl.read_parquet(folder / file.path, hive_partitioning=False) for file in files]
    return pl.concat(frames).sort("row_no")


def test_each_day_gets_a_file_and_its_bounds_are_known(tmp_path):
    frame = samples([MIDNIGHT - timedelta(seconds=1), MIDNIGHT, MIDNIGHT + timedelta(hours=5)])

    files = ParquetWriter(SAMPLES, tmp_path, "north", "part-1").write(iter([frame]))

    assert [file.partition_values for file in files] == [
        {"source": "north", "day_utc": "2026-03-01"},
        {"source": "north", "day_utc": "2026-03-02"},
    ]
    assert [file.path.rsplit("/", 1)[0] for file in files] == [
        "source=north/day_utc=2026-03-01",
        "source=north/day_utc=2026-03-02",
    ]
    assert all(file.path.rsplit("/", 1)[1].startswith("part-1-") for file in files)
    assert [file.rows for file in files] == [1, 2]
    assert json.loads(files[1].statistics) == {
        "numRecords": 2,
        "minValues": {
            "tag": "PRESS", "ts_utc": "2026-03-02T00:00:00.000000Z", "value_num": 2.0, "quality": 2,
            "quality_raw": "Good", "row_no": 2, "load_seq": 7,
        },
        "maxValues": {
            "tag": "PRESS", "ts_utc": "2026-03-02T05:00:00.000000Z", "value_num": 3.0, "quality": 2,
            "quality_raw": "Good", "row_no": 3, "load_seq": 7,
        },
        "nullCount": {
            "tag": 0, "ts_utc": 0, "value_num": 0, "value_text": 2, "quality": 0, "quality_raw": 0, "row_no": 0,
            "load_seq": 0,
        },
    }  # fmt: skip


def test_other_readers_find_the_same_rows_without_the_partitions_columns(tmp_path):
    frame = samples([MIDNIGHT, MIDNIGHT + timedelta(microseconds=1)])

    (file,) = ParquetWriter(SAMPLES, tmp_path, "north", "part-1").write(iter([frame]))

    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        found = connection.read_parquet(str(tmp_path / file.path), hive_partitioning=False).pl()
    assert found.equals(frame.drop("day_utc"))


def test_a_table_without_partitions_has_its_source_in_each_row(tmp_path):
    rejected = LAKE_TABLES["rejected_rows"]
    row = {"load_seq": 7, "row_no": 12, "member": None, "raw": "x", "reason": "no time"}
    frame = pl.DataFrame([row], schema={name: rejected.columns[name] for name in row})

    (file,) = ParquetWriter(rejected, tmp_path, "north", "part-1").write(iter([frame]))

    assert file.partition_values == {}
    assert pl.read_parquet(tmp_path / file.path).to_dicts() == [{**row, "source": "north"}]


def test_a_table_without_partitions_has_no_bounds(tmp_path):
    inspections = LAKE_TABLES["inspections"]
    frame = pl.DataFrame({"ts_utc": [None, None], "load_seq": [3, 3]}).select(
        pl.col(name).cast(kind) if name in ("ts_utc", "load_seq") else pl.lit(None, kind).alias(name)
        for name, kind in inspections.columns.items()
        if name != "source"
    )

    (file,) = ParquetWriter(inspections, tmp_path, "erp", "part-1").write(iter([frame]))

    assert json.loads(file.statistics) == {"numRecords": 2}


def test_no_rows_give_no_files(tmp_path):
    assert ParquetWriter(SAMPLES, tmp_path, "north", "part-1").write(iter([samples([])])) == []
    assert list(tmp_path.iterdir()) == []


def test_a_failure_of_the_frames_comes_through(tmp_path):
    def frames():
        yield samples([MIDNIGHT])
        raise ValueError("the reader failed")

    with pytest.raises(ValueError, match="the reader failed"):
        ParquetWriter(SAMPLES, tmp_path, "north", "part-1").write(frames())


@settings(max_examples=50, deadline=None)
@given(
    days=st.lists(st.lists(st.integers(0, 9), max_size=20), max_size=8),
    hold_bytes=st.sampled_from([0, 500, 1 << 20]),
    row_group_rows=st.sampled_from([1, 7, 1000]),
    open_files=st.sampled_from([1, 3, 100]),
)
def test_however_little_may_be_held_every_row_is_written_once(
    tmp_path_factory, days, hold_bytes, row_group_rows, open_files
):
    folder = tmp_path_factory.mktemp("table")
    frames, row_no = [], 1
    for of_frame in days:
        frames.append(samples([MIDNIGHT + timedelta(days=day) for day in of_frame], row_no))
        row_no += len(of_frame)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parquet_files, "HOLD_BYTES", hold_bytes)
        patch.setattr(parquet_files, "ROW_GROUP_ROWS", row_group_rows)
        patch.setattr(parquet_files, "MAX_OPEN_FILES", open_files)

        files = ParquetWriter(SAMPLES, folder, "north", "part-1").write(iter(frames))

    expected = pl.concat([samples([]), *frames]).drop("day_utc")
    assert sum(file.rows for file in files) == expected.height
    if files:
        assert written(folder, files).equals(expected)
    for file in files:
        found = pl.read_parquet(folder / file.path, hive_partitioning=False)
        assert found["ts_utc"].dt.date().unique().to_list() == [date.fromisoformat(file.partition_values["day_utc"])]
        assert found.height == file.rows
