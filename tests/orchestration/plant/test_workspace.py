from pathlib import Path

import pytest

from orchestration.plant import Workspace, WorkspaceExistsError, check, scaffold


def test_the_option_comes_before_the_environment_and_that_before_the_demo(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MILLRACE_WORKSPACE", raising=False)
    assert Workspace.resolve(None).root == tmp_path / "data" / "demo"
    monkeypatch.setenv("MILLRACE_WORKSPACE", "mine")
    assert Workspace.resolve(None).root == tmp_path / "mine"
    assert Workspace.resolve(Path("other")).root == tmp_path / "other"


def test_all_places_are_within_the_root(tmp_path: Path) -> None:
    space = Workspace(tmp_path)
    assert space.lake_uri == str(tmp_path / "lake")
    assert space.build_db == tmp_path / "warehouse" / "build.duckdb"
    assert space.config_dir == tmp_path / "warehouse" / "config"
    assert space.dagster_home == tmp_path / ".dagster"
    assert space.lock_path == tmp_path / ".millrace.lock"
    places = (space.landing, space.archive, space.quarantine, space.published, space.logs)
    assert [place.name for place in places] == ["landing", "archive", "quarantine", "published", "logs"]
    assert list(tmp_path.iterdir()) == []


def test_a_new_workspace_passes_the_check(tmp_path: Path) -> None:
    written = scaffold(tmp_path / "new")
    assert [path.name for path in written] == [
        "plant.yaml",
        "tags.csv",
        "states.csv",
        "reasons.csv",
        "reason_codes.csv",
        "shifts.csv",
        "calendar.csv",
        "targets.csv",
        "fiscal_periods.csv",
    ]
    assert all(path.read_text(encoding="utf-8").startswith("#") for path in written)
    assert (tmp_path / "new" / "landing" / "north_historian").is_dir()
    report = check(Workspace(tmp_path / "new"))
    assert [str(error) for error in report.errors] == []
    assert (report.units_without_signal, report.notices) == ((), ())


def test_an_existing_file_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "reasons.csv").write_text("mine")
    with pytest.raises(WorkspaceExistsError, match=r"has reasons\.csv already\. Choose an empty folder"):
        scaffold(tmp_path)
    assert (tmp_path / "reasons.csv").read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["reasons.csv"]
