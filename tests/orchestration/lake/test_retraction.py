"""A file that was taken back leaves no row in any table, its trace in the ledger, and itself in the archive."""

import os
from dataclasses import replace
from datetime import UTC, datetime

import polars as pl
import pytest

from orchestration.lake import Lake, RetractionError, WorkspaceBusyError, open_retraction, retract, workspace_lock
from orchestration.lake.compaction import compact

WRONG = "the export was of the test bench"


@pytest.fixture
def two_loads(workspace, drop, ingest, long_csv):
    """Two files of the same day: the second has a row that is rejected and corrects three samples of the first."""
    drop("a.csv", long_csv(5))
    ingest()
    drop("b.csv", long_csv(3, first=2).replace(b",2,Good", b",99,Good") + b"PRESS.Count,yesterday,1,Good\n")
    ingest()
    return workspace


def test_the_rows_leave_the_lake_and_those_of_other_files_stay(two_loads, table):
    retract(two_loads, "b.csv", WRONG)

    assert table("samples").select("load_seq", "value_num").rows() == [(1, float(n)) for n in range(5)]


def test_the_ledger_keeps_the_trace_and_the_archive_the_file(two_loads, table):
    before = datetime.now(UTC)
    done = retract(two_loads, "b.csv", f'  {WRONG}: it\'s "bad" \\ ünd\n')

    row = table("ledger").filter(pl.col("load_seq") == 2).row(0, named=True)
    assert (row["status"], row["reason"]) == ("retracted", f'{WRONG}: it\'s "bad" \\ ünd')
    assert before <= row["retracted_at_utc"] == datetime.fromisoformat(done.retracted_at_utc)
    assert (row["rows_loaded"], row["rows_rejected"], row["touched_days"]) == (3, 1, '["2026-03-02"]')
    assert table("ledger").filter(pl.col("load_seq") == 1).select("status", "reason", "retracted_at_utc").row(0) == (
        "loaded",
        None,
        None,
    )
    assert table("rejected_rows")["load_seq"].to_list() == [2]
    assert [path.name[65:] for path in two_loads.archive.rglob("*.csv") if path.name.startswith(row["file_id"])] == [
        "b.csv"
    ]


def test_a_retracted_file_dropped_again_is_a_new_load(two_loads, drop, ingest, table, long_csv):
    retract(two_loads, "a.csv", WRONG)
    drop("once_more.csv", long_csv(5))

    result = ingest()

    assert (result.files, result.duplicates) == (1, 0)
    assert table("samples").group_by("load_seq").len().sort("load_seq").rows() == [(2, 3), (3, 5)]
    assert table("ledger").sort("load_seq").select("file_name", "status").rows() == [
        ("a.csv", "retracted"),
        ("b.csv", "loaded"),
        ("once_more.csv", "loaded"),
    ]
    # Of the two loads of this content the one that counts is meant.
    assert retract(two_loads, table("ledger")["file_id"][0][:12], WRONG).load_seq in {2, 3}


def test_a_retracted_file_dropped_again_under_its_name_much_later_is_loaded(two_loads, drop, ingest, long_csv):
    retract(two_loads, "a.csv", WRONG)
    path = drop("a.csv", long_csv(5))
    os.utime(path, (0, 0))

    assert ingest().files == 1


def test_a_file_is_named_by_name_hash_source_or_path(two_loads, tmp_path, table, long_csv):
    digest = table("ledger").filter(pl.col("load_seq") == 1)["file_id"][0]
    (tmp_path / "the same by another name.csv").write_bytes(long_csv(5))
    archived = next(two_loads.archive.rglob(f"{digest}-a.csv"))
    names = ["a.csv", "historian/a.csv", digest, digest[:8], f"historian/{digest[:9]}", archived.name, str(archived)]
    for named in [*names, str(tmp_path / "the same by another name.csv"), "/no/longer/there/a.csv"]:
        with pytest.raises(RetractionError, match="needs a reason"):
            retract(two_loads, named, " ")
        assert _meant(two_loads, named) == 1, named


def _meant(workspace, named):
    from orchestration.lake.retraction import _named

    return _named(Lake(workspace.lake_uri).read("ledger"), named)["load_seq"].item()


