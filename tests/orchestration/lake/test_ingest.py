"""A file becomes rows of the lake once, whatever it is called and however often it is dropped."""

import io
import json
import zipfile
from datetime import UTC, date, datetime

import polars as pl

from orchestration.lake import pending_files
from orchestration.lake.batch import BatchFile
from orchestration.lake.reading import FileOutcome
from orchestration.readers.contract import Batch


def test_a_file_becomes_samples_and_a_row_of_the_ledger(workspace, drop, ingest, table, long_csv):
    drop("press_20260303T010000.csv", long_csv(3))

    result = ingest()

    assert (result.files, result.rows_read, result.rows_loaded, result.rows_rejected) == (1, 3, 3, 0)
    samples = table("samples")
    assert samples["tag"].to_list() == ["PRESS.Count"] * 3
    assert samples["value_num"].to_list() == [0.0, 1.0, 2.0]
    assert samples["ts_utc"].to_list() == [datetime(2026, 3, 2, 0, 0, second, tzinfo=UTC) for second in range(3)]
    assert samples["row_no"].to_list() == [2, 3, 4]
    assert samples["source"].unique().to_list() == ["historian"]
    row = table("ledger").row(0, named=True)
    assert (row["status"], row["load_seq"], row["rows_loaded"]) == ("loaded", 1, 3)
    assert row["export_time_utc"] == datetime(2026, 3, 3, 1, tzinfo=UTC)
    assert row["min_ts_utc"] == datetime(2026, 3, 2, tzinfo=UTC)
    assert json.loads(row["touched_days"]) == ["2026-03-02"]
    assert next((workspace.archive / "historian").rglob("*.csv")).name.startswith(row["file_id"])


def test_landing_is_empty_afterwards_and_nothing_is_pending(workspace, drop, ingest, long_csv):
    drop("a.csv", long_csv(3))
    source = workspace.load().sources[0]
    assert [path.name for path in pending_files(workspace, source)] == ["a.csv"]

    ingest()

    assert pending_files(workspace, source) == []
    assert [path for path in workspace.landing.rglob("*") if path.is_file()] == []


def test_dropping_a_file_twice_changes_nothing(drop, ingest, table, long_csv):
    drop("a.csv", long_csv(3))
    ingest()
    before = table("samples"), table("ledger")

    drop("a.csv", long_csv(3))
    result = ingest()

    assert (result.files, result.duplicates, result.rows_loaded) == (0, 1, 0)
    assert table("samples").equals(before[0])
    assert table("ledger").equals(before[1])


def test_a_renamed_file_is_still_the_same_file(drop, ingest, table, long_csv):
    drop("a.csv", long_csv(3))
    ingest()
    drop("b.csv", long_csv(3))

    assert ingest().duplicates == 1
    assert table("samples").height == 3


def test_the_same_content_under_two_names_in_one_run_loads_once(drop, ingest, table, long_csv):
    drop("a.csv", long_csv(3))
    drop("b.csv", long_csv(3))

    result = ingest()

    assert (result.files, result.duplicates) == (1, 1)
    assert table("samples").height == 3


def test_another_source_may_bring_the_same_content(workspace, drop, ingest, table, long_csv):
    drop("a.csv", long_csv(3))
    ingest()
    drop("a.csv", long_csv(3)).rename(workspace.landing / "x.csv")
    (workspace.landing / "second_historian").mkdir()
    (workspace.landing / "x.csv").rename(workspace.landing / "second_historian" / "a.csv")

    assert ingest("second_historian").files == 1
    assert sorted(table("samples")["source"].unique()) == ["historian", "second_historian"]
    assert table("ledger")["load_seq"].to_list() == [1, 2]


def test_many_small_files_give_few_parquet_files(workspace, drop, ingest, table, long_csv):
    for number in range(40):
        drop(f"{number:02d}.csv", long_csv(5, first=number * 5))

    result = ingest()

    assert (result.files, result.rows_loaded) == (40, 200)
    assert table("samples")["value_num"].to_list() == [float(value) for value in range(200)]
    assert table("ledger")["load_seq"].to_list() == list(range(1, 41))
    assert len(list((workspace.root / "lake" / "samples").rglob("*.parquet"))) == 1


