"""`millrace archive`: what is given as arguments, and the sentences that come back."""

import pytest
from typer.testing import CliRunner

from orchestration.cli import app
from orchestration.commands.terminal import CommandFailedError
from orchestration.lake import ingest_source
from orchestration.lake.landing import identify
from orchestration.plant import Workspace

PLANT = """\
millrace: 1
enterprise: {id: acme, name: Acme}
history_start: 2026-03-01
sites:
  - id: north
    name: North
    time_zone: UTC
    currency: EUR
    areas: [{id: a, name: A, lines: [{id: l, name: L, work_units: [{id: press, name: Press}]}]}]
sources:
  - {id: hist, site: north, reader: historian.delimited_long, time_zone: UTC}
"""


@pytest.fixture
def plant(tmp_path, monkeypatch) -> tuple[Workspace, list[str]]:
    """A workspace with two loaded files, which are to be encrypted from now on; and their content hashes."""
    workspace = Workspace(tmp_path / "plant")
    workspace.root.mkdir()
    (workspace.root / "plant.yaml").write_text(PLANT)
    folder = workspace.landing / "hist"
    folder.mkdir(parents=True)
    hashes = []
    for name in ("a.csv", "b.csv"):
        (folder / name).write_text(f"tag,time,value\n{name},2026-03-02 00:00:00,1\n")
        hashes.append(identify(folder / name).file_id)
    loaded = workspace.load()
    ingest_source(workspace, loaded, loaded.sources[0], settle_s=0)
    (workspace.root / "plant.yaml").write_text(PLANT.replace("UTC}\n", "UTC, archive: encrypt}\n"))
    monkeypatch.setenv("MILLRACE_ARCHIVE_KEY", "0f" * 32)
    return workspace, hashes


def said(workspace: Workspace, *arguments: str) -> str:
    result = CliRunner().invoke(app, ["archive", *arguments, "--workspace", str(workspace.root)])
    if isinstance(result.exception, CommandFailedError):
        return str(result.exception)
    assert result.exception is None, result.exception
    return " ".join(result.stderr.split())


def test_older_originals_are_encrypted_and_given_back_one_by_one_several_or_all(plant, tmp_path):
    workspace, (first, second) = plant
    assert said(workspace, "protect").startswith("hist: encrypted 2 originals, ")

    assert "in clear: delete it when you are done" in said(workspace, "restore", first[:8], str(tmp_path / "one.csv"))
    assert (tmp_path / "one.csv").read_text().startswith("tag,time,value\na.csv")
    both = said(workspace, "restore", first, second[:12], str(tmp_path / "both"))
    assert both.startswith(f"Wrote 2 originals into {tmp_path}/both, 2 of them kept encrypted")
    again = said(workspace, "restore", "--source", "hist", str(tmp_path / "both"))
    assert again == f"Wrote 0 originals into {tmp_path}/both. 2 were there already."
    assert sorted(path.name for path in (tmp_path / "both" / "hist").iterdir()) == ["a.csv", "b.csv"]


def test_what_is_not_there_or_not_said_is_a_sentence(plant, tmp_path):
    workspace, _ = plant
    assert said(workspace, "protect", "erp") == "plant.yaml has no source 'erp'; it has hist."
    assert said(workspace, "restore", str(tmp_path)) == (
        "Say what to restore: content hashes before the folder, or --source."
    )
