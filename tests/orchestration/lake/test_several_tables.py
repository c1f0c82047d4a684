"""A file may bring rows of several tables: it is still one load, all or nothing."""

import io
import json
import zipfile
from datetime import date

import polars as pl
import pytest

from orchestration.defs.ingest.reconciliation import lake_holds_ledger
from orchestration.lake import Lake, apply_retention, compact, retract
from orchestration.readers.registry import READERS
from tests.orchestration.lake.two_tables import READER, two_tables

COUNTS = ("rows_new", "rows_repeated", "rows_changed", "rows_superseded")
MIXED = two_tables(
    ("samples", "A", "01:00:00", 1),
    ("operations", "op1", "02:00:00", 10),
    ("samples", "B", "01:00:00", 2),
    ("operations", "op2", "2026-03-04T02:00:00", 20),
)


@pytest.fixture(autouse=True)
def two_table_source(workspace, monkeypatch):
    monkeypatch.setitem(READERS, READER.name, READER)
    plant = workspace.root / "plant.yaml"
    long, both = "reader: historian.delimited_long\n", f"reader: {READER.name}\n    archive: keep\n"
    plant.write_text(plant.read_text().replace(long, both))


@pytest.fixture
def loads(workspace):
    """Columns of the ledger, load by load."""

    def read(*columns: str) -> list[tuple[object, ...]]:
        return Lake(workspace.lake_uri).read("ledger").sort("load_seq").select(columns).rows()

    return read


def parquet_files(workspace, table: str) -> list[str]:
    return [path.name for path in (workspace.root / "lake" / table).rglob("*.parquet")]


def test_one_file_is_one_load_of_all_its_tables(drop, ingest, table, loads):
    drop("a.txt", MIXED + b"what is this\n")

    result = ingest()

    assert (result.files, result.rows_read, result.rows_loaded, result.rows_rejected) == (1, 5, 4, 1)
    assert table("samples").select("load_seq", "tag", "row_no").rows() == [(1, "A", 1), (1, "B", 3)]
    assert table("operations").select("load_seq", "operation_id", "row_no").rows() == [(1, "op1", 2), (1, "op2", 4)]
    assert table("rejected_rows").select("load_seq", "row_no", "raw").rows() == [(1, 5, "what is this")]
    assert loads("rows_read", "rows_loaded", "rows_rejected") == [(5, 4, 1)]
    assert [json.loads(str(days)) for (days,) in loads("touched_days")] == [["2026-03-02", "2026-03-04"]]


def test_files_of_one_table_each_leave_the_other_as_it_is(workspace, drop, ingest, table):
    drop("a.txt", two_tables(("operations", "op1", "02:00:00", 10)))
    ingest()
    assert parquet_files(workspace, "samples") == []
    drop("b.txt", two_tables(("samples", "A", "01:00:00", 1)))
    ingest()
    assert (table("samples").height, table("operations").height) == (1, 1)
    assert len(parquet_files(workspace, "operations")) == 1


def test_changes_are_counted_over_all_tables(drop, ingest, loads):
    drop("a.txt", MIXED)
    ingest()
    again = two_tables(
        ("samples", "A", "01:00:00", 1),
        ("samples", "B", "01:00:00", 7),
        ("samples", "C", "01:00:00", 3),
        ("operations", "op1", "02:00:00", 10),
        ("operations", "op2", "2026-03-04T02:00:00", 21),
        ("operations", "op3", "02:00:00", 30),
        ("operations", "op3", "02:00:00", 31),
    )
    drop("b.txt", again)
    result = ingest()
    assert loads(*COUNTS) == [(4, 0, 0, 0), (2, 2, 2, 1)]
    assert (result.rows_new, result.rows_repeated, result.rows_changed, result.rows_superseded) == (2, 2, 2, 1)


def test_repeated_samples_restate_no_day_though_operations_touch_it(drop, ingest, loads):
    drop("a.txt", MIXED)
    ingest()
    drop("b.txt", MIXED + two_tables(("operations", "op3", "02:00:00", 1)))
    ingest()
    assert loads(*COUNTS)[1] == (1, 4, 0, 0)
    # 4 March has operations alone: which of their rows changed is found by the staged tables, not by days.
    assert json.loads(str(loads("changed_days")[1][0])) == ["2026-03-04"]


