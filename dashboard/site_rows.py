"""The published tables with the rows of some sites alone: what a reader whose role names its sites can ask at all.

The rows are taken out below the questions, by a view of the same name for each published table, so that no question,
filter or link can reach another site's. What a table's rows belong to is told by its columns; a table that says it by
none of them is empty, unless it is named here as being of no site.
"""

from collections.abc import Collection

import duckdb

# Tables that are of no site: the calendar, the catalogues of products, reasons and figures, and the publication itself.
OF_NO_SITE = {
    ("main", "dim_date"),
    ("main", "dim_fiscal_period"),
    ("main", "dim_loss_policy"),
    ("main", "dim_product"),
    ("main", "dim_reason"),
    ("meta", "kpi_catalogue"),
    ("meta", "publication"),
    ("meta", "publication_history"),
}
PUBLISHED = "published"
LEVELS = ("work_unit", "line", "area", "site")


def restrict(connection: duckdb.DuckDBPyConnection, sites: Collection[str]) -> None:
    """Makes a view in ``connection`` for each table of the database attached as ``PUBLISHED``: its rows of ``sites``.

    Only the schemas ``main`` and ``meta`` are shown; an enterprise's own rows are of no single site and not shown.
    """
    named = ", ".join("'" + site.replace("'", "''") + "'" for site in sorted(sites)) or "null"
    connection.execute("create schema if not exists meta")
    tables = connection.execute(
        "select schema_name, table_name, list(column_name) from duckdb_columns() "
        "where database_name = $1 and schema_name in ('main', 'meta') group by all",
        [PUBLISHED],
    ).fetchall()
    for schema, table, columns in tables:
        rows = condition(schema, table, set(columns), named)
        connection.execute(
            f'create view {schema}."{table}" as select * from {PUBLISHED}.{schema}."{table}" where {rows}'  # noqa: S608
        )


def condition(schema: str, table: str, columns: set[str], named: str) -> str:
    """Which rows of a table with these ``columns`` belong to the sites ``named`` (a list of SQL literals)."""
    if (schema, table) in OF_NO_SITE:
        return "true"
    if "site" in columns:
        return f"site in ({named})"
    units = f"{PUBLISHED}.main.dim_work_unit"
    # A tag of a source need not be mapped to a work unit.
    if "work_unit" in columns and schema != "meta":
        return f"work_unit in (select work_unit from {units} where site in ({named}))"  # noqa: S608 - escaped literals
    if "source" in columns:
        return f"source in (select source from {PUBLISHED}.meta.sources where site in ({named}))"  # noqa: S608
    if {"level", "object"} <= columns:
        places = " or ".join(
            f"level = '{level}' and object in (select {level} from {units} where site in ({named}))"  # noqa: S608
            for level in LEVELS
        )
        return f"({places})"
    if "order_id" in columns:
        return f"order_id in (select order_id from {PUBLISHED}.main.orders where site in ({named}))"  # noqa: S608
    return "false"
