"""Keeping the lake small: files that kills left behind, and many small files of small loads.

None of it changes a row. It runs under the workspace lock, as everything that touches the lake does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orchestration.lake.lock import workspace_lock
from orchestration.lake.store import Lake
from orchestration.lake.tables import LAKE_TABLES

if TYPE_CHECKING:
    from orchestration.plant import Workspace

# A table below this many files reads fast enough as it is.
COMPACT_FROM_FILES = 200


def vacuum_orphans(workspace: Workspace, retention_hours: int = 168, lock_wait_s: float = 0.0) -> list[str]:
    """Delete Parquet files that no table names, older than `retention_hours`; returns their paths, table first.

    Kills leave such files, and so does compaction. Readers that opened the lake before a compaction may still read
    the files it replaced: hence the default of a week.
    """
    lake = Lake(workspace.lake_uri)
    removed: list[str] = []
    with workspace_lock(workspace, lock_wait_s):
        for name in LAKE_TABLES:
            gone = lake.table(name).vacuum(retention_hours, dry_run=False, enforce_retention_duration=False, full=True)
            removed += [f"{name}/{path}" for path in gone]
    return removed


def compact(workspace: Workspace, lock_wait_s: float = 0.0) -> dict[str, int]:
    """Merge the small files of tables that have many; returns the number of files removed from each table."""
    lake = Lake(workspace.lake_uri)
    merged: dict[str, int] = {}
    with workspace_lock(workspace, lock_wait_s):
        for name in LAKE_TABLES:
            table = lake.table(name)
            if len(table.file_uris()) >= COMPACT_FROM_FILES:
                merged[name] = int(table.optimize.compact()["numFilesRemoved"])
    return merged
