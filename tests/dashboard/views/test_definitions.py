"""Every figure in a table has its definition at hand, and every way to the glossary ends at an entry."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from opening import opened
from streamlit.testing.v1 import AppTest

import dashboard
from dashboard import texts
from dashboard.pages import PAGES
from dashboard.queries import glossary
from dashboard.views.parts.figure_columns import FIGURES

VIEWS = sorted((Path(dashboard.__file__).parent / "views").rglob("*.py"))
# Each page, and the views of it that have other tables.
ASKED: list[tuple[str, dict[str, str]]] = [
    *((page.name, {}) for page in PAGES),
    *(("oee", {"by": by}) for by in ("Shift", "Product", "Order")),
    ("stops", {"stop": "any"}),
    ("production", {"period": "7 days"}),
]
# A column that is called like a quantity or a ratio is a figure, also where it is shown in words.
QUANTITY = re.compile(r"_(s|h|kwh|count|share|cost|quantity|rows|units)$")
# What came in is counted by no KPI, so the glossary has no entry for it.
NOT_IN_THE_GLOSSARY = {
    "compared_rows", "reconciled_rows", "age", "late_after", "files", "rows_loaded", "rows_rejected", "file_rows_read",
    "file_rows_loaded", "file_rows_rejected", "row_no", "good_samples", "mapped_tags", "tags", "silent_tags", "samples",
    "restated_days", "new_files", "retracted_files", "changed_settings", "as_closed", "value_before", "value_after",
    "adjustment",
}  # fmt: skip


def columns(test: AppTest) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each column that a table of the page shows, with its configuration."""
    for table in test.dataframe:
        configured = json.loads(table.proto.columns)
        for name in table.proto.column_order:
            yield name, configured.get(name, {})


def drawn(block: Any) -> Iterator[Any]:
    """The elements of a page in the order in which they stand."""
    for child in block.children.values():
        yield child
        yield from drawn(child) if hasattr(child, "children") else ()


@pytest.mark.parametrize("page", [page.name for page in PAGES])
def test_under_each_heading_with_a_chart_a_link_leads_to_its_definition(workspace: Path, page: str) -> None:
    unexplained: list[str] = []
    heading, has_chart, has_link = "", False, False
    for element in [*drawn(opened(page).main), None]:
        kind = element.type if element is not None else "header"
        if kind == "header":
            unexplained += [heading] * (has_chart and not has_link)
            heading, has_chart, has_link = element.value if element is not None else "", False, False
        has_chart |= kind == "arrow_vega_lite_chart"
        has_link |= kind in ("caption", "markdown") and "(glossary?" in (element.help or "")
    assert unexplained == []


@pytest.mark.parametrize(("page", "query"), ASKED, ids=[f"{page}-{'-'.join(query)}" for page, query in ASKED])
def test_every_figure_of_every_table_has_its_definition_and_its_unit(
    workspace: Path, page: str, query: dict[str, str]
) -> None:
    if "stop" in query:
        with duckdb.connect(str(workspace / "published" / "millrace.duckdb"), read_only=True) as file:
            query = {
                "stop": str(file.execute("select min(stop_id) from fct_stops where site = 'north'").fetchall()[0][0])
            }
    test = opened(page, **query)
    assert not test.exception
    unexplained = [
        name
        for name, column in columns(test)
        if (column.get("type_config", {}).get("type") == "number" or QUANTITY.search(name))
        and "Unit: " not in (column.get("help") or "")
    ]
    assert unexplained == []


def test_no_column_of_numbers_is_made_beside_the_figures() -> None:
    made = [
        path.name
        for path in VIEWS
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Name | ast.Attribute)
        and (node.id if isinstance(node, ast.Name) else node.attr)
        in ("NumberColumn", "ProgressColumn", "column_config")
    ]
    assert made == ["figure_columns.py"]


def test_every_figure_leads_to_an_entry_of_the_glossary(connection: duckdb.DuckDBPyConnection) -> None:
    entries = {figure.name: figure.entry for figure in FIGURES.values()}
    assert {name for name, entry in entries.items() if entry is None} == NOT_IN_THE_GLOSSARY
    known = set(glossary.entries(connection)["kpi"])
    assert {name: entry for name, entry in entries.items() if entry and entry not in known} == {}


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_every_figure_has_its_words_in_every_language(language: str) -> None:
    texts.speak(language)
    try:
        assert [figure.name for figure in FIGURES.values() if not (figure.titled() and figure.definition)] == []
    finally:
        texts.speak(texts.DEFAULT)


def test_the_unit_stands_in_the_definition(workspace: Path) -> None:
    helps = {name: column.get("help") for name, column in columns(opened("production"))}
    assert helps["held_count"] == (
        "Units that are neither good nor scrapped until decided. Unit: the product's unit of measure; "
        "quantities of several are added up as they are, ? where no unit is told."
    )
    assert (
        helps["finish_deviation_h"] == "Actual less planned finish of a finished order; later is above 0. Unit: hours."
    )


@pytest.mark.parametrize(("page", "query"), ASKED, ids=[f"{page}-{'-'.join(query)}" for page, query in ASKED])
def test_below_each_table_a_button_opens_the_definitions_of_all_its_figures(
    workspace: Path, page: str, query: dict[str, str]
) -> None:
    unopened: list[str] = []
    waiting: list[str] = []
    for element in drawn(opened(page, **query).main):
        if element.type == "arrow_data_frame":
            unopened += waiting
            configured = json.loads(element.proto.columns)
            waiting = [column["help"] for column in configured.values() if "Unit: " in (column.get("help") or "")]
        elif element.type == "markdown":
            waiting = [told for told in waiting if told not in element.value]
    assert unopened + waiting == []


def test_a_button_of_definitions_names_each_figure_and_leads_to_its_entry(workspace: Path) -> None:
    (told,) = [text.value for text in opened("data_trust").markdown if text.value.startswith("- **Age**")]
    assert told.splitlines()[2:] == [
        "- **Files**: Files that came from the source. Unit: files.",
        "- **Rows loaded**: Rows of the source's files that were loaded. Unit: rows.",
        "- **Rows rejected**: Rows of the source's files that were rejected, each with its reason. Unit: rows.",
    ]
    (told,) = [text.value for text in opened("losses").markdown if text.value.startswith("- **Hours**")]
    assert re.findall(r"kpi=([\w.]+)", told) == [
        "loss_s", "stop_count", "equivalent_unit_count", "cost_low", "cost_high",
    ]  # fmt: skip
