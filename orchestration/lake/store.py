"""`Lake`: where the tables are and how they are opened. The only place that knows whether that is a folder or a bucket.

Credentials and endpoints of object stores come from the environment (AWS_*, AZURE_*, GOOGLE_*), read by deltalake.
"""

from pathlib import Path
from urllib.parse import unquote, urlsplit

import polars as pl
from deltalake import CommitProperties, DeltaTable
from deltalake import Schema as DeltaSchema

from orchestration.lake.tables import LAKE_TABLES, LakeTable


class UnknownTableError(KeyError):
    """A table was asked for that the lake does not have."""


class Lake:
    """The Delta tables under one URI: a folder's path, or `s3://`, `abfss://`, `gs://`."""

    def __init__(self, uri: str | Path) -> None:
        text = str(uri)
        scheme = urlsplit(text).scheme
        # A one-letter scheme is a Windows drive, not a protocol.
        self.is_local = scheme in {"", "file"} or len(scheme) == 1
        if scheme == "file":
            text = unquote(urlsplit(text).path)
        self.uri = str(Path(text).absolute()) if self.is_local else text.rstrip("/")

    def path(self, name: str) -> str:
        """Where the table `name` is: a folder's path or a URI.

        Raises:
            UnknownTableError: the lake has no such table.
        """
        if name not in LAKE_TABLES:
            raise UnknownTableError(f"The lake has no table {name!r}; it has {', '.join(LAKE_TABLES)}.")
        return f"{self.uri}/{name}"

    def table(self, name: str) -> DeltaTable:
        """Open the newest version of the table `name`."""
        return DeltaTable(self.path(name))

    def exists(self) -> bool:
        """Whether all tables are there."""
        return all(DeltaTable.is_deltatable(self.path(name)) for name in LAKE_TABLES)

    def create_tables(self) -> None:
        """Make every table that is not there yet, and add columns that a table of an older version lacks (NULL there).

        Tables are made before the first load, never by it: an application transaction only guards a table that exists.
        """
        for name, table in LAKE_TABLES.items():
            if DeltaTable.is_deltatable(self.path(name)):
                _add_new_columns(self.table(name), table)
                continue
            if self.is_local:
                Path(self.path(name)).mkdir(parents=True, exist_ok=True)
            DeltaTable.create(
                self.path(name),
                schema=pl.DataFrame(schema=table.columns).to_arrow().schema,
                mode="ignore",
                name=name,
                partition_by=list(table.partition_by),
                commit_properties=CommitProperties(custom_metadata={"userName": "millrace"}),
            )

    def read(self, name: str, columns: list[str] | None = None) -> pl.DataFrame:
        """Read a table (all columns, or `columns`) as it is now."""
        frame = pl.scan_delta(self.table(name))
        return (frame if columns is None else frame.select(columns)).collect()


def _add_new_columns(found: DeltaTable, table: LakeTable) -> None:
    known = {field.name for field in found.schema().fields}
    wanted = DeltaSchema.from_arrow(pl.DataFrame(schema=table.columns).to_arrow().schema)
    missing = [field for field in wanted.fields if field.name not in known]
    if missing:
        found.alter.add_columns(missing)
