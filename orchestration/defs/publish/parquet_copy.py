"""The marts as Parquet files beside each version, for what does not open DuckDB: Excel, Power BI, Spark.

`published/parquet` leads to the folder of the current version, one file a table. The folder is whole before it has its
name, and its pointer switches after that of the DuckDB file: a kill between leaves the files of the version before.
"""

import os
import shutil
from pathlib import Path

import duckdb

from orchestration.defs.publish.versions import version_path, versions_folder
from orchestration.duckdb_text import identifier, literal
from orchestration.lake.durable import flush_to_disk
from orchestration.plant import Workspace

SCHEMA = "main"
# As many rows as the lake has samples behind stops: who follows a figure to its rows has SQL.
_LEFT_OUT = {"fct_evidence"}


def parquet_folder(workspace: Workspace, version: str) -> Path:
    """Return where the Parquet files of a version are, or will be."""
    return version_path(workspace, version).with_suffix(".parquet")


def parquet_pointer(workspace: Workspace) -> Path:
    """Return the path that analysts open: it leads to the folder of the current version."""
    return workspace.published / "parquet"


def write_parquet(connection: duckdb.DuckDBPyConnection, workspace: Workspace, version: str) -> Path:
    """Write each mart of the open draft as `<table>.parquet`, and return the folder, which is whole."""
    final = parquet_folder(workspace, version)
    draft = final.with_name(f"{final.name}.tmp")
    draft.mkdir(parents=True)
    marts = connection.execute(
        "select table_name from duckdb_tables() where schema_name = ? and database_name = current_database()",
        [SCHEMA],
    ).fetchall()
    for (table,) in marts:
        if table not in _LEFT_OUT:
            path = draft / f"{table}.parquet"
            connection.execute(
                f"copy {SCHEMA}.{identifier(table)} to {literal(str(path))} (format parquet, compression zstd)"
            )
            flush_to_disk(path)
    draft.replace(final)
    flush_to_disk(final.parent)
    return final


def switch_parquet_to(workspace: Workspace, version: str) -> None:
    """Let the pointer lead to the folder of `version`; where the system has no symlinks there is no pointer."""
    fresh = workspace.published / f".parquet.{os.getpid()}"
    fresh.unlink(missing_ok=True)
    try:
        fresh.symlink_to(parquet_folder(workspace, version).relative_to(workspace.published), target_is_directory=True)
    except (OSError, NotImplementedError):
        return
    fresh.replace(parquet_pointer(workspace))
    flush_to_disk(workspace.published)


def remove_parquet_without_version(workspace: Workspace) -> None:
    """Remove the folders of removed versions and what a killed publication left; call it holding the workspace lock."""
    for folder in versions_folder(workspace).glob("*.parquet*"):
        if folder.suffix == ".tmp" or not folder.with_suffix(".duckdb").exists():
            shutil.rmtree(folder)
    for link in workspace.published.glob(".parquet.*"):
        link.unlink(missing_ok=True)
