"""The steps of the ingest benchmark, each in a process of its own, so that each one's peak memory is its own.

    python -m orchestration.bench.steps make <csv> <rows>
    python -m orchestration.bench.steps load <workspace>
    python -m orchestration.bench.steps copy <csv> <folder>

Each prints one JSON object: seconds (without starting Python), and the process's peak memory in bytes.
"""

import json
import resource
import sys
import time
from pathlib import Path

import duckdb

from orchestration.bench.long_csv import write_long_csv


def peak_memory_bytes() -> int:
    """The most memory this process has held so far (Linux counts it in KiB, macOS in bytes)."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def load(root: Path) -> None:
    """Ingest what lies in the landing folder of the workspace's first source."""
    from orchestration.lake import ingest_source
    from orchestration.plant import Workspace

    workspace = Workspace(root)
    plant = workspace.load()
    result = ingest_source(workspace, plant, plant.sources[0])
    if result.quarantined:
        raise RuntimeError(f"The benchmark's file was refused: see {workspace.quarantine}.")


def copy(csv: Path, folder: Path) -> None:
    """DuckDB's own way from the CSV to Parquet files partitioned by day, with its usual settings but zstd.

    The columns are given and the time is parsed without a zone, which is DuckDB's fastest way.
    """
    folder.mkdir(parents=True)
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute("SET preserve_insertion_order = false")
    rows = connection.read_csv(
        str(csv), header=True, columns={"tag": "VARCHAR", "time": "TIMESTAMP", "value": "DOUBLE", "quality": "VARCHAR"}
    )
    rows.project("tag, make_timestamptz(epoch_us(time)) AS ts_utc, value, quality, time::DATE AS day_utc").to_parquet(
        str(folder), partition_by=["day_utc"], compression="zstd"
    )


def main(arguments: list[str]) -> None:
    """Run one step and print what it took."""
    step, first, *rest = arguments
    started = time.perf_counter()
    if step == "make":
        write_long_csv(Path(first), int(rest[0]))
    elif step == "load":
        load(Path(first))
    elif step == "copy":
        copy(Path(first), Path(rest[0]))
    else:
        raise SystemExit(f"There is no step {step!r}; there are make, load and copy.")
    seconds = time.perf_counter() - started
    sys.stdout.write(json.dumps({"seconds": seconds, "peak_memory_bytes": peak_memory_bytes()}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
