"""Pulls and ingests of a table that die whenever the clock says so, while its rows change. Run by a test.

Usage: killed_table_pull.py <workspace> <erp.db> <kills> <seed>. What the lake holds in the end is printed as JSON: all
rows, and those that stand.
"""

import json
import os
import random
import signal
import sqlite3
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from orchestration.lake import Lake, ingest_source
from orchestration.plant import Workspace
from orchestration.pulls import pull_source
from tests.orchestration.lake.killed_ingest import ended, forked

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def pull_and_load(root: Path, number: int) -> None:
    """One pull of all keys and all changes, and the ingest of what it landed."""
    workspace = Workspace(root)
    plant = workspace.load()
    result = pull_source(workspace, plant, plant.sources[0], lambda: NOW + timedelta(days=number))
    assert result.failure is None, result.failure
    ingest_source(workspace, plant, plant.sources[0], settle_s=0)


def change(erp: Path, number: int) -> None:
    """Some orders more, some that change, one that is gone."""
    changed = f"{NOW + timedelta(days=number, hours=-1):%Y-%m-%d %H:%M:%S}"
    with sqlite3.connect(erp) as connection:
        for order in range(3):
            row = (number * 3 + order + 100_000, f"NEW/{number}/{order}", "P", order, changed, changed)
            connection.execute("insert into production values (?, ?, ?, ?, ?, ?, '')", row)
        connection.execute("update production set qty = ?, changed = ? where id % 97 = ?", (number, changed, number))
        connection.execute("delete from production where id = ?", (number + 500,))


def outcome(root: Path) -> dict[str, object]:
    """How often each row of the lake is there, and what stands: of each order the newest row, unless it is deleted."""
    lake = Lake(root / "lake")
    told = lake.read("ledger").select("load_seq", "export_time_utc")
    rows = lake.read("orders").join(told, on="load_seq").sort("export_time_utc", "load_seq", "row_no")
    values = ["order_id", "planned_quantity", "is_deleted"]
    newest = rows.unique("order_id", keep="last", maintain_order=True)
    standing = newest.filter(newest["is_deleted"].is_null()).select(values).sort("order_id")
    return {"rows": rows.height, "different": rows.select(values).unique().height, "standing": standing.rows()}


def main(root: Path, erp: Path, kills: int, seed: int) -> None:
    """Kill so many times, at a random moment each, with changes between; then pull and load undisturbed."""
    generator = random.Random(seed)  # noqa: S311 - moments of death, no secrets
    started = time.perf_counter()
    assert ended(forked(lambda: pull_and_load(root, 0))) == 0
    length_s = time.perf_counter() - started
    died = 0
    for number in range(1, kills + 1):
        change(erp, number)
        child = forked(lambda number=number: pull_and_load(root, number))
        time.sleep(generator.uniform(0, length_s))
        os.kill(child, signal.SIGKILL)
        died += ended(child) != 0
    for number in (kills + 1, kills + 2):
        assert ended(forked(lambda number=number: pull_and_load(root, number))) == 0
    told = root / "outcome.json"
    assert ended(forked(lambda: told.write_text(json.dumps({"died": died, **outcome(root)})))) == 0
    sys.stdout.write(told.read_text())


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
