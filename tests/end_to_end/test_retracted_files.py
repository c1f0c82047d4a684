"""A file that was taken back leaves figures as if it had never been loaded, and a trace that says so."""

import shutil
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from tests.end_to_end.two_machines_exports import DAYS, drop, drop_first, press_csv

HERE = Path(__file__).parent
WRONG, NEWEST = f"press_{DAYS[2]}_again.csv", f"press_{DAYS[-1]}.csv"


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


@pytest.fixture(scope="module")
def never_loaded(run_workspace: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    root = tmp_path_factory.mktemp("never") / "workspace"
    shutil.copytree(HERE / "two_machines", root)
    drop_first(root)
    return run_workspace(root)


@pytest.fixture(scope="module")
def retracted(run_workspace: Any, command: Any, tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Any]:
    """The tables while two wrong files counted, and the workspace after they were taken back."""
    root = tmp_path_factory.mktemp("retracted") / "workspace"
    shutil.copytree(HERE / "two_machines", root)
    drop_first(root)
    # A correction of a day in the middle, and a day that nothing else reaches.
    drop(root, "historian", WRONG, press_csv(DAYS[2], corrected=True))
    drop(root, "historian", NEWEST, press_csv(DAYS[-1]))
    before = tables(run_workspace(root).root)
    for name in (WRONG, NEWEST):
        done = command("retract", name, "--reason", "of the test bench", "--workspace", root)
        assert done.returncode == 0, done.stderr
    return before, run_workspace(root)


def test_the_figures_are_those_of_a_plant_that_never_had_the_files(retracted: Any, never_loaded: Any) -> None:
    before, after = retracted
    without = tables(never_loaded.root)
    assert {"main.fct_time_segments", "main.fct_production", "main.oee_by_day"} <= set(differing(before, without))
    assert differing(tables(after.root), without) == []


def test_the_trace_stays(retracted: Any) -> None:
    _, after = retracted
    files = after.ask("select file_name, status, reason, retracted_at_utc is not null as has_time from meta.files")
    assert sorted(files.filter(pl.col("status") == "retracted").rows()) == [
        (NEWEST, "retracted", "of the test bench", True),
        (WRONG, "retracted", "of the test bench", True),
    ]
    reasons = after.ask("select reason from meta.publication_history order by version")["reason"].to_list()
    assert reasons == ["first publication", "2 file(s) retracted"]


def test_the_history_says_what_the_retraction_moved(retracted: Any) -> None:
    _, after = retracted
    moved = after.ask(
        "select distinct change, production_date from meta.kpi_history where object = 'press' and version = "
        "(select max(version) from meta.publication_history)"
    )
    assert (("changed", DAYS[2])) in moved.rows()
    assert "removed" in moved["change"].to_list()
