"""Where the catalogue's formula names columns of the row, the published column is what it says, in every row."""

from typing import Any

import pytest

from tests.conventions.kpi_catalogue import Kpi, catalogue, numeric_columns

COLUMNS = numeric_columns()
# The figures whose inputs stand beside them: the others' are in another table, or named in words.
CASES = [
    (table, kpi)
    for section in catalogue()
    for table in section.tables
    for kpi in section.kpis
    if {kpi.column} | kpi.named <= COLUMNS[table]
]
# Money is rounded to millionths for each piece of a stop before it is added.
TOLERANCE = 1e-4


@pytest.mark.parametrize(("table", "kpi"), CASES, ids=[f"{table}.{kpi.column}" for table, kpi in CASES])
def test_the_published_column_is_its_formula(demo: Any, table: str, kpi: Kpi) -> None:
    as_doubles = ", ".join(f"cast({name} as double) as {name}" for name in sorted(kpi.named))
    rows = demo.ask(
        f"with given as (select cast({kpi.column} as double) as published, {as_doubles} from {table}) "
        f"select published, {kpi.formula} as calculated from given where published is not null"
    )
    assert rows.height > 0
    wrong = rows.filter(
        rows["calculated"].is_null()
        | ((rows["published"] - rows["calculated"]).abs() > TOLERANCE + 1e-9 * rows["published"].abs())
    )
    assert wrong.is_empty(), wrong
