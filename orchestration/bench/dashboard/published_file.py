"""A workspace with nothing but a large plant's published file, made as a run publishes: the same copy, types and order.

The figures are plausible, not a simulation: buckets fit into their shift and sums into one another, but for rounding.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb

from orchestration.bench.dashboard.tables import PUBLISHED, build
from orchestration.defs.publish.catalogue import add_catalogue
from orchestration.defs.publish.checks import CheckRecord
from orchestration.defs.publish.contents import Publication, add_publication, copy_tables, verify
from orchestration.defs.publish.versions import next_version, switch_to, version_path, versions_folder
from orchestration.plant import Workspace

MEMORY = "3GB"
CHECKS = 360


@dataclass(frozen=True)
class PublishedFile:
    """What was made: the file, its production days, its rows in all tables, its size, and the seconds that it took."""

    path: Path
    first: date
    last: date
    work_units: int
    rows: int
    size_bytes: int
    seconds: float


def make_published(
    root: Path, days: int, work_units: int, last: date | None = None, say: Callable[[str], None] = lambda _: None
) -> PublishedFile:
    """Make the workspace ``root`` with ``published/millrace.duckdb``, of so many production days up to ``last``.

    ``last`` is by default the day before yesterday, whose last shift is over wherever a plant is. ``say`` is told what
    happens. The memory that DuckDB takes is bounded (``MEMORY``); beside the file as much again is needed meanwhile.
    """
    started = time.perf_counter()
    workspace = Workspace(root)
    last = last or (datetime.now(UTC) - timedelta(days=2)).date()
    first = last - timedelta(days=days - 1)
    versions_folder(workspace).mkdir(parents=True)
    workspace.warehouse.mkdir()
    with _connect(workspace.build_db) as connection:
        # As after a rebuild of everything: then threads write their rows as they come.
        connection.execute("set preserve_insertion_order = false")
        build(connection, first, last, work_units, say)
    say("publishing")
    rows, path = _publish(workspace, first, last)
    workspace.build_db.unlink()
    workspace.warehouse.rmdir()
    return PublishedFile(
        path, first, last, work_units, rows, path.stat().st_size, round(time.perf_counter() - started, 1)
    )


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(str(path), config={"memory_limit": MEMORY})
    connection.execute("set TimeZone = 'UTC'")
    return connection


def _publish(workspace: Workspace, first: date, last: date) -> tuple[int, Path]:
    now = datetime.now(UTC)
    edge = datetime.combine(last + timedelta(days=1), datetime.min.time(), UTC) + timedelta(hours=14)
    publication = Publication(
        version=next_version(workspace, now),
        published_at_utc=now,
        code_version="benchmark",
        configuration_hash="benchmark",
        loss_policy="default",
        data_from=first,
        data_to_utc=edge,
        checks_passed=CHECKS,
        checks_failed=0,
        changes="20 new file(s)",
    )
    checks = [CheckRecord(f"check_{n}", "marts.oee_by_day", "error", "pass", "", now) for n in range(CHECKS)]
    final = version_path(workspace, publication.version)
    draft = final.with_name(f"{final.name}.tmp")
    with _connect(draft) as connection:
        rows = copy_tables(connection, workspace.build_db, PUBLISHED)
        add_publication(connection, publication, checks)
        add_catalogue(connection)
        connection.execute("checkpoint")
    verify(draft, rows, PUBLISHED)
    draft.replace(final)
    switch_to(workspace, publication.version)
    return rows, final
