"""DuckDB's Delta extension, loaded from the installed package: nothing is downloaded.

Belongs here: how a DuckDB connection learns to read the lake. Not here: what is read from it.
"""

from pathlib import Path

import duckdb
import duckdb_extension_delta


def delta_extension() -> Path:
    """Path of the extension file for the installed DuckDB.

    Raises:
        FileNotFoundError: the package `duckdb-extension-delta` is of another DuckDB version.
    """
    folder = Path(duckdb_extension_delta.__file__).parent / "extensions"
    found = folder / f"v{duckdb.__version__}" / "delta.duckdb_extension"
    if not found.is_file():
        raise FileNotFoundError(
            f"{found} is missing: install duckdb-extension-delta=={duckdb.__version__}, the version of DuckDB itself."
        )
    return found


def load_delta(connection: duckdb.DuckDBPyConnection) -> None:
    """Give a connection `delta_scan` and the time zone UTC; reads one local file and writes none."""
    connection.execute(f"LOAD '{delta_extension()}'")
    connection.execute("SET TimeZone = 'UTC'")
