"""`millrace bench lake`: one tag's day out of a year of large days, sorted by compaction, beside the same unsorted.

One day is made in full and compacted. The other days of the year are links to its files, with their own partitions and
bounds in the table's log: for finding a day they are what a year of such days is, and they take no room. Their rows'
times are those of the first day, so no question here is about time.
"""

import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path

import duckdb
import polars as pl

from orchestration.bench.steps import peak_memory_bytes
from orchestration.duckdb_delta import load_delta
from orchestration.duckdb_text import literal
from orchestration.lake import LAKE_TABLES, Compaction, Lake, compact
from orchestration.lake.commits import commit
from orchestration.lake.parquet_files import DataFile, ParquetWriter
from orchestration.plant import Workspace

TAGS = 200
_SOURCE = "historian"
_FIRST = date(2026, 1, 1)
_DAY_US = 86_400_000_000
_FRAME_ROWS = 1_000_000

Question = Callable[[Lake, date, str], int]
"""Answers one tag's day of a lake, and returns how many rows came."""


@dataclass(frozen=True)
class LakeBenchmark:
    """The figures of one run; times of a question are medians and maxima in seconds, sorted and unsorted, by engine."""

    rows_a_day: int
    days: int
    unsorted_bytes_per_sample: float
    sorted_bytes_per_sample: float
    compaction_seconds: float
    compaction_peak_memory_bytes: int
    rows_answered: int
    duckdb_sorted_s: float
    duckdb_sorted_max_s: float
    duckdb_unsorted_s: float
    polars_sorted_s: float
    polars_sorted_max_s: float
    polars_unsorted_s: float
    processors: int

    def as_json(self) -> str:
        """The figures as a JSON object."""
        return json.dumps(asdict(self), indent=2)

    def as_text(self) -> str:
        """The figures in sentences."""
        return (
            f"{self.days} days of {self.rows_a_day:,} rows and {TAGS} tags, {self.processors} processors; one day "
            f"made, the others linked to it\n"
            f"a day sorted in {self.compaction_seconds:.1f} s with {self.compaction_peak_memory_bytes / 2**30:.2f} GiB:"
            f" {self.unsorted_bytes_per_sample:.2f} bytes a sample became {self.sorted_bytes_per_sample:.2f}\n"
            f"one tag's day ({self.rows_answered:,} rows), median of the questions (and slowest), unsorted beside:\n"
            f"  DuckDB  {self.duckdb_sorted_s:.3f} s ({self.duckdb_sorted_max_s:.3f} s), unsorted "
            f"{self.duckdb_unsorted_s:.3f} s\n"
            f"  Polars  {self.polars_sorted_s:.3f} s ({self.polars_sorted_max_s:.3f} s), unsorted "
            f"{self.polars_unsorted_s:.3f} s"
        )


def bench_lake(
    rows: int = 40_000_000,
    days: int = 365,
    folder: Path | None = None,
    questions: int = 9,
    say: Callable[[str], None] = lambda _: None,
) -> LakeBenchmark:
    """Make a day of `rows` rows, sort it, and ask for one tag's day out of `days`; everything made is removed again.

    `folder` is where it goes meanwhile (default: the system's folder for temporary files); it needs 60 bytes a row.
    """
    with tempfile.TemporaryDirectory(prefix="millrace-bench-", dir=folder) as temporary:
        made, unsorted_year, sorted_year = (Path(temporary) / name for name in ("made", "unsorted", "sorted"))
        say(f"Making a day of {rows:,} rows.")
        loaded = _make_day(made, rows)
        say("Sorting it.")
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as child:
            done, peak = child.submit(_compact_measured, made).result()
        say(f"Linking {days} days of it.")
        lakes = {
            "unsorted": _link_year(made, unsorted_year, loaded, days),
            "sorted": _link_year(made, sorted_year, _committed(Workspace(made)), days),
        }
        asked = [(_FIRST + timedelta(days=(17 + 41 * n) % days), _tag(31 * n % TAGS)) for n in range(questions)]
        seconds: dict[str, list[float]] = {}
        rows_answered = 0
        with duckdb.connect() as connection:
            load_delta(connection)
            for engine, question in {"duckdb": _asking_duckdb(connection), "polars": _ask_polars}.items():
                for order, lake in lakes.items():
                    say(f"Asking {engine}, {order}.")
                    rows_answered, seconds[f"{engine} {order}"] = _time(question, lake, asked)
        return LakeBenchmark(
            rows_a_day=rows,
            days=days,
            unsorted_bytes_per_sample=done.bytes_before / rows,
            sorted_bytes_per_sample=done.bytes_after / rows,
            compaction_seconds=done.seconds,
            compaction_peak_memory_bytes=peak,
            rows_answered=rows_answered,
            duckdb_sorted_s=statistics.median(seconds["duckdb sorted"]),
            duckdb_sorted_max_s=max(seconds["duckdb sorted"]),
            duckdb_unsorted_s=statistics.median(seconds["duckdb unsorted"]),
            polars_sorted_s=statistics.median(seconds["polars sorted"]),
            polars_sorted_max_s=max(seconds["polars sorted"]),
            polars_unsorted_s=statistics.median(seconds["polars unsorted"]),
            processors=os.cpu_count() or 1,
        )


