"""What is left open, taken away or stored elsewhere does not lead to a lost or doubled row."""

import shutil

import pytest

from orchestration.lake import Lake, pending_files
from orchestration.lake.batch import open_intent
from orchestration.lake.landing import identify


@pytest.fixture
def interrupted(workspace, drop, ingest, long_csv, monkeypatch):
    """A workspace whose ingest ended with an error just before a commit of the given table."""
    import orchestration.lake.ingest as module

    def run(table: str):
        working = module.commit

        def fails(lake, name, *arguments):
            if name == table:
                raise OSError("the disk went away")
            return working(lake, name, *arguments)

        monkeypatch.setattr(module, "commit", fails)
        drop("a.csv", long_csv(3))
        with pytest.raises(OSError, match="went away"):
            ingest()
        monkeypatch.setattr(module, "commit", working)
        return workspace

    return run


def test_an_open_batch_counts_as_pending(interrupted):
    workspace = interrupted("ledger")

    assert len(pending_files(workspace, workspace.load().sources[0])) == 1
    assert open_intent(workspace, "historian") is not None


@pytest.mark.parametrize("before", ["samples", "ledger"])
def test_the_next_run_finishes_the_open_batch_first(interrupted, ingest, table, drop, long_csv, before):
    interrupted(before)
    drop("b.csv", long_csv(2, day="2026-03-03"))

    ingest()

    assert table("samples").group_by("load_seq").len().sort("load_seq").rows() == [(1, 3), (2, 2)]
    assert table("ledger")["load_seq"].to_list() == [1, 2]


def test_a_lake_that_was_deleted_under_an_open_batch_is_loaded_anew(interrupted, ingest, table):
    workspace = interrupted("ledger")
    shutil.rmtree(workspace.lake_uri)

    ingest()

    assert table("samples").height == 3
    assert table("ledger").height == 1


def test_a_file_dropped_again_after_the_lake_was_deleted_loads_and_leaves_landing(
    workspace, drop, ingest, table, long_csv
):
    drop("a.csv", long_csv(3))
    ingest()
    shutil.rmtree(workspace.lake_uri)
    drop("a.csv", long_csv(3))

    assert ingest().files == 1
    assert table("samples").height == 3
    assert pending_files(workspace, workspace.load().sources[0]) == []


def test_a_claimed_file_that_was_replaced_in_landing_is_loaded_as_what_it_is_now(
    workspace, drop, ingest, table, long_csv, monkeypatch
):
    import orchestration.lake.ingest as module

    def fails(*_arguments):
        raise OSError("the disk went away")

    drop("a.csv", long_csv(3))
    with monkeypatch.context() as patch:
        patch.setattr(module, "move_to_archive", fails)
        with pytest.raises(OSError, match="went away"):
            ingest()
    drop("a.csv", long_csv(5))

    assert ingest().files == 1
    assert table("samples").height == 5
    assert table("ledger")["rows_loaded"].to_list() == [5]


@pytest.mark.parametrize("first", [3, 5])
def test_a_file_that_was_replaced_after_it_was_hashed_is_loaded_as_what_it_is_now(
    first, workspace, drop, ingest, table, long_csv, monkeypatch
):
    """Also where its old content is that of another file, and would be taken out of landing as a duplicate."""
    import orchestration.lake.ingest as module

    def hashed_then_replaced(path):
        landed = identify(path)
        if path.name == "b.csv":
            drop("b.csv", long_csv(7, day="2026-03-09"))
        return landed

    drop("a.csv", long_csv(3))
    drop("b.csv", long_csv(first))
    monkeypatch.setattr(module, "identify", hashed_then_replaced)

    assert ingest().files == 2
    assert table("ledger").sort("load_seq")["rows_loaded"].to_list() == [3, 7]
    assert pending_files(workspace, workspace.load().sources[0]) == []


def test_a_lake_that_is_no_folder_is_written_through_staged_files(
    workspace, drop, ingest, table, long_csv, monkeypatch
):
    class StoredElsewhere(Lake):
        def __init__(self, uri):
            super().__init__(uri)
            self.is_local = False

    monkeypatch.setattr("orchestration.lake.ingest.Lake", StoredElsewhere)
    drop("a.csv", long_csv(3) + b"PRESS.Count,yesterday,1,Good\n")
    assert ingest().files == 1
    drop("again.csv", long_csv(3) + b"PRESS.Count,yesterday,1,Good\n")
    assert ingest().duplicates == 1

    assert table("samples")["value_num"].to_list() == [0.0, 1.0, 2.0]
    assert table("samples")["day_utc"].cast(str).unique().to_list() == ["2026-03-02"]
    assert table("rejected_rows").height == 1
    assert [path for path in (workspace.archive / ".staged").rglob("*") if path.is_file()] == []
