"""Runs killed at random moments, each followed at once by the next, leave what an undisturbed run leaves.

MILLRACE_TEST_KILLS says how many are killed (default 6: about four minutes on two cores), MILLRACE_TEST_SEED when.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import duckdb
import polars as pl
import psutil
import pytest
from polars.testing import assert_frame_equal

from orchestration.lake import LAKE_TABLES, Lake
from tests.end_to_end.conftest import run, workspace
from tests.end_to_end.reader_in_a_loop import LoopingReader
from tests.end_to_end.two_machines_exports import DAYS, drop, drop_first, packer_xml, press_csv

pytestmark = pytest.mark.slow

KILLS = int(os.environ.get("MILLRACE_TEST_KILLS", "6"))
SEED = int(os.environ.get("MILLRACE_TEST_SEED", "1"))
STAGES = ("start", "ingest", "transform", "publish")
ROUND = ("start", "ingest", "ingest", "transform", "transform", "publish")
"""The stages in which the runs over one drop of files are killed, in turn."""

BLOCKED_IS_FAILED = {"MILLRACE_LOCK_WAIT_S": "0"}
"""A run that finds the workspace in use fails instead of waiting: so a run that ends well was not blocked."""

OPERATIONAL = {"version", "published_at_utc", "loaded_at_utc", "last_loaded_utc", "checked_at_utc", "read_seconds"}
"""Columns that say when and how fast something was done."""


@dataclass
class WatchedRun:
    """`millrace run` in a session of its own, observed from outside; `began` is when each stage was first seen."""

    root: Path
    log: Path
    began: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # What the run before left behind is no sign of this one.
        self._old_drafts, self._old_batches = self._drafts(), self._batches()
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "orchestration.cli", "run", "--json", "--workspace", str(self.root)],
                env={**os.environ, **BLOCKED_IS_FAILED},
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.began["start"] = time.monotonic()

    def _drafts(self) -> set[Path]:
        return set(self.root.glob("published/versions/*.tmp"))

    def _batches(self) -> set[tuple[str, int]]:
        batches = set()
        for path in self.root.glob("archive/*/.batch.json"):
            with suppress(FileNotFoundError):
                batches.add((path.parent.name, path.stat().st_mtime_ns))
        return batches

    def _builds(self) -> bool:
        for child in psutil.Process(self.process.pid).children():
            try:
                if "build" in child.cmdline():
                    return True
            except psutil.Error:
                continue
        return False

    def _stage(self) -> str:
        if self._drafts() - self._old_drafts:
            return "publish"
        if self._builds():
            return "transform"
        return "start" if self._batches() == self._old_batches else "ingest"

    def reached(self, stage: str) -> bool:
        """Wait until the run is in this stage or a later one; False if it ended before."""
        while self.process.poll() is None:
            try:
                now = self._stage()
            except psutil.NoSuchProcess:
                continue
            self.began.setdefault(now, time.monotonic())
            if STAGES.index(now) >= STAGES.index(stage):
                return True
            time.sleep(0.01)
        return False

    def kill(self, stage: str, delay_s: float) -> bool:
        """SIGKILL the process `delay_s` after the stage began; False if it ended by itself, and well, before."""
        if self.reached(stage):
            try:
                self.process.wait(delay_s)
            except subprocess.TimeoutExpired:
                self.process.send_signal(signal.SIGKILL)
        code = self.process.wait()
        assert code in (0, -signal.SIGKILL), self.log.read_text()
        return code != 0

    def survivors(self) -> list[psutil.Process]:
        """Processes that the run started and that still live."""
        return [process for process in psutil.process_iter(["status", "pid"]) if self._is_survivor(process)]

    def _is_survivor(self, process: psutil.Process) -> bool:
        try:
            return process.info["status"] != psutil.STATUS_ZOMBIE and os.getsid(process.pid) == self.process.pid
        except ProcessLookupError:
            return False


def assert_no_survivors(killed: WatchedRun) -> None:
    deadline = time.monotonic() + 5
    while left := killed.survivors():
        assert time.monotonic() < deadline, f"still alive 5 s after the kill: {[p.cmdline() for p in left]}"
        time.sleep(0.1)


def drop_second(root: Path) -> None:
    """A new day, an older day exported again with other states, a known file, a bad row, and a file to be refused."""
    drop(root, "historian", f"press_{DAYS[-1]}.csv", press_csv(DAYS[-1]) + b"PRESS.Total,yesterday,1,Good\n")
    drop(root, "historian", f"press_{DAYS[2]}_again.csv", press_csv(DAYS[2], corrected=True))
    drop(root, "historian", "a_known_file.csv", press_csv(DAYS[0]))
    drop(root, "historian", "not_text.csv", bytes(range(256)) * 100)
    drop(root, "agent", f"packer_{DAYS[-1]}.xml", packer_xml(DAYS[-1]))


def comparable(frame: pl.DataFrame) -> pl.DataFrame:
    """A table without what differs from run to run, its rows in an order of their own."""
    frame = frame.drop(OPERATIONAL, strict=False).with_columns(pl.selectors.float().round(6))
    if "check_name" in frame.columns:
        # Its detail says how old the newest data is.
        frame = frame.filter(pl.col("check_name") != "newest_data_is_fresh")
    return frame.sort(frame.columns) if frame.columns else frame


def contents(root: Path) -> dict[str, pl.DataFrame]:
    """All tables of the lake and of the published file, and the names of all files of the workspace's folders."""
    lake = Lake(root / "lake")
    tables = {f"lake.{name}": comparable(lake.read(name)) for name in LAKE_TABLES}
    with duckdb.connect(str(root / "published" / "millrace.duckdb"), read_only=True) as connection:
        connection.execute("set TimeZone = 'UTC'")
        for schema, name in connection.execute("select schema_name, table_name from duckdb_tables()").fetchall():
            tables[f"{schema}.{name}"] = comparable(connection.execute(f'from "{schema}"."{name}"').pl())
    for folder in ("landing", "archive", "quarantine"):
        files = sorted(str(path.relative_to(root)) for path in (root / folder).rglob("*") if path.is_file())
        tables[folder] = pl.DataFrame({"file": files}, schema={"file": pl.String})
    return tables


