"""A pull that is killed anywhere loses no row, and loads none twice."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

DRIVER = Path(__file__).with_name("killed_pull.py")


@pytest.mark.slow
def test_a_kill_before_or_after_any_durable_step_neither_loses_nor_doubles_a_row(history, pulled_plant, tmp_path):
    history.executemany(
        "insert into history values (?, ?, ?)",
        [("a", "2026-02-28 23:30:00", 1), ("a", "2026-03-01 00:59:59", 2), ("a", "2026-03-01 01:00:00", 3)],
    )
    folder = tmp_path / "kills"
    folder.mkdir()
    command = [
        sys.executable,
        str(DRIVER),
        str(pulled_plant().workspace.root),
        str(tmp_path / "history.db"),
        str(folder),
    ]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path.cwd())
    assert ran.returncode == 0, ran.stderr[-3000:]

    outcomes = [json.loads(path.read_text()) for path in sorted(folder.glob("*.json"))]
    hour = "2026-03-01 0{}+00:00".format
    whole = [
        ["a", "2026-02-28 23:30:00+00:00", "1.0"],
        ["late", hour("0:10:00"), "7.0"],
        ["a", hour("0:59:59"), "2.0"],
    ]
    # The value of one o'clock was 3, then 9: a pull that died before it landed saw only the 9.
    both = [*whole, ["a", hour("1:00:00"), "3.0"], ["a", hour("1:00:00"), "9.0"]]
    newest = [*whole, ["a", hour("1:00:00"), "9.0"]]
    assert outcomes[-1] == both
    assert [outcome for outcome in outcomes if outcome not in (both, newest)] == []
    assert len(outcomes) > 40
