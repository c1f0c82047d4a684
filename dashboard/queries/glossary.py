"""What each figure is, as the published file says it of itself."""

import duckdb
import polars as pl

from dashboard.queries.ask import ask

TEXTS = ("kpi", "kpi_name", "definition", "formula", "column_name", "table_names", "grain", "source", "iso_22400_name")


def entries(connection: duckdb.DuckDBPyConnection, searched: str = "") -> pl.DataFrame:
    """One row a figure in the order of the catalogue: the ``TEXTS`` and comment (of its column).

    With ``searched``, those whose name, column, definition, formula or ISO 22400 name has it, in any case.
    """
    return ask(
        connection,
        f"""
        select {", ".join(TEXTS)}, comment from meta.kpi_catalogue
        where contains(lower(concat_ws(' ', kpi_name, column_name, definition, formula, iso_22400_name)),
            lower(trim($searched)))
        order by position
        """,  # noqa: S608 - names of columns; the value is bound
        {"searched": searched},
        dict.fromkeys((*TEXTS, "comment"), pl.String),
    )


def entry(connection: duckdb.DuckDBPyConnection, kpi: str) -> pl.DataFrame:
    """The entry with this key, and any whose column is called so; no row when there is none."""
    return entries(connection).filter((pl.col("kpi") == kpi) | (pl.col("column_name") == kpi)).head(1)
