"""`millrace inspect` as it is typed: what it writes, what it leaves alone, how it fails."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from orchestration.plant import scaffold

EXPORT = "tag;time;value\nPRESS01.State;31.01.2026 06:00:00;RUN\nPRESS01.State;31.01.2026 06:01:00;STOP\n"


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "line_1 2026-01-31.csv"
    path.write_text(EXPORT)
    return path


def inspect(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "orchestration.cli", "inspect", *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=120, check=False)


def test_the_proposal_is_written_and_never_over_files_that_are_there(tmp_path: Path, export: Path) -> None:
    first = inspect(export, cwd=tmp_path)
    assert first.returncode == 0, first.stderr
    folder = tmp_path / "line_1_proposal"
    assert {path.name for path in folder.iterdir()} == {"source.yaml", "tags.csv", "states.csv", "work_units.yaml"}
    (folder / "tags.csv").write_text("mine")
    again = inspect(export, cwd=tmp_path)
    assert again.returncode == 1
    assert "Nothing was written: line_1_proposal has source.yaml, tags.csv" in again.stderr
    assert (folder / "tags.csv").read_text() == "mine"


def test_when_it_was_exported_is_proposed_as_the_files_name_has_it(tmp_path: Path, export: Path) -> None:
    export.rename(tmp_path / "line_1_20260131T061500.csv")
    assert inspect("line_1_20260131T061500.csv", cwd=tmp_path).returncode == 0
    [proposed] = yaml.safe_load((tmp_path / "line_1_proposal" / "source.yaml").read_text())
    assert proposed["export_time"] == {"pattern": r"(\d{8}T\d{6})\.", "format": "%Y%m%dT%H%M%S"}


def test_looking_writes_nothing(tmp_path: Path, export: Path) -> None:
    result = inspect(export, "--no-write", "--json", cwd=tmp_path)
    assert result.returncode == 0
    told = json.loads(result.stdout)
    assert (told["reader"], told["rows"]["loaded"]) == ("historian.delimited_long", 2)
    assert told["options"] == {"separator": ";", "time_format": "%d.%m.%Y %H:%M:%S"}
    assert list(tmp_path.iterdir()) == [export]


def test_a_workspace_gives_site_zone_and_work_units_and_takes_the_proposal(tmp_path: Path, export: Path) -> None:
    scaffold(tmp_path / "plant")
    text = (tmp_path / "plant" / "plant.yaml").read_text()
    (tmp_path / "plant" / "plant.yaml").write_text(text.replace("# aliases", "aliases"))
    result = inspect(export, "--workspace", "plant", "--source", "press", "--json", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    told = json.loads(result.stdout)
    assert told["zone"] == {"stated": "none", "read_as": "Europe/Berlin", "hints": []}
    assert [tag["work_unit"] for tag in told["tags"]] == ["north_l1_press"]
    assert told["proposal"] == [f"plant/proposals/press/{name}" for name in ("source.yaml", "tags.csv", "states.csv")]


def test_no_export_is_a_failure_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"%PDF-1.7\n")
    result = inspect("a.csv", cwd=tmp_path)
    assert result.returncode == 1
    assert "a.csv is not a historian export because it is a PDF document" in result.stderr
    told = inspect("a.csv", "--json", cwd=tmp_path)
    assert told.returncode == 1
    assert json.loads(told.stdout)["is_export"] is False
    assert list(tmp_path.iterdir()) == [tmp_path / "a.csv"]


def test_a_table_of_an_erp_is_told_and_its_sources_proposed(tmp_path: Path) -> None:
    (tmp_path / "afvc.txt").write_text("AUFPL|APLZL|VORNR|ARBID|LTXA1\n2000001|1|0010|10000001|Pressen\n")
    result = inspect("afvc.txt", "--json", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    sources = json.loads(result.stdout)["table"]["sources"]
    assert [(one["entity"], one["loaded"]) for one in sources] == [
        ("order_operations", 1),
        ("orders", 1),
        ("identifiers", 1),
    ]
    [first, *_] = yaml.safe_load((tmp_path / "afvc_proposal" / "source.yaml").read_text())
    assert first["options"] == {"preset": "sap/afvc", "separator": "|"}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["none.csv"], "There is no file none.csv."),
        (["."], ". is a folder"),
        (["none.csv", "--time-zone", "Berlin"], "There is no time zone 'Berlin'"),
        (["none.csv", "--source", "North Line"], "'North Line' is not an id"),
        (["none.csv", "--workspace", "none"], "There is no workspace at"),
    ],
)
def test_what_cannot_be_done_is_told(tmp_path: Path, arguments: list[str], told: str) -> None:
    result = inspect(*arguments, cwd=tmp_path)
    assert result.returncode == 1
    assert told in result.stderr
    assert "Traceback" not in result.stderr


def test_dagster_is_not_imported(tmp_path: Path, export: Path) -> None:
    code = (
        "import sys; sys.argv = ['millrace', 'inspect', sys.argv[1], '--no-write', '--json']\n"
        "from orchestration.cli import main\n"
        "try: main()\n"
        "finally: print([name for name in ('dagster', 'dbt', 'deltalake') if name in sys.modules], file=sys.stderr)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code, str(export)], capture_output=True, text=True, timeout=60, check=False
    )
    assert result.stderr.splitlines()[-1] == "[]"
