"""How long each question takes: on every visit, on connections as the dashboard opens them, beside scans of marts."""

import re
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import duckdb
import polars as pl

from dashboard.publication import OPEN_VERSIONS
from orchestration.bench.dashboard.page_times import percentile
from orchestration.bench.dashboard.questions import Question, arguments, questions
from orchestration.bench.dashboard.visits import visits


@dataclass(frozen=True)
class Asked:
    """The figures of one question, in seconds of the medians over the rounds.

    n: visits with different arguments. one_site_p95: of a reader who sees one site alone. rows: the most of an answer.
    table: the largest that it reads. scan: DuckDB's own scan of all of that one. ratio: p95 / scan.
    """

    n: int
    p50: float
    p95: float
    longest: float
    one_site_p95: float
    rows: int
    table: str
    scan: float
    ratio: float

    @property
    def slowest_p95(self) -> float:
        """The p95 of the reader who waits longer."""
        return max(self.p95, self.one_site_p95)


def ask_all(path: Path, rounds: int, every: int, say: Callable[[str], None]) -> dict[str, Asked]:
    """Ask every question, round after round, of a reader of all sites and of one of the first site alone.

    On all visits, or on each ``every``-th.
    """
    with OPEN_VERSIONS.lease(path) as connection:
        everywhere = _Reader(connection, every, sees_all_sites=True)
        everywhere.ask(rounds, say)
        first_site = connection.execute("select min(site) from dim_work_unit").fetchall()[0][0]
        scans = _scans(connection, {everywhere.largest_table(name) for name in everywhere.taken})
    with OPEN_VERSIONS.lease(path, frozenset({first_site})) as connection:
        one_site = _Reader(connection, every, sees_all_sites=False)
        one_site.ask(rounds, say)
    return {
        name: _figures(everywhere, one_site, name, scans[everywhere.largest_table(name)]) for name in everywhere.taken
    }


class _Reader:
    """Asks on one connection, and keeps what was taken: of each question the seconds of the rounds by its arguments."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, every: int, *, sees_all_sites: bool) -> None:
        self.connection = connection
        self.visits = visits(connection, sees_all_sites)[::every]
        self.taken: dict[str, dict[str, list[float]]] = {}
        self.rows: dict[str, int] = {}
        self._tables: dict[str, str] = {}
        self._sizes = dict(
            connection.execute(
                "select schema_name || '.' || table_name, estimated_size from duckdb_tables() "
                "where schema_name in ('main', 'meta')"
            ).fetchall()
        )

    def ask(self, rounds: int, say: Callable[[str], None]) -> None:
        for number in range(1, rounds + 1):
            for name, question in questions().items():
                self._ask(name, question)
            say(f"Asked {len(self.taken)} questions on {len(self.visits)} visits: round {number} of {rounds}.")

    def _ask(self, name: str, question: Question) -> None:
        taken = self.taken.setdefault(name, {})
        asked_now = set()
        for visit in self.visits:
            chosen = arguments(name, question, visit)
            key = repr({parameter: value for parameter, value in chosen.items() if parameter != "now"})
            if key in asked_now:
                continue
            asked_now.add(key)
            started = time.perf_counter()
            answer = question(self.connection, **chosen)
            taken.setdefault(key, []).append(time.perf_counter() - started)
            height = answer.height if isinstance(answer, pl.DataFrame) else 1
            self.rows[name] = max(self.rows.get(name, 0), height)

    def largest_table(self, name: str) -> str:
        """The largest of the tables that a question names, asked once more while its statements are looked at."""
        if name not in self._tables:
            looking = _Looking(self.connection)
            question = questions()[name]
            question(cast("duckdb.DuckDBPyConnection", looking), **arguments(name, question, self.visits[0]))
            sized = {table: size for table, size in self._sizes.items() if table in looking.tables}
            self._tables[name] = max(sized, key=lambda table: (sized[table], table))
        return self._tables[name]

    def seconds(self, name: str) -> list[float]:
        """The median over the rounds of each visit, in order of size."""
        return sorted(statistics.median(rounds) for rounds in self.taken[name].values())


class _Looking:
    """A connection that notes which tables a statement names."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self.tables: set[str] = set()

    def execute(self, sql: str, parameters: Any = None) -> duckdb.DuckDBPyConnection:
        names = re.findall(r"\b(?:from|join) ([\w.]+)", sql)
        self.tables |= {name if "." in name else f"main.{name}" for name in names}
        return self._connection.execute(sql, parameters)


def _scans(connection: duckdb.DuckDBPyConnection, tables: Iterable[str]) -> dict[str, float]:
    """The seconds of a scan of all columns of each table, the better of two."""
    found = {}
    for table in tables:
        seconds = []
        for _ in range(2):
            started = time.perf_counter()
            connection.execute(f"select max(columns(*)) from {table}").fetchall()  # noqa: S608 - of the catalogue
            seconds.append(time.perf_counter() - started)
        found[table] = min(seconds)
    return found


def _figures(everywhere: _Reader, one_site: _Reader, name: str, scan: float) -> Asked:
    seconds = everywhere.seconds(name)
    p95 = percentile(seconds, 0.95)
    return Asked(
        n=len(seconds),
        p50=percentile(seconds, 0.5),
        p95=p95,
        longest=seconds[-1],
        one_site_p95=percentile(one_site.seconds(name), 0.95),
        rows=everywhere.rows[name],
        table=everywhere.largest_table(name),
        scan=scan,
        ratio=p95 / scan,
    )