def test_a_file_larger_than_what_is_held_streams_and_keeps_every_row(drop, ingest, table, long_csv, monkeypatch):
    monkeypatch.setattr("orchestration.lake.collector.HOLD_BYTES", 100)
    drop("a.csv", long_csv(500) + b"PRESS.Count,no time,1,Good\n" + long_csv(10, day="2026-03-03").partition(b"\n")[2])
    drop("b.csv", long_csv(7, day="2026-03-04"))

    result = ingest()

    assert (result.rows_read, result.rows_loaded, result.rows_rejected) == (518, 517, 1)
    assert table("samples").group_by("load_seq").len().sort("load_seq").rows() == [(1, 510), (2, 7)]
    rejected = table("rejected_rows")
    assert rejected.select("source", "load_seq", "row_no", "raw").rows() == [
        ("historian", 1, 502, "PRESS.Count,no time,1,Good")
    ]


def test_rows_read_are_rows_loaded_and_rejected_in_every_file(drop, ingest, table, long_csv):
    drop("a.csv", long_csv(3) + b"PRESS.Count,yesterday,1,Good\n")
    drop("b.csv", long_csv(4, day="2026-03-03"))
    ingest()

    ledger = table("ledger")
    assert ledger["rows_read"].to_list() == [4, 4]
    assert (ledger["rows_read"] == ledger["rows_loaded"] + ledger["rows_rejected"]).all()
    per_load = table("samples").group_by("load_seq").len().sort("load_seq")
    assert per_load["len"].to_list() == ledger["rows_loaded"].to_list()


def test_the_ledger_names_the_members_of_a_zip_archive(drop, ingest, table, long_csv):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("monday.csv", long_csv(3))
        archive.writestr("tuesday.csv", long_csv(4, day="2026-03-03"))
    drop("week.zip", buffer.getvalue())

    assert ingest().rows_loaded == 7
    row = table("ledger").row(0, named=True)
    assert json.loads(row["members"]) == ["monday.csv", "tuesday.csv"]
    assert json.loads(row["touched_days"]) == ["2026-03-02", "2026-03-03"]


def test_progress_is_told_after_each_file(drop, ingest, long_csv):
    drop("a.csv", long_csv(3))
    drop("b.csv", long_csv(4, day="2026-03-03"))
    told: list[int] = []

    ingest(progress=lambda result: told.append(result.rows_loaded))

    assert told == [3, 7]


def test_the_log_of_the_table_knows_the_files_time_range(workspace, drop, ingest, long_csv):
    from orchestration.lake import Lake

    drop("a.csv", long_csv(3))
    ingest()

    actions = pl.DataFrame(Lake(workspace.lake_uri).table("samples").get_add_actions(flatten=True))
    assert actions["num_records"].sum() == 3
    assert actions["max.ts_utc"].dt.replace_time_zone(None).max() == datetime(2026, 3, 2, 0, 0, 2)  # noqa: DTZ001
    assert actions["partition.day_utc"].cast(pl.String).unique().to_list() == ["2026-03-02"]


def test_a_confirmation_without_a_start_touches_the_day_of_its_end() -> None:
    outcome = FileOutcome(BatchFile(1, "id", "confirmations.csv", 1, 0, "confirmations.csv", "id.csv"))
    ends = [datetime(2026, 3, 2, 12, tzinfo=UTC), datetime(2026, 3, 5, 1, tzinfo=UTC)]
    starts = [None, datetime(2026, 3, 4, 23, tzinfo=UTC)]
    rows = pl.DataFrame(
        {"start_utc": starts, "end_utc": ends}, schema_overrides={"start_utc": pl.Datetime("us", "UTC")}
    )
    outcome.add(Batch("confirmations", rows, pl.DataFrame(), 2))
    assert sorted(outcome.touched_days) == [date(2026, 3, 2), date(2026, 3, 4), date(2026, 3, 5)]
