"""Driver of the kill tests: what is left of a workspace when a process that changes it dies at a chosen moment.

    killed_ingest.py <workspace> <folder for copies and results> points
    killed_ingest.py <workspace> <folder for copies and results> retraction <file>
    killed_ingest.py <workspace> <folder for copies and results> random <number of kills> <seed>

A durable step is whatever changes what a later process finds: a replace, an unlink, a flush, a commit, a finished
Parquet file. `points` ingests once and takes what a kill before and after each of them would leave, `retraction` takes
a file back so; `random` ingests and dies whenever the clock says so. After every death the same is asked for again and
the ingest runs, and what that leaves is written to <folder>/<label>.json.

Children are forked, so that the libraries are imported once; the parent itself never calls them.
"""

import hashlib
import itertools
import json
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas  # noqa: F401 - DuckDB imports it with the first Arrow stream: better once than in each child
import polars as pl
import pyarrow.dataset  # noqa: F401
from deltalake import DeltaTable

import orchestration.lake.collector
import orchestration.lake.ingest
from orchestration.lake import LAKE_TABLES, Lake, RetractionError, ingest_source, retract
from orchestration.lake.parquet_files import ParquetWriter
from orchestration.plant import Workspace
from orchestration.readers.registry import READERS
from tests.orchestration.lake.two_tables import READER

READERS[READER.name] = READER
# Files with more rows than this in memory stream, each into Parquet files of its own.
orchestration.lake.collector.HOLD_BYTES = 10_000
# Two files a batch, so that kills fall into the first batch, between batches, and into the last one.
orchestration.lake.ingest.BATCH_FILES = 2


def ingest(root: Path) -> None:
    """Ingest the first source of the workspace."""
    workspace = Workspace(root)
    plant = workspace.load()
    ingest_source(workspace, plant, plant.sources[0], settle_s=0.0)


def take_back(root: Path, named: str) -> None:
    """Retract a file, then ingest; that it was retracted already is no error."""
    try:
        retract(Workspace(root), named, "wrong")
    except RetractionError as error:
        assert "retracted already" in str(error), error
    ingest(root)


def count_steps(reached: Callable[[], None]) -> None:
    """Have `reached` called before and after every durable step."""

    def counted(function: Callable[..., Any]) -> Callable[..., Any]:
        def step(*arguments: Any, **options: Any) -> Any:
            reached()
            result = function(*arguments, **options)
            reached()
            return result

        return step

    for name in ("replace", "unlink", "fsync"):
        setattr(os, name, counted(getattr(os, name)))
    DeltaTable.create_write_transaction = counted(DeltaTable.create_write_transaction)  # type: ignore[method-assign]
    DeltaTable.delete = counted(DeltaTable.delete)  # type: ignore[method-assign]
    DeltaTable.update = counted(DeltaTable.update)  # type: ignore[method-assign]
    DeltaTable.create = counted(DeltaTable.create)  # type: ignore[method-assign]
    ParquetWriter.write = counted(ParquetWriter.write)  # type: ignore[method-assign]


def forked(work: Callable[[], None]) -> int:
    """Start `work` in a child process and return its id."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        work()
        code = 0
    finally:
        sys.stdout.flush()
        os._exit(code)


def ended(child: int) -> int:
    """Wait for a child; its exit code, negative if it was killed."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def outcome(root: Path) -> dict[str, Any]:
    """All that an ingest leaves, without what differs from run to run: table contents and file names."""
    left: dict[str, Any] = {}
    for name in LAKE_TABLES:
        differs = ("loaded_at_utc", "read_seconds", "retracted_at_utc")
        frame = Lake(root / "lake").read(name).drop(differs, strict=False)
        text = frame.sort(frame.columns).write_csv().encode()
        left[name] = {"rows": frame.height, "content": hashlib.sha256(text).hexdigest()}
    for folder in ("landing", "archive", "quarantine"):
        files = sorted(str(path.relative_to(root)) for path in (root / folder).rglob("*") if path.is_file())
        left[folder] = files
    return left


def finish(root: Path, result: Path, again: Callable[[Path], None] = ingest) -> None:
    """Ask for the same again, undisturbed, and record what is left."""

    def work() -> None:
        again(root)
        result.write_text(json.dumps(outcome(root)))

    assert ended(forked(work)) == 0, f"the run after the kill failed: {root}"


def left_by_kills(root: Path, folder: Path, act: Callable[[Path], None]) -> list[Path]:
    """Let `act` change a workspace; copies of it as a kill before and after each durable step would have left it.

    What a process had in memory or in buffers is not on the disk, nor in a copy. One process so stands for them all.
    """
    folder.mkdir()

    def work() -> None:
        point = itertools.count(1)
        count_steps(lambda: shutil.copytree(root, folder / f"point-{next(point):04d}", symlinks=True))
        act(root)

    assert ended(forked(work)) == 0, "the undisturbed run failed"
    return sorted(folder.iterdir())


def state(root: Path) -> str:
    """A hash of all that a later process finds in a workspace: names, contents and times of its files."""
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        digest.update(f"\n{path.relative_to(root)}".encode())
        if path.is_file():
            digest.update(f" {path.stat().st_mtime_ns} ".encode() + path.read_bytes())
    return digest.hexdigest()


def run_points(base: Path, folder: Path, act: Callable[[Path], None]) -> None:
    """Die before and after each durable step in turn, and once not at all, which is the last one."""
    root = folder / "copy"
    shutil.copytree(base, root)
    copies = [*left_by_kills(root, folder / "copies", act), root]
    known: dict[str, Path] = {}
    for number, copy in enumerate(copies, start=1):
        result = folder / f"point-{number:04d}.json"
        found = state(copy)
        if copy is not root:
            copy.rename(folder / "again")
            copy = folder / "again"
        # Where nothing changed between two points, the run that follows is the same.
        if found in known:
            shutil.copy(known[found], result)
        else:
            finish(copy, result, act)
            known[found] = result
        shutil.rmtree(copy)


def run_random(base: Path, folder: Path, kills: int, seed: int) -> None:
    """Die at random moments, several times in one workspace, until a run gets through."""
    generator = random.Random(seed)  # noqa: S311 - moments of death, no secrets
    started = time.perf_counter()
    shutil.copytree(base, folder / "measured")
    finish(folder / "measured", folder / "undisturbed.json")
    length_s = time.perf_counter() - started
    done, workspaces = 0, 0
    while done < kills:
        root = folder / "copy"
        shutil.copytree(base, root)
        for _ in range(4):
            child = forked(lambda root=root: ingest(root))
            time.sleep(generator.uniform(0, length_s))
            os.kill(child, signal.SIGKILL)
            if ended(child) == 0:
                break
            done += 1
        workspaces += 1
        finish(root, folder / f"random-{workspaces:04d}.json")
        shutil.rmtree(root)
    (folder / "kills.txt").write_text(str(done))


if __name__ == "__main__":
    base, folder, mode = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    assert pl.thread_pool_size  # imported, not started
    if mode == "points":
        run_points(base, folder, ingest)
    elif mode == "retraction":
        run_points(base, folder, lambda root: take_back(root, sys.argv[4]))
    else:
        run_random(base, folder, int(sys.argv[4]), int(sys.argv[5]))