def assert_same(found: dict[str, pl.DataFrame], expected: dict[str, pl.DataFrame]) -> None:
    assert found.keys() == expected.keys()
    for name, frame in expected.items():
        try:
            assert_frame_equal(found[name], frame)
        except AssertionError as difference:
            raise AssertionError(f"{name} differs from the undisturbed run's") from difference


@dataclass
class Undisturbed:
    """The workspace with the first drop published, and what a run over the second drop makes of it."""

    base: Path
    expected: dict[str, pl.DataFrame]
    stage_s: dict[str, float]


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    folder = tmp_path_factory.mktemp("undisturbed")
    base = workspace("two_machines", folder / "base", {})
    drop_first(base)
    run(base)
    drop_second(base)
    root = shutil.copytree(base, folder / "run", symlinks=True)
    watched = WatchedRun(root, folder / "run.log")
    for stage in STAGES:
        assert watched.reached(stage), watched.log.read_text()
    assert watched.process.wait() == 0, watched.log.read_text()
    began = [*watched.began.values(), time.monotonic()]
    assert list(watched.began) == list(STAGES)
    lengths = dict(zip(STAGES, (end - start for start, end in pairwise(began)), strict=True))
    return Undisturbed(base, contents(root), lengths)


@contextmanager
def read_meanwhile(root: Path) -> Iterator[LoopingReader]:
    reader = LoopingReader(root / "published" / "millrace.duckdb")
    reader.start()
    try:
        yield reader
    finally:
        reader.stop()


def one_round(root: Path, moments: list[tuple[str, float]]) -> list[WatchedRun]:
    """Kill a run over the drop at each moment in turn, then let one end; those that were killed."""
    killed: list[WatchedRun] = []
    for stage, delay_s in moments:
        watched = WatchedRun(root, root.with_name(f"{root.name}-{len(killed)}.log"))
        if killed:
            assert_no_survivors(killed[-1])
        if not watched.kill(stage, delay_s):
            break
        killed.append(watched)
    if killed:
        assert_no_survivors(killed[-1])
    run(root, **BLOCKED_IS_FAILED)
    return killed


def test_killed_runs_change_nothing_and_readers_never_notice(undisturbed: Undisturbed, tmp_path: Path) -> None:
    chance = random.Random(SEED)  # noqa: S311 - moments of death, no secrets
    before = LoopingReader.look(undisturbed.base / "published" / "millrace.duckdb")
    killed: list[WatchedRun] = []
    while len(killed) < KILLS:
        root = shutil.copytree(undisturbed.base, tmp_path / f"after-{len(killed)}", symlinks=True)
        moments = [(stage, chance.uniform(0, undisturbed.stage_s[stage])) for stage in ROUND[: KILLS - len(killed)]]
        with read_meanwhile(root) as reader:
            killed += one_round(root, moments)
        after = LoopingReader.look(root / "published" / "millrace.duckdb")
        assert reader.failures == []
        assert {look.figures for look in reader.looks} == {before.figures, after.figures}
        assert [look.version for look in reader.looks] == sorted(look.version for look in reader.looks)
        assert_same(contents(root), undisturbed.expected)
        shutil.rmtree(root)


def test_the_run_after_says_that_nothing_is_new(undisturbed: Undisturbed) -> None:
    root = undisturbed.base.parent / "run"
    watched = WatchedRun(root, root.parent / "again.log")
    assert watched.process.wait(60) == 0
    assert json.loads(watched.log.read_text().split("\n", 1)[1])["status"] == "nothing_new"
