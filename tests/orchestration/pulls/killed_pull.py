"""A pull that dies at each durable step in turn; rows arrive; pull and ingest again. Run by test_killed_pull.

Usage: killed_pull.py <workspace> <history.db> <folder>. What the lake holds in the end is written to <folder>/<n>.json,
for each step n; the last one is of the pull that no longer died.
"""

import json
import os
import shutil
import signal
import sqlite3
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "lake"))
from killed_ingest import count_steps, ended, forked, ingest

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
    """Die at each step, until a pull has fewer steps than that."""
    for point in range(1, 1000):
        root, rows = folder / "copy", folder / "history.db"
        shutil.copytree(base, root)
        shutil.copy(history, rows)
        os.environ["PLANT_HISTORY_URL"] = f"sqlite:///{rows}"

        def work(root: Path = root, point: int = point) -> None:
            steps = iter(range(1, 10_000))

            def die_at_point() -> None:
                if next(steps) == point:
                    os.kill(os.getpid(), signal.SIGKILL)

            count_steps(die_at_point)
            pull(root, NOW)

        code = ended(forked(work))
        # Every second time what landed is loaded before the next pull: both must do.
        if point % 2:
            assert ended(forked(lambda root=root: ingest(root))) == 0
        result = folder / f"{point:04d}.json"
        assert ended(forked(lambda root=root, rows=rows, result=result: later(root, rows, result))) == 0
        shutil.rmtree(root)
        if code == 0:
            return
        assert code == -signal.SIGKILL, f"step {point}: exit code {code}"


if __name__ == "__main__":
    run(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
