"""A pull that dies before and after each durable step; rows arrive; pull and ingest again. Run by test_killed_pull.

Usage: killed_pull.py <workspace> <history.db> <folder>. What the lake holds in the end is written to <folder>/<n>.json,
for each such moment n; the last one is of the pull that did not die.
"""

import json
import os
import shutil
import sqlite3
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "lake"))
from killed_ingest import ended, forked, ingest, left_by_kills, state

from orchestration.lake import Lake
from orchestration.plant import Workspace
from orchestration.pulls import pull_source

NOW = datetime(2026, 3, 1, 1, 30, tzinfo=UTC)


def pull(root: Path, now: datetime) -> None:
    """Pull the first source of the workspace."""
    workspace = Workspace(root)
    plant = workspace.load()
    result = pull_source(workspace, plant, plant.sources[0], lambda: now)
    assert result.failure is None, result.failure


def later(root: Path, history: Path, result: Path) -> None:
    """A late row and a correction arrive; pull and ingest; note all samples, and what is left of drafts."""
    with sqlite3.connect(history) as connection:
        connection.execute("insert into history values ('late', '2026-03-01 00:10:00', 7)")
        connection.execute("update history set value = 9 where time = '2026-03-01 01:00:00'")
    pull(root, NOW + timedelta(minutes=5))
    ingest(root)
    samples = (
        Lake(root / "lake").read("samples").select("tag", "ts_utc", "value_num").sort("ts_utc", "tag", "value_num")
    )
    left = [path.name for folder in ("landing", "pulls") for path in (root / folder).rglob("*.tmp")]
    result.write_text(json.dumps([[*map(str, row)] for row in samples.rows()] + left))


def run(base: Path, history: Path, folder: Path) -> None:
    """Die before and after each step, and once not at all, which is the last one."""
    root, rows = folder / "copy", folder / "history.db"
    shutil.copytree(base, root)
    os.environ["PLANT_HISTORY_URL"] = f"sqlite:///{rows}"
    shutil.copy(history, rows)
    copies = [*left_by_kills(root, folder / "copies", lambda root: pull(root, NOW)), root]
    known: dict[tuple[str, bool], Path] = {}
    for number, copy in enumerate(copies, start=1):
        shutil.copy(history, rows)
        result = folder / f"{number:04d}.json"
        # Every second time what landed is loaded before the next pull: both must do.
        found = state(copy), bool(number % 2)
        if found in known:
            shutil.copy(known[found], result)
        else:
            if found[1]:
                assert ended(forked(lambda copy=copy: ingest(copy))) == 0
            assert ended(forked(lambda copy=copy, result=result: later(copy, rows, result))) == 0
            known[found] = result
        shutil.rmtree(copy)


if __name__ == "__main__":
    run(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
