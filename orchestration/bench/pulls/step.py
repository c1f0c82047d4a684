"""One way of getting the tables' rows, in a process of its own.

    python -m orchestration.bench.pulls.step duckdb <uri> <folder>
    python -m orchestration.bench.pulls.step psql <uri> <folder> <program>
    python -m orchestration.bench.pulls.step pull <uri> <workspace>
    python -m orchestration.bench.pulls.step load <uri> <workspace>

Each prints one JSON object: seconds and the client's seconds of processors (both without starting Python and the
server's work), its peak memory in bytes, the rows that it got, and those that it wrote or loaded.
"""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import duckdb

from orchestration.bench.pulls.tables import TABLES
from orchestration.bench.steps import peak_memory_bytes
from orchestration.duckdb_text import literal

URL_VARIABLE = "MILLRACE_BENCH_URL"
EXTENSION = "duckdb_extension_postgres_scanner"

Rows = tuple[int, int]


def _duckdb(uri: str, folder: Path) -> Callable[[], Rows]:
    """DuckDB's own export to Parquet, with its usual settings but Zstandard."""
    folder.mkdir()
    package = find_spec(EXTENSION)
    if package is None or package.origin is None:
        raise RuntimeError(f"The package {EXTENSION} is not installed.")
    extension = Path(package.origin).parent / "extensions" / f"v{duckdb.__version__}"
    connection = duckdb.connect()
    connection.execute(f"load {literal(str(extension / 'postgres_scanner.duckdb_extension'))}")

    def export() -> Rows:
        connection.execute(f"attach {literal(uri)} as erp (type postgres, read_only)")
        rows = 0
        for table, pulled in TABLES.items():
            select = f"select {', '.join(pulled.columns)} from erp.public.{table}"  # noqa: S608 - names of ours
            target = literal(str(folder / f"{table}.parquet"))
            copied = connection.execute(f"copy ({select}) to {target} (format parquet, compression zstd)").fetchone()
            rows += int(copied[0]) if copied else 0
        return rows, rows

    return export


def _psql(uri: str, folder: Path, program: str) -> Callable[[], Rows]:
    """psql's `\\copy` to CSV."""
    folder.mkdir()

    def export() -> Rows:
        rows = 0
        for table, pulled in TABLES.items():
            select = f"select {', '.join(pulled.columns)} from {table}"  # noqa: S608 - names of ours
            copy = f"\\copy ({select}) to '{folder / table}.csv' csv"
            done = subprocess.run([program, uri, "-Xc", copy], check=True, capture_output=True, text=True)
            rows += int(done.stdout.split()[1])
        return rows, rows

    return export


def _pull(uri: str, root: Path) -> Callable[[], Rows]:
    """The pull of both tables until its files have landed."""
    import orchestration.pulls.connectors.table  # importing is part of starting Python  # noqa: F401
    from orchestration.plant import Workspace
    from orchestration.pulls import pull_source

    os.environ[URL_VARIABLE] = uri
    os.environ.setdefault("MILLRACE_PSEUDONYM_KEY", "benchmark")
    workspace = Workspace(root)
    plant = workspace.load()

    def pull() -> Rows:
        done = [pull_source(workspace, plant, source) for source in plant.sources]
        if failures := [one.failure for one in done if one.failure]:
            raise RuntimeError(failures[0])
        return sum(one.rows for one in done), sum(one.rows_landed for one in done)

    return pull


def _load(_uri: str, root: Path) -> Callable[[], Rows]:
    """The ingest of what was landed."""
    from orchestration.lake import ingest_source
    from orchestration.plant import Workspace

    workspace = Workspace(root)
    plant = workspace.load()

    def load() -> Rows:
        done = [ingest_source(workspace, plant, source, settle_s=0) for source in plant.sources]
        if any(one.rows_rejected or one.quarantined for one in done):
            raise RuntimeError(f"Files or rows of the benchmark were refused: see {root}.")
        rows = sum(one.rows_loaded for one in done)
        return rows, rows

    return load


STEPS: dict[str, Callable[..., Callable[[], Rows]]] = {"duckdb": _duckdb, "psql": _psql, "pull": _pull, "load": _load}


def main(step: str, uri: str, folder: Path, *more: str) -> None:
    """Run one step and print what it took."""
    run = STEPS[step](uri, folder, *more)
    started, started_cpu = time.perf_counter(), time.process_time()
    rows, rows_written = run()
    seconds, processor_seconds = time.perf_counter() - started, time.process_time() - started_cpu
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    figures = {
        "seconds": seconds,
        "processor_seconds": processor_seconds + children.ru_utime + children.ru_stime,
        # Of a program that this one started the system tells no peak of its own.
        "peak_memory_bytes": 0 if step == "psql" else peak_memory_bytes(),
        "rows": rows,
        "rows_written": rows_written,
    }
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]), *sys.argv[4:])