def test_a_large_file_streams_into_all_its_tables(drop, ingest, table, monkeypatch):
    monkeypatch.setattr("orchestration.lake.collector.HOLD_BYTES", 100)
    times = [f"{second // 60:02d}:{second % 60:02d}" for second in range(200)]
    rows = [(kind, f"x{time}", f"00:{time}", 1) for time in times for kind in ("samples", "operations")]
    drop("a.txt", two_tables(*rows) + b"what is this\n")
    drop("b.txt", MIXED)

    result = ingest()

    assert (result.rows_read, result.rows_loaded, result.rows_rejected) == (405, 404, 1)
    for name in ("samples", "operations"):
        assert table(name).group_by("load_seq").len().sort("load_seq").rows() == [(1, 200), (2, 2)]
        assert table(name).filter(pl.col("load_seq") == 1)["row_no"].n_unique() == 200
    assert table("rejected_rows")["row_no"].to_list() == [401]


@pytest.mark.parametrize("hold_bytes", [10, 1 << 20], ids=["streamed", "held"])
def test_a_late_refusal_leaves_nothing_in_any_table(workspace, drop, ingest, monkeypatch, hold_bytes):
    monkeypatch.setattr("orchestration.lake.collector.HOLD_BYTES", hold_bytes)
    drop("a.txt", MIXED * 20 + b"what is this\n" * 20 + b"refuse\n")

    result = ingest()

    assert (result.files, result.quarantined) == (0, 1)
    assert [parquet_files(workspace, name) for name in ("samples", "operations", "rejected_rows")] == [[], [], []]


def test_rows_of_a_table_that_the_source_does_not_give_refuse_the_file(workspace, drop, ingest, loads, monkeypatch):
    monkeypatch.setattr(type(READER), "produces", lambda *_: ("samples", "orders"))
    drop("a.txt", MIXED)
    assert ingest().quarantined == 1
    assert "a batch of operations came, where the source gives samples and orders" in str(loads("reason")[0][0])
    assert parquet_files(workspace, "samples") == []


def test_a_retraction_takes_the_rows_of_all_tables(workspace, drop, ingest, table):
    drop("a.txt", MIXED)
    drop("b.txt", two_tables(("samples", "C", "03:00:00", 1), ("operations", "op3", "03:00:00", 1)))
    ingest()

    assert retract(workspace, "a.txt", "wrong").rows == 4

    assert table("samples")["tag"].to_list() == ["C"]
    assert table("operations")["operation_id"].to_list() == ["op3"]


def test_retention_and_compaction_change_the_samples_and_leave_the_other_tables_whole(workspace, drop, ingest, table):
    old = two_tables(("samples", "A", "2026-01-10T01:00:00", 1), ("operations", "op0", "2026-01-10T01:00:00", 1))
    drop("a.txt", old + MIXED)
    drop("b.txt", two_tables(("samples", "A", "01:30:00", 1), ("operations", "op4", "03:00:00", 1)))
    ingest()
    path = workspace.root / "plant.yaml"
    path.write_text(path.read_text() + "lake: {retention: {samples_days: 100}}\n")
    plant = workspace.load()

    assert apply_retention(workspace, plant, date(2026, 6, 1)).samples == 1
    assert compact(workspace).days == 1

    assert table("samples")["ts_utc"].dt.date().unique().to_list() == [date(2026, 3, 2)]
    assert table("operations")["operation_id"].to_list() == ["op0", "op1", "op2", "op4"]
    assert lake_holds_ledger(Lake(workspace.lake_uri), table("ledger"), plant.sources[0]).detail == (
        "samples + operations: ledger 7, lake 7; rejected_rows: ledger 0, lake 0."
    )


def test_members_of_an_archive_are_one_load_whatever_table_each_brings(drop, ingest, table, loads):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("samples.txt", two_tables(("samples", "A", "01:00:00", 1), ("samples", "A", "01:00:01", 1)))
        archive.writestr("operations.txt", two_tables(("operations", "op1", "02:00:00", 1)) + b"what is this\n")
    drop("extract.zip", buffer.getvalue())
    ingest()
    assert loads("rows_read", "rows_loaded", "rows_rejected") == [(4, 3, 1)]
    assert table("samples")["row_no"].to_list() == [1, 2]
    assert table("operations")["row_no"].to_list() == [3]
    assert table("rejected_rows").select("member", "row_no").rows() == [("operations.txt", 4)]
