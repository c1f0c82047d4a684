"""The steps of the ingest benchmark, each in a process of its own, so that each one's peak memory is its own.

    python -m orchestration.bench.steps make <format> <samples> <folder>
    python -m orchestration.bench.steps load <workspace>
    python -m orchestration.bench.steps copy <format> <folder> <target>

Each prints one JSON object: seconds and seconds of processors (both without starting Python), the process's peak
memory in bytes, and the samples that it made, loaded or copied.
"""

import json
import re
import resource
import sys
import time
from pathlib import Path

import duckdb
from pyarrow.parquet import ParquetFile

from orchestration.bench.inputs import INPUTS


def peak_memory_bytes() -> int:
    """The most memory that this process has held so far.

    On Linux not `ru_maxrss`, which begins with what the process held that started this one.
    """
    status = Path("/proc/self/status")
    if status.exists():
        found = re.search(r"^VmHWM:\s*(\d+) kB$", status.read_text(encoding="ascii"), flags=re.MULTILINE)
        if found:
            return int(found[1]) * 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def make(name: str, samples: int, folder: Path) -> int:
    """Write the files of an input into a new folder."""
    folder.mkdir(parents=True)
    return INPUTS[name].write(folder, samples)


def load(root: Path) -> int:
    """Ingest what lies in the landing folder of the workspace's first source."""
    from orchestration.lake import ingest_source
    from orchestration.plant import Workspace

    workspace = Workspace(root)
    plant = workspace.load()
    result = ingest_source(workspace, plant, plant.sources[0])
    if result.quarantined or result.rows_rejected:
        raise RuntimeError(f"Files or rows of the benchmark were refused: see {root}.")
    return result.rows_loaded


def copy(name: str, folder: Path, target: Path) -> int:
    """DuckDB's own way from an input's files to Parquet partitioned by day, with its usual settings but zstd."""
    select = INPUTS[name].select
    if select is None:
        raise RuntimeError(f"DuckDB has no way of its own to read the input {name!r}.")
    target.mkdir(parents=True)
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute("SET preserve_insertion_order = false")
    select(connection, folder).to_parquet(str(target), partition_by=["day_utc"], compression="zstd")
    return sum(int(file.metadata.num_rows) for file in map(ParquetFile, target.rglob("*.parquet")))


def main(arguments: list[str]) -> None:
    """Run one step and print what it took."""
    step, *rest = arguments
    if step == "load":
        # Importing is part of starting Python, and DuckDB's is not timed either.
        import orchestration.lake
        import orchestration.plant  # noqa: F401
    started, started_cpu = time.perf_counter(), time.process_time()
    if step == "make":
        samples = make(rest[0], int(rest[1]), Path(rest[2]))
    elif step == "load":
        samples = load(Path(rest[0]))
    elif step == "copy":
        samples = copy(rest[0], Path(rest[1]), Path(rest[2]))
    else:
        raise SystemExit(f"There is no step {step!r}; there are make, load and copy.")
    figures = {
        "seconds": time.perf_counter() - started,
        "processor_seconds": time.process_time() - started_cpu,
        "peak_memory_bytes": peak_memory_bytes(),
        "samples": samples,
    }
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
