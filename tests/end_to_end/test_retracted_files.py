"""A file that was taken back leaves figures as if it had never been loaded, and a trace that says so."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from tests.end_to_end.two_machines_exports import DAYS, drop, drop_first, press_csv

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
WRONG = f"press_{DAYS[1]}_again.csv"


def tables(root: Path) -> dict[str, pl.DataFrame]:
    """Every published mart and staged table, but for the numbers of loads."""
    with duckdb.connect(str(root / "published" / "millrace.duckdb"), read_only=True) as connection:
        names = connection.execute(
            "select schema_name, table_name from duckdb_tables() where schema_name in ('main', 'staged') order by all"
        ).fetchall()
        found = {f"{schema}.{name}": connection.execute(f"from {schema}.{name}").pl() for schema, name in names}
    return {name: frame.drop("load_seq", strict=False) for name, frame in found.items()}


def differing(left: dict[str, pl.DataFrame], right: dict[str, pl.DataFrame]) -> list[str]:
    assert left.keys() == right.keys()

    def rows(frame: pl.DataFrame) -> list[str]:
        return sorted(map(repr, frame.rows()))

    return [name for name, frame in left.items() if rows(frame) != rows(right[name])]


@dataclass(frozen=True)
class Retracted:
    """The tables before a wrong file, with it, and without it again; and the workspace at the end."""

    before: dict[str, pl.DataFrame]
    with_it: dict[str, pl.DataFrame]
    without: dict[str, pl.DataFrame]
    published: Any


@pytest.fixture(scope="module")
def retracted(run_workspace: Any, command: Any, tmp_path_factory: pytest.TempPathFactory) -> Retracted:
    root = tmp_path_factory.mktemp("retracted") / "workspace"
    shutil.copytree(HERE / "two_machines", root)
    drop_first(root)
    before = tables(run_workspace(root).root)
    drop(root, "historian", WRONG, press_csv(DAYS[1], corrected=True))
    with_it = tables(run_workspace(root).root)
    done = command("retract", WRONG, "--reason", "of the test bench", "--workspace", root)
    assert done.returncode == 0, done.stderr
    published = run_workspace(root)
    return Retracted(before, with_it, tables(root), published)


def test_the_figures_are_those_of_a_plant_that_never_had_the_file(retracted: Retracted) -> None:
    moved = differing(retracted.before, retracted.with_it)
    assert {"main.fct_time_segments", "main.fct_stops", "main.oee_by_day", "main.oee_by_month"} <= set(moved)
    assert differing(retracted.before, retracted.without) == []


def test_the_trace_stays(retracted: Retracted) -> None:
    files = retracted.published.ask(
        "select file_name, status, reason, retracted_at_utc is not null as has_time from meta.files"
    )
    assert files.filter(pl.col("status") == "retracted").rows() == [(WRONG, "retracted", "of the test bench", True)]
    reasons = retracted.published.ask("select reason from meta.publication_history order by version")
    assert reasons["reason"].to_list() == ["first publication", "1 new file(s)", "1 file(s) retracted"]


def test_as_first_reported_and_as_now_known_are_the_same_again_and_the_history_has_both(retracted: Retracted) -> None:
    history = retracted.published.ask(
        f"""
        select version, change, availability from meta.kpi_history
        where level = 'work_unit' and object = 'press' and production_date = date '{DAYS[1]}' and policy = 'default'
        order by version"""
    )
    assert history["change"].to_list() == ["first", "changed", "changed"]
    first, wrong, again = history["availability"].to_list()
    assert first == again != wrong
