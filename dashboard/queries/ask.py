"""Runs one question and holds its answer to a declared schema.

What a statement reads twice, each time of other days, it names ``as not materialized``: DuckDB would else gather all
the days that there are before either choice is made.
"""

from collections.abc import Mapping

import duckdb
import polars as pl
from polars.datatypes import DataTypeClass

ColumnType = pl.DataType | DataTypeClass
Schema = Mapping[str, ColumnType]

UTC_TIME = pl.Datetime("us", "UTC")
LOCAL_TIME = pl.Datetime("us")


def ask(
    connection: duckdb.DuckDBPyConnection, sql: str, parameters: Mapping[str, object] | None, schema: Schema
) -> pl.DataFrame:
    """The answer to ``sql`` with exactly the columns and types of ``schema``, in that order.

    Raises ``ValueError`` when the columns differ: that is a mistake in the question, never in the data.
    """
    frame = connection.execute(sql, parameters or {}).pl()
    if list(frame.columns) != list(schema):
        raise ValueError(f"the question answers {frame.columns}, its schema says {list(schema)}")
    return frame.cast(pl.Schema(schema))
