"""The catalogue of docs/kpis.md is whole and right: each figure of the marts, and examples that recalculate."""

import re
from pathlib import Path

import duckdb
import pytest
import yaml

from tests.conventions.kpi_catalogue import Kpi, Section, catalogue

MARTS = Path(__file__).parents[2] / "transforms" / "models" / "marts"
NUMBERS = ("decimal", "double", "bigint", "integer")
# Tables whose numbers are no figures but keys and values of samples, and what a row says about dimensions.
NO_FIGURES = {"fct_evidence"}
FUNCTIONS = {"greatest", "least", "coalesce"}


def numeric_columns() -> dict[str, set[str]]:
    """Of each mart that holds figures, its numeric columns as its contract has them."""
    found = {}
    for file in MARTS.glob("*.yml"):
        for model in yaml.safe_load(file.read_text(encoding="utf-8"))["models"]:
            if not model["name"].startswith("dim_") and model["name"] not in NO_FIGURES:
                found[model["name"]] = {
                    column["name"] for column in model["columns"] if column["data_type"].startswith(NUMBERS)
                }
    return found


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
    named = set(re.findall(r"[a-z_][a-z0-9_]*", kpi.formula)) - FUNCTIONS
    assert named == set(kpi.inputs)
    given = ", ".join(f"{value}::double as {name}" for name, value in kpi.inputs.items())
    found = duckdb.sql(f"select {kpi.formula} from (select {given})").fetchone()
    assert found is not None
    assert found[0] == pytest.approx(kpi.value, rel=1e-6, abs=1e-6)
