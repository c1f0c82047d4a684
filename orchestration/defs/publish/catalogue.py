"""What each figure is, in the published file itself: so that whoever reads the figures finds their definitions.

Not here: the definitions. They are written in docs/kpis.md; `kpi_catalogue.csv` is made of it, and a test of the
conventions holds the two to be equal.
"""

import csv
from pathlib import Path

import duckdb

from orchestration.defs.publish.contents import Comments, comment_on

CATALOGUE = Path(__file__).with_name("kpi_catalogue.csv")
COLUMNS = (
    "kpi",
    "kpi_name",
    "definition",
    "formula",
    "column_name",
    "table_names",
    "grain",
    "source",
    "iso_22400_name",
)

_COMMENTS: Comments = {
    "kpi_catalogue": (
        "One row per figure of the published tables: what it is and how it is made.",
        {
            "position": "Place in the catalogue, from 1.",
            "kpi": "Its key: the column that holds it, with the table before it where several have one; of ISO 22400-2 "
            "the value of iso22400_kpis.kpi.",
            "kpi_name": "Its name.",
            "definition": "What it tells, in words.",
            "formula": "How it is made of columns of the same row, or of what they say in words.",
            "column_name": "The column that holds it.",
            "table_names": "The tables that have it, separated by a comma.",
            "grain": "What one row of these tables is.",
            "source": "What it is made of.",
            "iso_22400_name": "What comes nearest to it in ISO 22400-2; NULL where nothing does.",
            "comment": "The comment of its column: unit, and when it is NULL.",
        },
    )
}


def add_catalogue(connection: duckdb.DuckDBPyConnection) -> None:
    """Write meta.kpi_catalogue into the open draft, with the comments that the figures' columns have in it."""
    names = ", ".join(f"{name} varchar" for name in COLUMNS)
    connection.execute(f"create table meta.kpi_catalogue (position integer not null, {names}, comment varchar)")
    with CATALOGUE.open(encoding="utf-8", newline="") as file:
        rows = [
            [position, *(row[name] or None for name in COLUMNS)] for position, row in enumerate(csv.DictReader(file), 1)
        ]
    marks = ", ".join("?" for _ in range(len(COLUMNS) + 1))
    connection.executemany(f"insert into meta.kpi_catalogue values ({marks}, null)", rows)  # noqa: S608 - constants
    connection.execute(
        """
        update meta.kpi_catalogue set comment = described.comment
        from duckdb_columns() as described
        where described.database_name = current_database() and described.schema_name = 'main'
            and described.table_name = split_part(kpi_catalogue.table_names, ', ', 1)
            and described.column_name = kpi_catalogue.column_name"""
    )
    comment_on(connection, _COMMENTS)
