"""The SQL that the documents print fits the tables that are published, as their contracts have them."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest
import yaml

from orchestration.defs.publish.contents import Publication, add_publication
from orchestration.defs.publish.history import add_history

ROOT = Path(__file__).parents[2]
BLOCKS = {
    f"{document.name}: {re.findall(r'^#+ (.+)$', text[: block.start()], re.MULTILINE)[-1]} ({block.start()})": block[1]
    for document in (ROOT / "docs" / "explain.md", ROOT / "docs" / "kpis.md")
    for text in [document.read_text(encoding="utf-8")]
    for block in re.finditer(r"```sql\n(.+?)```", text, re.DOTALL)
}


@pytest.fixture(scope="module")
def empty_publication() -> Iterator[duckdb.DuckDBPyConnection]:
    """Every published table without a row."""
    with duckdb.connect() as connection:
        for folder, schema in (("marts", "main"), ("staged", "staged"), ("meta", "meta")):
            connection.execute(f"create schema if not exists {schema}")
            for file in (ROOT / "transforms" / "models" / folder).glob("*.yml"):
                for model in yaml.safe_load(file.read_text(encoding="utf-8"))["models"]:
                    name = model["name"] if schema == "main" else model["name"].removeprefix(f"{schema}_")
                    columns = ", ".join(f'"{column["name"]}" {column["data_type"]}' for column in model["columns"])
                    connection.execute(f"create table {schema}.{name} ({columns})")
        publication = Publication("v", datetime(2026, 11, 1, tzinfo=UTC), "1", "c", "default", None, None, 0, 0)
        add_history(connection, publication, None)
        add_publication(connection, publication, [])
        yield connection


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS)
def test_the_query_names_tables_and_columns_that_are_published(
    empty_publication: duckdb.DuckDBPyConnection, block: str
) -> None:
    empty_publication.execute(block)