def _tag(number: int) -> str:
    return f"NORTH.LINE{number % 8 + 1}.UNIT{number:03d}.PV"


def _make_day(root: Path, rows: int) -> list[DataFile]:
    """A lake with one day, written and committed as an ingest does; returns its files."""
    lake = Lake(Workspace(root).lake_uri)
    lake.create_tables()
    folder = Path(lake.path("samples"))
    files = ParquetWriter(LAKE_TABLES["samples"], folder, _SOURCE, "part-bench").write(_frames(rows))
    commit(lake, "samples", files, folder, _SOURCE, 1)
    return files


def _frames(rows: int) -> Iterator[pl.DataFrame]:
    """The day's samples as a historian exports them, instant by instant: waves with noise, to three decimals."""
    step_us = _DAY_US * TAGS // rows
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        for first in range(0, rows, _FRAME_ROWS):
            yield connection.execute(
                """
                SELECT
                    'NORTH.LINE' || (i % $tags % 8 + 1) || '.UNIT' || lpad((i % $tags)::VARCHAR, 3, '0') || '.PV'
                        AS tag,
                    ($day::TIMESTAMPTZ + to_microseconds((i // $tags) * $step_us)) AS ts_utc,
                    round(50 + 30 * sin((i // $tags) / 500.0 + i % $tags) + (hash(i) % 10000) / 10000.0, 3)
                        AS value_num,
                    NULL::VARCHAR AS value_text,
                    (CASE WHEN hash(i + 7) % 200 = 0 THEN 0 ELSE 2 END)::TINYINT AS quality,
                    CASE WHEN hash(i + 7) % 200 = 0 THEN 'Bad' ELSE 'Good' END AS quality_raw,
                    i + 2 AS row_no,
                    1::BIGINT AS load_seq,
                    $day::DATE AS day_utc
                FROM range($first, $last) AS series (i)
                """,
                {
                    "tags": TAGS,
                    "day": _FIRST.isoformat(),
                    "step_us": step_us,
                    "first": first,
                    "last": min(first + _FRAME_ROWS, rows),
                },
            ).pl()


def _compact_measured(root: Path) -> tuple[Compaction, int]:
    """Compact, in a process of its own, so that its peak memory is its own."""
    return compact(Workspace(root)), peak_memory_bytes()


def _committed(workspace: Workspace) -> list[DataFile]:
    lake = Lake(workspace.lake_uri)
    log = Path(lake.path("samples")) / "_delta_log" / f"{lake.table('samples').version():020}.json"
    added = [json.loads(line)["add"] for line in log.read_text().splitlines() if '"add"' in line]
    return [
        DataFile(add["path"], add["size"], json.loads(add["stats"])["numRecords"], add["partitionValues"], add["stats"])
        for add in added
    ]


def _link_year(made: Path, root: Path, files: list[DataFile], days: int) -> Lake:
    """A lake of `days` days, each with links to the files of the one that was made, and a commit each."""
    source, lake = Path(Lake(Workspace(made).lake_uri).path("samples")), Lake(Workspace(root).lake_uri)
    lake.create_tables()
    folder = Path(lake.path("samples"))
    for number in range(days):
        day = (_FIRST + timedelta(days=number)).isoformat()
        linked = []
        for file in files:
            path = f"source={_SOURCE}/day_utc={day}/{Path(file.path).name}"
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            os.link(source / file.path, folder / path)
            of_day = file.statistics.replace(_FIRST.isoformat(), day)
            values = {"source": _SOURCE, "day_utc": day}
            linked.append(replace(file, path=path, partition_values=values, statistics=of_day))
        commit(lake, "samples", linked, folder, _SOURCE, number + 1)
    return lake


def _time(question: Question, lake: Lake, asked: list[tuple[date, str]]) -> tuple[int, list[float]]:
    rows, seconds = 0, []
    for day, tag in asked:
        started = time.perf_counter()
        rows = question(lake, day, tag)
        seconds.append(time.perf_counter() - started)
    return rows, seconds


def _asking_duckdb(connection: duckdb.DuckDBPyConnection) -> Question:
    """DuckDB on an open connection that can read Delta tables; the table is opened anew for each question."""

    def ask(lake: Lake, day: date, tag: str) -> int:
        answer = connection.execute(
            f"""
            SELECT ts_utc, value_num, quality FROM delta_scan({literal(lake.path("samples"))})
            WHERE source = {literal(_SOURCE)} AND day_utc = DATE '{day}' AND tag = {literal(tag)}
            ORDER BY ts_utc
            """  # noqa: S608 - names of our own
        )
        return answer.pl().height

    return ask


def _ask_polars(lake: Lake, day: date, tag: str) -> int:
    """Polars; the table is opened anew for each question."""
    of_tag = (pl.col("source") == _SOURCE) & (pl.col("day_utc") == day) & (pl.col("tag") == tag)
    rows = pl.scan_delta(lake.path("samples")).filter(of_tag).select("ts_utc", "value_num", "quality").sort("ts_utc")
    return rows.collect(engine="streaming").height
