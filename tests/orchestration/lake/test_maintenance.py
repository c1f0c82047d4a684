"""Maintenance changes files, never rows."""

from pathlib import Path

from orchestration.lake import Lake
from orchestration.lake.maintenance import compact, vacuum_orphans


def test_orphans_are_removed_and_rows_stay(workspace, drop, ingest, table, long_csv):
    drop("a.csv", long_csv(3))
    ingest()
    orphan = next(Path(Lake(workspace.lake_uri).path("samples")).rglob("*.parquet")).with_name("part-orphan.parquet")
    orphan.write_bytes(b"left by a kill")

    removed = vacuum_orphans(workspace, retention_hours=0)

    assert [path.rsplit("/", 1)[-1] for path in removed] == ["part-orphan.parquet"]
    assert table("samples").height == 3


def test_young_orphans_stay(workspace, drop, ingest, long_csv):
    drop("a.csv", long_csv(3))
    ingest()
    orphan = next(Path(Lake(workspace.lake_uri).path("samples")).rglob("*.parquet")).with_name("part-orphan.parquet")
    orphan.write_bytes(b"perhaps of a run under way")

    assert vacuum_orphans(workspace) == []


def test_compaction_merges_small_files_and_the_next_load_is_still_exactly_once(
    workspace, drop, ingest, table, long_csv, monkeypatch
):
    monkeypatch.setattr("orchestration.lake.maintenance.COMPACT_FROM_FILES", 2)
    for number in range(3):
        drop("a.csv", long_csv(5, first=number * 5))
        ingest()
    before = table("samples")

    assert compact(workspace)["samples"] == 3
    assert table("samples").equals(before)

    drop("again.csv", long_csv(5))
    drop("new.csv", long_csv(5, first=15))
    result = ingest()
    assert (result.files, result.duplicates) == (1, 1)
    assert table("samples")["load_seq"].unique().sort().to_list() == [1, 2, 3, 4]
