"""What is left of a loaded file: its original as it was, sealed, or nothing, as the source says."""

import pytest

from orchestration.lake import ArchiveKeyError, RestoreError, pending_files, restore, retract
from orchestration.lake.landing import identify

KEY = "0f" * 32
NAMED = b"PRESS.Count,2026-03-02 00:00:59,7,Good Anna Mustermann\n"


@pytest.fixture
def keep_as(workspace, monkeypatch):
    """Have the historian's originals kept in one of the ways, with a key in the environment."""

    def configure(way: str) -> None:
        plant = workspace.root / "plant.yaml"
        first = "reader: historian.delimited_long\n    time_zone: UTC\n"
        plant.write_text(plant.read_text().replace(first, f"{first}    archive: {way}\n"))
        monkeypatch.setenv("MILLRACE_ARCHIVE_KEY", KEY)

    return configure


def kept(workspace) -> list[str]:
    """Names of all files in archive and quarantine, without hashes and dates."""
    folders = (workspace.archive, workspace.quarantine)
    return sorted(path.name.split("-")[-1] for folder in folders for path in folder.rglob("*") if path.is_file())


def bytes_of(workspace) -> bytes:
    return b"".join(path.read_bytes() for path in workspace.root.rglob("*") if path.is_file())


@pytest.mark.parametrize(("way", "left"), [("keep", ["a.csv"]), ("encrypt", ["a.csv.sealed"]), ("drop", [])])
def test_an_original_is_left_as_its_source_says(workspace, keep_as, drop, ingest, table, long_csv, way, left):
    keep_as(way)
    drop("a.csv", long_csv(3))

    ingest()

    assert kept(workspace) == left
    assert table("samples").height == 3
    assert pending_files(workspace, workspace.load().sources[0]) == []


@pytest.mark.parametrize("way", ["encrypt", "drop"])
def test_the_same_content_dropped_again_is_known_and_not_archived_in_clear(
    workspace, keep_as, drop, ingest, table, long_csv, way
):
    keep_as(way)
    drop("a.csv", long_csv(3))
    ingest()
    before = kept(workspace)
    drop("again.csv", long_csv(3))

    assert ingest().duplicates == 1
    assert kept(workspace) == before
    assert table("samples").height == 3


def test_a_known_file_whose_original_is_gone_is_sealed_anew(workspace, keep_as, drop, ingest, long_csv):
    keep_as("encrypt")
    drop("a.csv", long_csv(3))
    ingest()
    for path in workspace.archive.rglob("*.sealed"):
        path.unlink()
    drop("again.csv", long_csv(3))

    ingest()

    assert kept(workspace) == ["again.csv.sealed"]


@pytest.mark.parametrize(
    ("way", "left", "said"),
    [
        ("encrypt", ["a.csv.reason.txt", "a.csv.sealed"], "kept encrypted"),
        ("drop", ["a.csv.reason.txt"], "not kept"),
    ],
)
def test_a_refused_file_is_kept_like_a_loaded_one_and_its_sentence_says_so(
    workspace, keep_as, drop, ingest, way, left, said
):
    keep_as(way)
    drop("a.csv", b"tag,time,value\n" + NAMED[:-1].replace(b"2026-03-02", b"yesterday"))

    assert ingest().quarantined == 1
    assert kept(workspace) == left
    assert said in next(workspace.quarantine.rglob("*.reason.txt")).read_text()


def test_a_retracted_file_that_was_sealed_loads_again_and_is_sealed_again(
    workspace, keep_as, drop, ingest, table, long_csv
):
    keep_as("encrypt")
    drop("a.csv", long_csv(3))
    ingest()
    retract(workspace, "a.csv", "a test")
    drop("a.csv", long_csv(3))

    assert ingest().files == 1
    assert table("samples").height == 3
    assert kept(workspace) == ["a.csv.sealed"]


def test_without_a_key_nothing_is_loaded_and_the_file_waits(
    workspace, keep_as, drop, ingest, table, long_csv, monkeypatch
):
    keep_as("encrypt")
    monkeypatch.delenv("MILLRACE_ARCHIVE_KEY")
    path = drop("a.csv", long_csv(3))

    with pytest.raises(ArchiveKeyError, match=r"historian are kept encrypted, and .*_KEY is not set.*archive: drop"):
        ingest()

    assert path.is_file()
    assert kept(workspace) == []


@pytest.mark.parametrize("way", ["keep", "encrypt"])
def test_an_original_is_given_back_by_its_hash_or_the_beginning_of_it(
    workspace, keep_as, drop, ingest, long_csv, tmp_path, way
):
    keep_as(way)
    file_id = identify(drop("a.csv", long_csv(3))).file_id
    ingest()

    for number, named in enumerate((file_id, file_id[:8].upper())):
        done = restore(workspace, named, tmp_path / f"{number}.csv")
        assert (done.file_id, done.was_sealed) == (file_id, way == "encrypt")
        assert done.path.read_bytes() == long_csv(3)


def test_a_refused_original_is_given_back(workspace, keep_as, drop, ingest, tmp_path):
    keep_as("encrypt")
    file_id = identify(drop("a.csv", bytes(range(256)) * 50)).file_id
    ingest()

    done = restore(workspace, file_id, tmp_path / "a.csv")

    assert done.kept_as.startswith("quarantine/historian/")
    assert done.path.read_bytes() == bytes(range(256)) * 50


def test_what_cannot_be_given_back_says_why(workspace, keep_as, drop, ingest, long_csv, tmp_path):
    keep_as("drop")
    file_id = identify(drop("a.csv", long_csv(3))).file_id
    ingest()

    with pytest.raises(RestoreError, match=r"of a\.csv of source historian is not kept: plant\.yaml drops"):
        restore(workspace, file_id, tmp_path / "new")
    with pytest.raises(RestoreError, match="was ever loaded or refused"):
        restore(workspace, "0" * 64, tmp_path / "new")
    with pytest.raises(RestoreError, match="is no content hash"):
        restore(workspace, "a.csv", tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_nothing_is_written_over(workspace, drop, ingest, long_csv, tmp_path):
    file_id = identify(drop("a.csv", long_csv(3))).file_id
    ingest()
    taken = tmp_path / "taken"
    taken.write_text("mine")

    with pytest.raises(RestoreError, match="is there already"):
        restore(workspace, file_id, taken)
    assert taken.read_text() == "mine"
