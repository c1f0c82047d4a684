"""Where the catalogue's formula names columns of the row, the published column is what it says, in every row."""

import re
from typing import Any

import pytest

from tests.conventions.kpi_catalogue import Kpi, catalogue

CASES = [(table, kpi) for section in catalogue() for table in section.tables for kpi in section.kpis]
# Money is rounded to millionths for each piece of a stop before it is added.
TOLERANCE = 1e-4
FUNCTIONS = {"greatest", "least", "coalesce"}


@pytest.fixture(scope="module")
def columns(demo: Any) -> dict[str, set[str]]:
    found = demo.ask("select table_name, column_name from duckdb_columns() where schema_name = 'main'")
    return {str(table): set(own["column_name"]) for (table,), own in found.group_by("table_name")}


@pytest.mark.parametrize(("table", "kpi"), CASES, ids=[f"{table}.{kpi.column}" for table, kpi in CASES])
def test_the_published_column_is_its_formula(demo: Any, columns: dict[str, set[str]], table: str, kpi: Kpi) -> None:
    named = set(re.findall(r"[a-z_][a-z0-9_]*", kpi.formula)) - FUNCTIONS
    if kpi.column not in columns[table] or not named <= columns[table]:
        pytest.skip("another table's, or its inputs are not published in the same row")
    as_doubles = ", ".join(f"cast({name} as double) as {name}" for name in sorted(named))
    rows = demo.ask(
        f"with given as (select cast({kpi.column} as double) as published, {as_doubles} from {table}) "
        f"select published, {kpi.formula} as calculated from given where published is not null"
    )
    if rows.is_empty():
        pytest.skip("the demo plant has no row with all of these")
    wrong = rows.filter(
        rows["calculated"].is_null()
        | ((rows["published"] - rows["calculated"]).abs() > TOLERANCE + 1e-9 * rows["published"].abs())
    )
    assert wrong.is_empty(), wrong
