"""From an unknown export to published figures: init, inspect, put the proposal in place, check, run."""

import json
import subprocess
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

Command = Callable[..., subprocess.CompletedProcess[str]]
WORDS = {"Läuft": 7, "Störung": 2, "Rüsten": 1}
"""Minutes of each state in ten."""


def export(path: Path) -> Path:
    """Ten hours of a German press line, semicolons and decimal commas, as Windows writes it."""
    start, count, rows = datetime(2026, 2, 2, 6), 65_000, []  # noqa: DTZ001 - of the file, which states no zone
    states = [word for word, minutes in WORDS.items() for _ in range(minutes)]
    for minute in range(600):
        at, state = f"{start + timedelta(minutes=minute):%d.%m.%Y %H:%M:%S}", states[minute % 10]
        count = (count + 2 * (state == "Läuft")) % 65_536
        rows += [f"PRESSE01.Zustand;{at};{state};Good", f"PRESSE01.Gutteile;{at};{count};Good"]
        rows.append(
            f"PRESSE01.Temperatur;{at};{20 + minute % 7 / 2:.1f};Good".replace(".0;", ",0;").replace(".5;", ",5;")
        )
    path.write_bytes(("TagName;DateTime;Value;Quality\r\n" + "\r\n".join(rows) + "\r\n").encode("windows-1252"))
    return path


def put_in_place(root: Path, proposal: Path) -> None:
    """What a person does with the proposal: entries into plant.yaml, rows into the CSV files."""
    plant = (root / "plant.yaml").read_text(encoding="utf-8")
    units = (proposal / "work_units.yaml").read_text(encoding="utf-8")
    source = (proposal / "source.yaml").read_text(encoding="utf-8")
    plant = plant.replace("\nsources:\n", f"{units}\nsources:\n{source}").replace("2026-01-01 ", "2026-02-01 ")
    (root / "plant.yaml").write_text(plant, encoding="utf-8")
    for name in ("tags.csv", "states.csv"):
        header, *rows = [
            line for line in (proposal / name).read_text(encoding="utf-8").splitlines(keepends=True)
            if not line.startswith("#")
        ]  # fmt: skip
        text = (root / name).read_text(encoding="utf-8")
        assert header in text
        (root / name).write_text(text + "".join(rows), encoding="utf-8")


@pytest.fixture(scope="module")
def inspected(command: Command, run_workspace: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("inspected")
    root, file = folder / "plant", export(folder / "werk_20260202.csv")
    assert command("init", root).returncode == 0
    told = command("inspect", file, "--workspace", root, "--json")
    assert told.returncode == 0, told.stderr
    put_in_place(root, root / "proposals" / "werk")
    checked = command("check", "--workspace", root, "--json")
    landing = root / "landing" / "werk"
    landing.mkdir(parents=True)
    file.rename(landing / file.name)
    return json.loads(told.stdout), json.loads(checked.stdout), run_workspace(root)


def test_the_proposal_passes_check(inspected: Any) -> None:
    _, checked, _ = inspected
    assert checked["errors"] == []
    assert [notice for notice in checked["notices"] if notice["object"] == "presse01"] == []


def test_the_run_loads_what_was_told(inspected: Any) -> None:
    told, _, published = inspected
    (row,) = published.ask("select rows_read, rows_loaded, rows_rejected from meta.files where source = 'werk'").rows()
    assert row == (told["rows"]["read"], told["rows"]["loaded"], told["rows"]["rejected"]) == (1800, 1800, 0)


def test_states_and_counts_are_those_of_the_file(inspected: Any) -> None:
    _, _, published = inspected
    minutes = published.ask(
        "select state, sum(duration_s) / 60 as minutes from fct_time_segments where work_unit = 'presse01' "
        "and raw_state is not null group by state"
    )
    told = dict(minutes.rows())
    assert told["running"] == pytest.approx(420, abs=1)
    assert told["changeover"] == pytest.approx(60, abs=16)
    assert published.ask("select sum(good_count) from fct_production where work_unit = 'presse01'").item() == 838
