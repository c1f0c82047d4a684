"""The part of the published contract that the dashboard reads, as ``contract.yaml`` lists it.

A published file that lacks one of these columns was made by another release; the dashboard then says so
instead of failing in the middle of a page.
"""

from pathlib import Path

import duckdb
import yaml


def needed() -> dict[str, tuple[str, ...]]:
    """The columns that are read of each table, by ``schema.table``."""
    listed = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
    return {
        table: (*listed["oee"], *columns["grain"]) if isinstance(columns, dict) else tuple(columns)
        for table, columns in listed["tables"].items()
    }


def missing_columns(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Names ``schema.table.column`` that the dashboard needs and the open file does not have, sorted."""
    rows = connection.execute(
        "select table_schema || '.' || table_name || '.' || column_name from information_schema.columns"
    ).fetchall()
    present = {name for (name,) in rows}
    return sorted({f"{table}.{column}" for table, columns in needed().items() for column in columns} - present)
