"""The catalogue of docs/kpis.md is whole and right: each figure of the marts, and examples that recalculate."""

import duckdb
import pytest

from tests.conventions.kpi_catalogue import Kpi, Section, catalogue, numeric_columns

SECTIONS = catalogue()
KPIS = [kpi for section in SECTIONS for kpi in section.kpis]


def test_every_figure_of_the_marts_is_documented() -> None:
    documented = {table: set(section.columns) for section in SECTIONS for table in section.tables}
    missing = {
        table: sorted(columns - documented.get(table, set()))
        for table, columns in numeric_columns().items()
        if columns - documented.get(table, set())
    }
    assert missing == {}


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.tables[0])
def test_what_is_documented_exists_and_is_documented_once(section: Section) -> None:
    columns = numeric_columns()
    assert [table for table in section.tables if table not in columns] == []
    existing = set().union(*(columns[table] for table in section.tables))
    assert [column for column in section.columns if column not in existing] == []
    assert len(section.columns) == len(set(section.columns))
    assert section.grain


@pytest.mark.parametrize("kpi", KPIS, ids=lambda kpi: kpi.column)
def test_the_worked_example_recalculates(kpi: Kpi) -> None:
    assert kpi.named == set(kpi.inputs)
    given = ", ".join(f"{value}::double as {name}" for name, value in kpi.inputs.items())
    found = duckdb.sql(f"select {kpi.formula} from (select {given})").fetchone()
    assert found is not None
    assert found[0] == pytest.approx(kpi.value, rel=1e-6, abs=1e-6)
