"""Originals from before their source had them encrypted or dropped: told, and then kept as it says."""

import itertools
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from orchestration.commands.archive import notices_of_originals
from orchestration.lake import ArchiveKeyError, pending_files, protect, restore, unprotected
from orchestration.lake.landing import identify
from orchestration.plant import Workspace

KEY = "0f" * 32


class Killed(BaseException):
    """As a kill, nothing catches it."""


@pytest.fixture
def archived_before(workspace, drop, ingest, long_csv, monkeypatch):
    """Two loaded files and a refused one, kept in clear; their source is then configured otherwise."""

    def configure(way: str) -> None:
        drop("a.csv", long_csv(3))
        drop("b.csv", long_csv(3, day="2026-03-03"))
        drop("c.csv", bytes(range(256)) * 50)
        ingest()
        plant = workspace.root / "plant.yaml"
        first = "reader: historian.delimited_long\n    time_zone: UTC\n"
        plant.write_text(plant.read_text().replace(first, f"{first}    archive: {way}\n"))
        monkeypatch.setenv("MILLRACE_ARCHIVE_KEY", KEY)

    return configure


def kept(workspace) -> list[str]:
    """Names of all files in archive and quarantine, without hashes and dates."""
    folders = (workspace.archive, workspace.quarantine)
    return sorted(path.name.split("-")[-1] for folder in folders for path in folder.rglob("*") if path.is_file())


def done(workspace, *sources: str) -> list[tuple[str, str, int]]:
    return [(one.source, one.way, one.files) for one in protect(workspace, workspace.load(), sources)]


@pytest.mark.parametrize(
    ("way", "left", "said"),
    [
        (
            "encrypt",
            ["a.csv.sealed", "b.csv.sealed", "c.csv.reason.txt", "c.csv.sealed"],
            "historian: 3 originals lie in clear in archive and quarantine, from before `archive: encrypt` held. "
            "Encrypt them: millrace archive protect historian",
        ),
        (
            "drop",
            ["c.csv.reason.txt"],
            "historian: 3 originals are still kept in archive and quarantine, from before `archive: drop` held. "
            "Drop them: millrace archive protect historian",
        ),
    ],
)
def test_older_originals_are_told_and_then_kept_as_their_source_says(workspace, archived_before, way, left, said):
    archived_before(way)
    plant = workspace.load()
    assert [str(notice) for notice in notices_of_originals(workspace, plant)] == [said]

    assert done(workspace) == [("historian", way, 3)]

    assert kept(workspace) == left
    assert list(notices_of_originals(workspace, plant)) == []
    assert done(workspace) == [("historian", way, 0)]
    assert pending_files(workspace, plant.sources[0]) == []


def test_an_older_original_that_was_encrypted_is_given_back_with_its_time(workspace, archived_before, drop, long_csv):
    file_id = identify(drop("a.csv", long_csv(3))).file_id
    archived_before("encrypt")
    before = next(workspace.archive.rglob("*a.csv")).stat().st_mtime_ns
    protect(workspace, workspace.load())

    target = restore(workspace, file_id, workspace.root / "back.csv").path

    assert (target.read_bytes(), target.stat().st_mtime_ns) == (long_csv(3), before)


def test_originals_that_were_encrypted_are_dropped_once_the_source_says_so(workspace, archived_before):
    archived_before("encrypt")
    protect(workspace, workspace.load())
    plant = workspace.root / "plant.yaml"
    plant.write_text(plant.read_text().replace("archive: encrypt", "archive: drop"))

    assert done(workspace) == [("historian", "drop", 3)]
    assert kept(workspace) == ["c.csv.reason.txt"]
    said = next(workspace.quarantine.rglob("*.reason.txt")).read_text()
    assert "not kept" in said
    assert "kept encrypted" not in said


def test_other_sources_than_the_named_are_left(workspace, archived_before):
    archived_before("encrypt")
    assert done(workspace, "second_historian") == []
    assert len(unprotected(workspace, workspace.load().sources[0])) == 3


def test_without_a_key_nothing_is_touched(workspace, archived_before, monkeypatch):
    archived_before("encrypt")
    monkeypatch.delenv("MILLRACE_ARCHIVE_KEY")
    before = kept(workspace)
    with pytest.raises(ArchiveKeyError, match="MILLRACE_ARCHIVE_KEY is not set"):
        protect(workspace, workspace.load())
    assert kept(workspace) == before


def test_what_an_open_batch_has_claimed_is_left_to_the_next_run(
    workspace, archived_before, drop, ingest, long_csv, monkeypatch
):
    archived_before("encrypt")

    def fails(*_arguments):
        raise OSError("the disk went away")

    drop("open.csv", long_csv(5, day="2026-03-05"))
    with monkeypatch.context() as patch:
        patch.setattr("orchestration.lake.ingest.commit", fails)
        with pytest.raises(OSError, match="went away"):
            ingest()

    assert done(workspace) == [("historian", "encrypt", 3)]
    assert "open.csv" in kept(workspace)
    ingest()
    assert "open.csv" not in kept(workspace)
    assert "open.csv.sealed" in kept(workspace)


@contextmanager
def dying_at(step: int, patch: pytest.MonkeyPatch) -> Iterator[None]:
    """Dies before the so manieth of the steps that change what a later process finds."""
    left = itertools.count(step, -1)

    def counted(function):
        def call(*arguments, **named):
            if next(left) == 1:
                raise Killed
            return function(*arguments, **named)

        return call

    with patch.context() as patched:
        for name in ("replace", "unlink", "fsync"):
            patched.setattr(os, name, counted(getattr(os, name)))
        yield


@pytest.mark.parametrize("way", ["encrypt", "drop"])
def test_a_kill_at_any_step_loses_no_original_and_the_next_time_finishes(
    workspace, archived_before, drop, long_csv, monkeypatch, tmp_path, way
):
    file_id = identify(drop("a.csv", long_csv(3))).file_id
    archived_before(way)
    for step in itertools.count(1):
        copy = Workspace(tmp_path / f"copy{step}")
        shutil.copytree(workspace.root, copy.root)
        try:
            with dying_at(step, monkeypatch):
                protect(copy, copy.load())
        except Killed:
            if way == "encrypt":
                assert restore(copy, file_id, copy.root / "back.csv").path.read_bytes() == long_csv(3), step
            protect(copy, copy.load())
        else:
            break
        finally:
            assert unprotected(copy, copy.load().sources[0]) == [], step
            assert (
                kept(copy)
                == {
                    "encrypt": ["a.csv.sealed", "b.csv.sealed", "c.csv.reason.txt", "c.csv.sealed"],
                    "drop": ["c.csv.reason.txt"],
                }[way]
            ), step
    assert step > {"encrypt": 15, "drop": 6}[way]
