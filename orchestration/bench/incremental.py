"""`millrace bench incremental`: what one more day costs behind a long history, beside the same day behind a week."""

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path

_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")
_WEEK = 7
_END = date(2026, 11, 8)


@dataclass(frozen=True)
class IncrementalBenchmark:
    """The figures of one run, in seconds of whole `millrace run` processes.

    `behind_history_s` and `behind_week_s` are the same days, one run each, in turn; `ratio` is the median of their
    quotients. `nothing_new_s` is a run with nothing new behind the long history; `nothing_new_transforms` says
    whether it started a transform.
    """

    history_days: int
    samples: int
    first_run_s: float
    behind_history_s: list[float]
    behind_week_s: list[float]
    ratio: float
    nothing_new_s: float
    nothing_new_transforms: bool
    processors: int

    def as_json(self) -> str:
        """The figures as a JSON object."""
        return json.dumps(asdict(self), indent=2)

    def as_text(self) -> str:
        """The figures in sentences."""
        behind = ", ".join(f"{seconds:.1f}" for seconds in self.behind_history_s)
        week = ", ".join(f"{seconds:.1f}" for seconds in self.behind_week_s)
        started = "a transform was started" if self.nothing_new_transforms else "no transform was started"
        return (
            f"{self.history_days} days of the demo plant, {self.samples:,} samples, {self.processors} processors; "
            f"all of it in one run {self.first_run_s:.1f} s\n"
            f"one more day behind them     {behind} s\n"
            f"the same days behind a week  {week} s\n"
            f"ratio {self.ratio:.2f} (aim: at most 1.2); a run with nothing new {self.nothing_new_s:.1f} s, {started}"
        )


def bench_incremental(
    days: int = 365, folder: Path | None = None, rounds: int = 3, say: Callable[[str], None] = lambda _: None
) -> IncrementalBenchmark:
    """Run the demo plant up to `rounds` days before its end, with `days` behind it and with a week, then day by day.

    Everything made is removed again. `folder` is where it goes meanwhile (default: the system's folder for temporary
    files). `say` is told what happens.
    """
    from orchestration.demo import make_demo

    with tempfile.TemporaryDirectory(prefix="millrace-bench-", dir=folder) as temporary:
        plant, history, week = (Path(temporary) / name for name in ("plant", "history", "week"))
        say(f"Simulating {days + rounds} days of the demo plant.")
        make_demo(plant, _END, days + rounds)
        new_days = [_END - timedelta(days=back) for back in reversed(range(rounds))]
        files = [file for file in sorted((plant / "landing").rglob("*")) if file.is_file()]
        first_days = {history: date.min, week: new_days[0] - timedelta(days=_WEEK)}
        for root, first_day in first_days.items():
            _begin(plant, root, first_day)
            _land(root, [file for file in files if _dated(file) is None])
            _land(root, [file for file in files if first_day <= (_dated(file) or date.max) < new_days[0]])
        say(f"Running {days} days at once.")
        first_run = _run(history)
        say("Running a week at once.")
        _run(week)
        seconds: dict[Path, list[float]] = {history: [], week: []}
        for day in new_days:
            for root, taken in seconds.items():
                _land(root, [file for file in files if _dated(file) == day])
                say(f"One more day, {day}, behind a {root.name}.")
                taken.append(_run(root))
        before = _transformed(history)
        nothing_new = _run(history)
        quotients = [long / short for long, short in zip(seconds[history], seconds[week], strict=True)]
        return IncrementalBenchmark(
            history_days=days,
            samples=_samples(history),
            first_run_s=first_run,
            behind_history_s=seconds[history],
            behind_week_s=seconds[week],
            ratio=statistics.median(quotients),
            nothing_new_s=nothing_new,
            nothing_new_transforms=_transformed(history) != before,
            processors=os.cpu_count() or 1,
        )


def _dated(file: Path) -> date | None:
    """The day that a file's name says; None for master data, which stands for all days."""
    found = _DAY.search(file.name)
    return date(*map(int, found.groups())) if found else None


def _begin(plant: Path, root: Path, first_day: date) -> None:
    root.mkdir()
    for file in plant.iterdir():
        if file.suffix in {".yaml", ".csv"}:
            shutil.copy(file, root)
    if first_day > date.min:
        text = (root / "plant.yaml").read_text(encoding="utf-8")
        text = re.sub(r"^(history_start: (?:&\w+ )?).*$", rf"\g<1>{first_day}", text, flags=re.MULTILINE)
        (root / "plant.yaml").write_text(text, encoding="utf-8")


def _land(root: Path, files: list[Path]) -> None:
    for file in files:
        folder = root / "landing" / file.parent.name
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, folder)


def _run(root: Path) -> float:
    started = time.perf_counter()
    finished = subprocess.run(
        [sys.executable, "-m", "orchestration.cli", "run", "--workspace", os.fspath(root)],
        capture_output=True,
        text=True,
        check=False,
    )
    if finished.returncode != 0:
        raise RuntimeError(f"`millrace run` failed: {finished.stdout[-2000:]}{finished.stderr[-2000:]}")
    return time.perf_counter() - started


def _transformed(root: Path) -> tuple[int, str]:
    """What a transform leaves behind anew: its state, and the build database's time."""
    state = (root / "warehouse" / "transformed.json").read_text(encoding="utf-8")
    return (root / "warehouse" / "build.duckdb").stat().st_mtime_ns, state


def _samples(root: Path) -> int:
    import duckdb

    with duckdb.connect(os.fspath(root / "published" / "millrace.duckdb"), read_only=True) as connection:
        row = connection.execute("select sum(samples) from meta.tag_coverage").fetchone()
    return int(row[0]) if row else 0
