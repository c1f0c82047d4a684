"""`millrace bench ingest`: an input's files into the lake, beside DuckDB's own copy to partitioned Parquet."""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from orchestration.bench.inputs import INPUTS
from orchestration.bench.inputs.contract import BenchInput

PLANT = """\
millrace: 1
enterprise: {id: bench, name: Benchmark}
history_start: 2026-03-01
sites:
  - id: site
    name: Site
    time_zone: UTC
    currency: EUR
    areas: [{id: area, name: Area, lines: [{id: line, name: Line, work_units: [{id: unit, name: Unit}]}]}]
"""


@dataclass(frozen=True)
class Measured:
    """One way, round by round: seconds, seconds of processors, and of all rounds the peak memory in bytes."""

    seconds: list[float]
    processor_seconds: list[float]
    peak_memory_bytes: int


@dataclass(frozen=True)
class IngestBenchmark:
    """The figures of one run.

    `ratio` is the median over the rounds of ingest seconds / comparison seconds, `processor_ratio` the same of the
    processors' seconds, which other work on the machine disturbs less. Sizes are bytes; `processors` of the machine.
    """

    format: str
    samples: int
    files: int
    input_bytes: int
    ingest: Measured
    comparison: Measured
    ratio: float
    processor_ratio: float
    lake_bytes: int
    bytes_per_sample: float
    processors: int

    def as_json(self) -> str:
        """The figures as a JSON object."""
        return json.dumps(asdict(self), indent=2)

    def as_text(self) -> str:
        """The figures in sentences."""
        about = INPUTS[self.format]
        aim = "" if about.aim is None else f" (aim: at most {about.aim:g})"
        least = "" if about.aim_mb_per_s is None else f" (aim: at least {about.aim_mb_per_s:g})"
        return (
            f"{about.what}: {self.samples:,} samples, {self.files} files, {self.input_bytes / 1e9:.2f} GB, "
            f"{len(self.ingest.seconds)} rounds, {self.processors} processors\n"
            f"{self._line('ingest into the lake', self.ingest)}\n"
            f"{self._line('comparison', self.comparison)}   ({about.comparison})\n"
            f"ratio {self.ratio:.2f}{aim}, of processors' time {self.processor_ratio:.2f}; "
            f"{self.input_bytes / 1e6 / statistics.median(self.ingest.seconds):.0f} MB/s of input{least}; "
            f"{self.bytes_per_sample:.2f} bytes a sample (aim: at most 6)"
        )

    def _line(self, name: str, measured: Measured) -> str:
        seconds = statistics.median(measured.seconds)
        return (
            f"{name:<22} {seconds:8.1f} s   {self.samples / seconds:12,.0f} samples/s   "
            f"processors {statistics.median(measured.processor_seconds):.1f} s   "
            f"peak memory {measured.peak_memory_bytes / 2**30:.2f} GiB"
        )


def bench_ingest(
    name: str = "long",
    samples: int | None = None,
    rounds: int = 3,
    folder: Path | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> IngestBenchmark:
    """Make the input `name`, then in turn copy it with DuckDB and ingest it; everything made is removed again.

    The ingest is the whole of it: hashing, archiving, reading, checking, writing, committing. Both read the files from
    the system's cache as far as it has room. `samples` is how many (default: the input's own number). `folder` is
    where the files go meanwhile (default: the system's folder for temporary files); they need room for the input and
    about 30 bytes a sample. `say` is told what happens.
    """
    about = INPUTS[name]
    samples = samples or about.samples
    loads: list[dict[str, float]] = []
    copies: list[dict[str, float]] = []
    with tempfile.TemporaryDirectory(prefix="millrace-bench-", dir=folder) as temporary:
        root = Path(temporary)
        for made in {about.name, about.compared_with}:
            say(f"Making {INPUTS[made].what} of {samples:,} samples.")
            _step("make", made, str(samples), str(root / made))
        files = [file for file in (root / name).rglob("*") if file.is_file()]
        input_bytes = sum(file.stat().st_size for file in files)
        for number in range(1, rounds + 1):
            say(f"Round {number}: {about.comparison}.")
            copies.append(_compared(INPUTS[about.compared_with], root))
            say(f"Round {number}: ingest.")
            taken, lake_bytes = _ingested(about, root)
            loads.append(taken)
    loaded = int(loads[0]["samples"])
    return IngestBenchmark(
        format=name,
        samples=loaded,
        files=len(files),
        input_bytes=input_bytes,
        ingest=measured(loads),
        comparison=measured(copies),
        ratio=ratio(loads, copies, "seconds"),
        processor_ratio=ratio(loads, copies, "processor_seconds"),
        lake_bytes=lake_bytes,
        bytes_per_sample=lake_bytes / loaded,
        processors=os.cpu_count() or 1,
    )


def _compared(about: BenchInput, root: Path) -> dict[str, float]:
    if about.select is None:
        return _ingested(about, root)[0]
    taken = _step("copy", about.name, str(root / about.name), str(root / "copy"))
    shutil.rmtree(root / "copy")
    return taken


def _ingested(about: BenchInput, root: Path) -> tuple[dict[str, float], int]:
    """What a step took, and the bytes of the lake's samples."""
    workspace = root / "workspace"
    begin(workspace, about, root / about.name)
    taken = _step("load", str(workspace))
    lake_bytes = sum(file.stat().st_size for file in (workspace / "lake" / "samples").rglob("*.parquet"))
    shutil.rmtree(workspace)
    return taken, lake_bytes


def begin(workspace: Path, about: BenchInput, files: Path) -> None:
    """Make a workspace in whose landing folder the files lie, as links."""
    source = {"id": "historian", "site": "site", "reader": about.reader, "options": dict(about.options)}
    workspace.mkdir()
    # JSON is YAML too.
    (workspace / "plant.yaml").write_text(f"{PLANT}sources: [{json.dumps(source)}]\n", encoding="utf-8")
    # Links: a round's ingest moves its files away, and the next round needs them again.
    shutil.copytree(files, workspace / "landing" / "historian", copy_function=os.link)


def measured(steps: list[dict[str, float]]) -> Measured:
    """What one way took, of the figures of its steps."""
    return Measured(
        seconds=[step["seconds"] for step in steps],
        processor_seconds=[step["processor_seconds"] for step in steps],
        peak_memory_bytes=int(max(step["peak_memory_bytes"] for step in steps)),
    )


def ratio(loads: list[dict[str, float]], copies: list[dict[str, float]], figure: str) -> float:
    """The median over the rounds of one figure of both ways, divided."""
    return statistics.median(load[figure] / copy[figure] for load, copy in zip(loads, copies, strict=True))


def _step(*arguments: str) -> dict[str, float]:
    return run_step("steps", *arguments)


def run_step(module: str, *arguments: str) -> dict[str, float]:
    """Run a module of the benchmarks in a process of its own; the figures that it prints."""
    command = [sys.executable, "-m", f"orchestration.bench.{module}", *arguments]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise RuntimeError(f"The benchmark's step {' '.join(arguments[:2])!r} failed:\n{ran.stderr[-2000:]}")
    answer: dict[str, float] = json.loads(ran.stdout.splitlines()[-1])
    return answer
