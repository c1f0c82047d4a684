"""How far a change reaches: the production days to write anew, and the time to compute for them.

A change touches a stretch of a work unit's time. It reaches back to where what was going on there began (a stop, a
planned stretch, a counter's interval, an operation, stops that wait for their product), and on to where the unit is
known to produce again by samples of its own (reach.sql). All is asked of the build database as the last run left it:
before and after the change it is still true.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import polars as pl

from orchestration.duckdb_delta import load_delta
from orchestration.duckdb_text import literal
from orchestration.plant import Workspace

_HERE = Path(__file__).parent


@contextmanager
def open_build(workspace: Workspace) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the build database beside a connection in memory, with the relations that `changes` and this module ask."""
    with duckdb.connect() as connection:
        load_delta(connection)
        connection.execute(f"attach {literal(str(workspace.build_db))} as build (read_only)")
        connection.execute((_HERE / "build_relations.sql").read_text(encoding="utf-8"))
        yield connection


@dataclass(frozen=True)
class Reach:
    """What to rebuild: `asked_days` (work_unit, site, production_date), `contexts` (work_unit, context_from_utc,
    context_to_utc; NULL where there is no bound)."""

    asked_days: pl.DataFrame
    contexts: pl.DataFrame


def reach(connection: duckdb.DuckDBPyConnection, touched: pl.DataFrame, until: date) -> Reach:
    """Return what the touched time (work_unit, from_utc, to_utc; NULL = no bound) reaches.

    Args:
        connection: of `open_build`.
        touched: of `changes.touched_time`, with what else is to be rebuilt.
        until: last production date to account for.
    """
    connection.register("touched_rows", touched)
    connection.execute(f"set variable until = date '{until.isoformat()}'")
    connection.execute((_HERE / "reach.sql").read_text(encoding="utf-8"))
    return Reach(connection.table("asked_days").pl(), connection.table("contexts").pl())
