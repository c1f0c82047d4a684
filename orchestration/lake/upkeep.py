"""Vacuum: files that no table names any more, and logs that only a history needs, leave the lake after some days.

Kills leave such files, and so do compaction, retraction and retention. Who opened the lake before those may still read
what they replaced: hence an age. Checkpoints keep the logs short; they hold which loads are committed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orchestration.lake.lock import workspace_lock
from orchestration.lake.store import Lake
from orchestration.lake.tables import LAKE_TABLES

if TYPE_CHECKING:
    from orchestration.plant import Workspace


def vacuum(workspace: Workspace, after_days: float, lock_wait_s: float = 0.0) -> list[str]:
    """Delete files that no table names, once they are `after_days` old; returns their paths, table first.

    Raises:
        WorkspaceBusyError: another process holds the workspace for longer than `lock_wait_s` seconds.
    """
    lake = Lake(workspace.lake_uri)
    removed: list[str] = []
    with workspace_lock(workspace, lock_wait_s):
        lake.create_tables()
        for name in LAKE_TABLES:
            table = lake.table(name)
            gone = table.vacuum(round(after_days * 24), dry_run=False, enforce_retention_duration=False, full=True)
            removed += [f"{name}/{path}" for path in gone]
            table.create_checkpoint()
            table.cleanup_metadata()
    return removed
