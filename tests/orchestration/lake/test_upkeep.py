"""Vacuum removes files that no table names, once they are old enough; logs stay short and know every load."""

from pathlib import Path

import pytest

from orchestration.lake import Lake
from orchestration.lake.upkeep import vacuum


@pytest.fixture
def orphan(workspace, drop, ingest, long_csv):
    """A file beside a loaded one that no table names."""
    drop("a.csv", long_csv(3))
    ingest()
    path = next(Path(Lake(workspace.lake_uri).path("samples")).rglob("*.parquet")).with_name("part-orphan.parquet")
    path.write_bytes(b"left by a kill")
    return path


def test_orphans_are_removed_and_rows_stay(workspace, orphan, table):
    removed = vacuum(workspace, after_days=0)
    assert [path.rsplit("/", 1)[-1] for path in removed] == ["part-orphan.parquet"]
    assert not orphan.exists()
    assert table("samples").height == 3


def test_young_orphans_stay(workspace, orphan):
    assert vacuum(workspace, after_days=7) == []
    assert orphan.exists()


def test_a_checkpoint_knows_which_loads_are_committed(workspace, orphan, drop, ingest, table, long_csv):
    vacuum(workspace, after_days=7)
    for name in ("samples", "rejected_rows", "ledger"):
        log = Path(Lake(workspace.lake_uri).path(name)) / "_delta_log"
        newest = max(log.glob("*.checkpoint.parquet")).name.split(".")[0]
        for entry in log.glob("*.json"):
            if entry.stem < newest:
                entry.unlink()
    drop("b.csv", long_csv(3, first=3))
    drop("c.csv", long_csv(3))
    result = ingest()
    assert (result.files, result.duplicates) == (1, 1)
    assert table("samples")["load_seq"].to_list() == [1, 1, 1, 2, 2, 2]
