"""Several originals, or all of a source, given back into a folder."""

import shutil

import pytest

from orchestration.lake import RestoreError, restore_all, retract
from orchestration.lake.landing import identify


@pytest.fixture
def loaded(workspace, drop, ingest, long_csv, monkeypatch) -> dict[str, str]:
    """Content hashes of two files of one name and of one of another, kept encrypted."""
    monkeypatch.setenv("MILLRACE_ARCHIVE_KEY", "0f" * 32)
    plant = workspace.root / "plant.yaml"
    first = "reader: historian.delimited_long\n    time_zone: UTC\n"
    plant.write_text(plant.read_text().replace(first, f"{first}    archive: encrypt\n"))
    found = {}
    for name, content in (("a.csv", long_csv(3)), ("a.csv", long_csv(4)), ("b.csv", long_csv(5))):
        found[f"{name} {len(found)}"] = identify(drop(name, content)).file_id
        ingest()
    return found


def names(folder) -> list[str]:
    return sorted(path.name for path in (folder / "historian").iterdir())


def test_all_of_a_source_come_back_under_their_names_and_load_the_same_rows(workspace, loaded, tmp_path, ingest, table):
    before = table("samples").drop("load_seq")
    target = tmp_path / "back"

    done = restore_all(workspace, [], ["historian"], target)

    first, second, _ = loaded.values()
    assert names(target) == sorted([f"{first[:8]}-a.csv", f"{second[:8]}-a.csv", "b.csv"])
    assert (len(done.restored), done.there_already, done.retracted) == (3, 0, 0)
    shutil.rmtree(workspace.lake_uri)
    shutil.copytree(target / "historian", workspace.landing / "historian", dirs_exist_ok=True)
    ingest(settle_s=0)
    assert table("samples").drop("load_seq").rows() == before.rows()


def test_a_restore_that_was_stopped_goes_on_and_writes_nothing_twice(workspace, loaded, tmp_path):
    target = tmp_path / "back"
    restore_all(workspace, [loaded["b.csv 2"][:8]], [], target)
    assert names(target) == ["b.csv"]

    done = restore_all(workspace, [], ["historian"], target)

    assert (len(done.restored), done.there_already) == (2, 1)
    (target / "historian" / "b.csv").write_text("mine")
    with pytest.raises(RestoreError, match=r"b\.csv is there already"):
        restore_all(workspace, [], ["historian"], target)
    assert (target / "historian" / "b.csv").read_text() == "mine"


def test_what_was_retracted_is_left_out(workspace, loaded, tmp_path):
    retract(workspace, "b.csv", "a test")
    done = restore_all(workspace, [], ["historian"], tmp_path / "back")
    assert (len(done.restored), done.retracted) == (2, 1)
    assert "b.csv" not in names(tmp_path / "back")


def test_refused_and_loaded_originals_come_back_together(workspace, loaded, drop, ingest, tmp_path):
    refused = identify(drop("c.csv", bytes(range(256)) * 50)).file_id
    ingest()
    restore_all(workspace, [refused, loaded["b.csv 2"]], [], tmp_path / "back")
    assert names(tmp_path / "back") == ["b.csv", "c.csv"]


def test_a_source_without_originals_is_said(workspace, loaded, tmp_path):
    with pytest.raises(RestoreError, match=r"The archive has no original of a source 'nobody'\."):
        restore_all(workspace, [], ["nobody"], tmp_path / "back")
