"""A kill at any moment, followed by a rerun, leaves what an undisturbed run leaves."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from deltalake import DeltaTable

from orchestration.lake import LAKE_TABLES, Lake
from orchestration.readers.registry import READERS
from tests.orchestration.lake.two_tables import READER, two_tables

DRIVER = "tests.orchestration.lake.killed_ingest"


@pytest.fixture
def busy_workspace(workspace, drop, ingest, long_csv):
    """One file loaded; waiting: good files (the last repeats a part of the first), one with a rejected row, a twin, a
    known file, and one that is refused."""
    drop("known.csv", long_csv(5, day="2026-03-01"))
    ingest()
    drop("a.csv", long_csv(50))
    drop("b_twin_of_a.csv", long_csv(50))
    drop("c_known.csv", long_csv(5, day="2026-03-01"))
    drop("d.csv", long_csv(30, day="2026-03-03") + b"PRESS.Count,yesterday,1,Good\n")
    drop("e_binary.csv", bytes(range(256)) * 50)
    drop("f.csv", long_csv(20, first=40))
    return workspace


def run_driver(workspace, folder: Path, *arguments: str) -> list[dict[str, object]]:
    folder.mkdir()
    command = [sys.executable, "-m", DRIVER, str(workspace.root), str(folder), *arguments]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path.cwd())
    assert ran.returncode == 0, ran.stderr[-3000:]
    return [json.loads(path.read_text()) for path in sorted(folder.glob("*.json"))]


@pytest.mark.slow
def test_a_kill_before_or_after_any_durable_step_changes_nothing(busy_workspace, tmp_path):
    outcomes = run_driver(busy_workspace, tmp_path / "points", "points")

    # The last one is the run that no longer dies.
    undisturbed = outcomes[-1]
    assert undisturbed["samples"]["rows"] == 105
    assert undisturbed["rejected_rows"]["rows"] == 1
    assert undisturbed["ledger"]["rows"] == 5
    assert undisturbed["landing"] == []
    assert len(outcomes) > 40
    different = [number for number, outcome in enumerate(outcomes, start=1) if outcome != undisturbed]
    assert different == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("way", "archived", "quarantined"),
    [("encrypt", {".sealed": 4}, {".sealed": 1, ".txt": 1}), ("drop", {}, {".txt": 1})],
)
def test_a_kill_at_any_step_leaves_no_original_in_clear_and_none_twice(
    busy_workspace, tmp_path, monkeypatch, way, archived, quarantined
):
    plant = busy_workspace.root / "plant.yaml"
    export_time = "    export_time:"
    plant.write_text(plant.read_text().replace(export_time, f"    archive: {way}\n{export_time}"))
    monkeypatch.setenv("MILLRACE_ARCHIVE_KEY", "0f" * 32)
    for path in busy_workspace.archive.rglob("*known.csv"):
        path.unlink()  # of before it was configured so

    outcomes = run_driver(busy_workspace, tmp_path / "points", "points")

    undisturbed = outcomes[-1]
    assert undisturbed["samples"]["rows"] == 105
    assert undisturbed["landing"] == []
    for folder, left in (("archive", archived), ("quarantine", quarantined)):
        assert Counter(Path(name).suffix for name in undisturbed[folder]) == left
    assert len(outcomes) > 50
    different = [number for number, outcome in enumerate(outcomes, start=1) if outcome != undisturbed]
    assert different == []


@pytest.mark.slow
def test_kills_at_random_moments_change_nothing(busy_workspace, tmp_path):
    outcomes = run_driver(busy_workspace, tmp_path / "random", "random", "30", "7")

    undisturbed = outcomes[-1]
    assert undisturbed["samples"]["rows"] == 105
    assert all(outcome == undisturbed for outcome in outcomes)


@pytest.mark.slow
def test_a_kill_at_any_step_of_a_retraction_leaves_what_an_undisturbed_one_leaves(
    workspace, drop, ingest, long_csv, tmp_path
):
    drop("a.csv", long_csv(50))
    drop("wrong.csv", long_csv(40, day="2026-03-03") + b"PRESS.Count,yesterday,1,Good\n")
    drop("c.csv", long_csv(1, day="2026-03-05"))
    ingest()

    outcomes = run_driver(workspace, tmp_path / "points", "retraction", "wrong.csv")

    undisturbed = outcomes[-1]
    assert undisturbed["samples"]["rows"] == 51
    assert undisturbed["rejected_rows"]["rows"] == 1
    assert undisturbed["ledger"]["rows"] == 3
    assert len(outcomes) > 20
    different = [number for number, outcome in enumerate(outcomes, start=1) if outcome != undisturbed]
    assert different == []


@pytest.mark.slow
def test_a_kill_at_any_step_leaves_a_file_of_two_tables_whole_or_not_at_all(workspace, drop, monkeypatch, tmp_path):
    monkeypatch.setitem(READERS, READER.name, READER)
    plant = workspace.root / "plant.yaml"
    long, own = "reader: historian.delimited_long\n", f"reader: {READER.name}\n    archive: keep\n"
    plant.write_text(plant.read_text().replace(long, own))
    Lake(workspace.lake_uri).create_tables()
    both = [(kind, f"x{second}", f"01:00:{second}", second) for second in range(10, 60) for kind in READER.produces({})]
    drop("a_small.txt", two_tables(*both[:20]) + b"what is this\n")
    drop("b_large.txt", two_tables(*both * 3))

    outcomes = run_driver(workspace, tmp_path / "points", "points")

    undisturbed = outcomes[-1]
    assert undisturbed["samples"]["rows"] == 10 + 150
    assert undisturbed["operations"]["rows"] == 10 + 150
    assert undisturbed["rejected_rows"]["rows"] == 1
    assert undisturbed["ledger"]["rows"] == 2
    assert len(outcomes) > 25
    different = [number for number, outcome in enumerate(outcomes, start=1) if outcome != undisturbed]
    assert different == []


@pytest.mark.parametrize("made", [0, 1, len(LAKE_TABLES) - 1])
def test_a_kill_while_the_tables_are_made_leaves_the_rest_to_the_next_time(workspace, monkeypatch, made):
    create, calls = DeltaTable.create, []

    def dies(*arguments, **named):
        calls.append(arguments)
        if len(calls) > made:
            raise KeyboardInterrupt
        return create(*arguments, **named)

    lake = Lake(workspace.lake_uri)
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(DeltaTable, "create", dies)
        lake.create_tables()

    lake.create_tables()

    assert [lake.read(name).columns for name in LAKE_TABLES] == [list(one.columns) for one in LAKE_TABLES.values()]
