"""The dbt-duckdb plugin by which the transforms read the lake (named in transforms/profiles.yml)."""

import duckdb
from dbt.adapters.duckdb.plugins import BasePlugin

from orchestration.duckdb_delta import load_delta


class Plugin(BasePlugin):
    """Loads the Delta extension into each connection that dbt opens."""

    def configure_connection(self, conn: duckdb.DuckDBPyConnection) -> None:
        """Load the extension and fix the time zone to UTC."""
        load_delta(conn)
