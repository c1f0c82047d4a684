"""A window that is exported again restates the days on which it says something else, and no others."""

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


def tables(root: Path) -> dict[str, list[str]]:
    """Every row of every published mart, staged table and of meta.tag_coverage, as text and in order."""
    with duckdb.connect(str(root / "published" / "millrace.duckdb"), read_only=True) as connection:
        names = connection.execute(
            "select schema_name || '.' || table_name from duckdb_tables() "
            "where schema_name in ('main', 'staged') or table_name = 'tag_coverage' order by all"
        ).fetchall()
        return {name: sorted(map(repr, connection.execute(f"from {name}").fetchall())) for (name,) in names}


def changed_days(root: Path) -> list[str]:
    """The days (UTC) that the last run was given to restate."""
    return pl.read_parquet(root / "warehouse" / "rebuild" / "changed_days.parquet")["day_utc"].cast(str).to_list()


@dataclass(frozen=True)
class Repeated:
    """The workspace after an export was dropped again as it was, then with one value changed, then rebuilt whole."""

    before: dict[str, list[str]]
    same_again: dict[str, list[str]]
    restated_by_same: list[str]
    restated_by_other: list[str]
    in_steps: dict[str, list[str]]
    rebuilt: dict[str, list[str]]
    published: Any


@pytest.fixture(scope="module")
def repeated(run_workspace: Any, tmp_path_factory: pytest.TempPathFactory) -> Repeated:
    root = tmp_path_factory.mktemp("repeated") / "workspace"
    shutil.copytree(HERE / "two_machines", root)
    drop_first(root)
    before = tables(run_workspace(root).root)
    # A blank line makes other bytes of the same samples.
    both = press_csv(DAYS[1]) + press_csv(DAYS[2])
    drop(root, "historian", "press_again.csv", both + b"\n")
    same_again, restated_by_same = tables(run_workspace(root).root), changed_days(root)
    other = both.replace(f"PRESS.State,{DAYS[2]}T12:00:00Z,".encode(), f"PRESS.State,{DAYS[2]}T12:00:00Z,X".encode())
    drop(root, "historian", "press_corrected.csv", other)
    in_steps, restated_by_other = tables(run_workspace(root).root), changed_days(root)
    shutil.rmtree(root / "warehouse")
    published = run_workspace(root)
    return Repeated(before, same_again, restated_by_same, restated_by_other, in_steps, tables(root), published)


def test_the_same_again_restates_no_day_and_no_figure(repeated: Repeated) -> None:
    assert repeated.restated_by_same == []
    different = [name for name, rows in repeated.before.items() if repeated.same_again[name] != rows]
    # It has more rows of the same samples, and nothing else.
    assert different == ["meta.tag_coverage"]


def test_one_changed_value_restates_its_day(repeated: Repeated) -> None:
    assert repeated.restated_by_other == [str(DAYS[2])]
    assert repeated.in_steps["main.fct_time_segments"] != repeated.before["main.fct_time_segments"]


def test_a_full_rebuild_gives_the_same_down_to_the_line_of_the_file(repeated: Repeated) -> None:
    assert [name for name, rows in repeated.in_steps.items() if repeated.rebuilt[name] != rows] == []


def test_the_published_ledger_says_what_each_file_changed(repeated: Repeated) -> None:
    files = repeated.published.ask(
        "select file_name, rows_new, rows_repeated, rows_changed, rows_superseded, changed_days, rows_loaded "
        "from meta.files where file_name like 'press_%ed.csv' or file_name like 'press_again%' order by load_seq"
    ).rows()
    loaded = files[0][-1]
    assert files == [
        ("press_again.csv", 0, loaded, 0, 0, "[]", loaded),
        ("press_corrected.csv", 0, loaded - 1, 1, 0, f'["{DAYS[2]}"]', loaded),
    ]
