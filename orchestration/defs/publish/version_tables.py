"""Looking at the tables of a version that is being made, and carrying on those of the version before it.

The version before is attached as `previous`, if there is one; a table that it lacks counts as empty.
"""

import duckdb

from orchestration.duckdb_text import identifier


def columns_of(connection: duckdb.DuckDBPyConnection, table: str, database: str | None = None) -> dict[str, str]:
    """Names and types of a table's columns in order; empty where there is no such table."""
    schema, name = table.split(".")
    rows = connection.execute(
        "select column_name, data_type from duckdb_columns() where schema_name = ? and table_name = ? "
        "and database_name = coalesce(?, current_database()) order by column_index",
        [schema, name, database],
    ).fetchall()
    return dict(rows)


def take_over(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Copy the rows of the previous version's table meta.`name`, by the names of the columns both have."""
    own, before = columns_of(connection, f"meta.{name}"), columns_of(connection, f"meta.{name}", "previous")
    shared = [column for column in own if column in before]
    if shared:
        chosen = ", ".join(
            f"try_cast({identifier(column)} as {own[column]}) as {identifier(column)}" for column in shared
        )
        connection.execute(f"insert into meta.{name} by name select {chosen} from previous.meta.{name}")  # noqa: S608