def test_a_name_that_several_files_have_is_an_error_that_lists_them(workspace, drop, ingest, table, long_csv):
    for rows in (3, 4):
        drop("export.csv", long_csv(rows, first=rows * 10))
        ingest()

    with pytest.raises(RetractionError, match="names 2 loaded files") as refused:
        retract(workspace, "export.csv", WRONG)

    for digest in table("ledger")["file_id"]:
        assert f"historian/{digest[:12]}  export.csv" in str(refused.value)
    assert table("samples").height == 7


def test_what_was_never_loaded_or_is_gone_already_is_refused_with_the_reason(two_loads, drop, ingest):
    drop("binary.csv", bytes(range(256)) * 50)
    ingest()
    with pytest.raises(RetractionError, match=r"No loaded file is named 'c\.csv'"):
        retract(two_loads, "c.csv", WRONG)
    with pytest.raises(RetractionError, match="is in quarantine"):
        retract(two_loads, "binary.csv", WRONG)
    retract(two_loads, "b.csv", WRONG)
    with pytest.raises(RetractionError, match=f"retracted already.*{WRONG}"):
        retract(two_loads, "b.csv", "again")


def test_nothing_is_retracted_while_another_process_holds_the_workspace(two_loads, table):
    import threading

    held, done = threading.Event(), threading.Event()

    def hold():
        with workspace_lock(two_loads):
            held.set()
            done.wait(30)

    other = threading.Thread(target=hold)
    other.start()
    held.wait(30)
    try:
        with pytest.raises(WorkspaceBusyError):
            retract(two_loads, "b.csv", WRONG)
    finally:
        done.set()
        other.join()
    assert table("samples").height == 8


@pytest.mark.parametrize("before", ["delete", "update"])
def test_a_retraction_that_was_cut_short_is_finished_before_the_next_load(
    two_loads, drop, ingest, table, long_csv, monkeypatch, before
):
    from deltalake import DeltaTable

    def fails(*_arguments, **_options):
        raise OSError("the disk went away")

    with monkeypatch.context() as patch:
        patch.setattr(DeltaTable, before, fails)
        with pytest.raises(OSError, match="went away"):
            retract(two_loads, "a.csv", WRONG)
    assert open_retraction(two_loads).reason == WRONG
    # The same content again: a new load, not a duplicate of what is being taken back.
    drop("a.csv", long_csv(5))

    assert ingest().files == 1
    assert open_retraction(two_loads) is None
    assert table("samples").group_by("load_seq").len().sort("load_seq").rows() == [(2, 3), (3, 5)]


def test_asking_again_for_a_retraction_that_was_cut_short_finishes_it(two_loads, table, monkeypatch):
    from deltalake import DeltaTable

    def fails(*_arguments, **_options):
        raise OSError("the disk went away")

    with monkeypatch.context() as patch:
        patch.setattr(DeltaTable, "update", fails)
        with pytest.raises(OSError, match="went away"):
            retract(two_loads, "a.csv", WRONG)
    first = open_retraction(two_loads)

    assert retract(two_loads, "a.csv", "another reason") == replace(first)
    assert table("ledger").filter(pl.col("load_seq") == 1)["reason"].item() == WRONG


def test_files_shared_with_other_loads_keep_their_rows(workspace, drop, ingest, table, long_csv):
    # Small files of one batch share a Parquet file.
    drop("a.csv", long_csv(5))
    drop("b.csv", long_csv(5, first=5))
    ingest()

    retract(workspace, "a.csv", WRONG)
    compact(workspace)

    assert table("samples")["value_num"].to_list() == [5.0, 6.0, 7.0, 8.0, 9.0]
    files = pl.DataFrame(Lake(workspace.lake_uri).table("samples").get_add_actions(flatten=True))
    assert files["num_records"].sum() == 5


def test_a_lake_of_an_older_version_gets_the_columns_it_lacks(workspace, drop, ingest, table, long_csv, monkeypatch):
    import orchestration.lake.store as module
    from orchestration.lake.tables import LAKE_TABLES

    ledger = LAKE_TABLES["ledger"]
    older = pl.Schema({name: kind for name, kind in ledger.columns.items() if name != "retracted_at_utc"})
    with monkeypatch.context() as patch:
        patch.setitem(module.LAKE_TABLES, "ledger", replace(ledger, columns=older))
        Lake(workspace.lake_uri).create_tables()
    assert "retracted_at_utc" not in table("ledger").columns

    drop("a.csv", long_csv(5))
    ingest()

    assert table("ledger").select("status", "retracted_at_utc").rows() == [("loaded", None)]
