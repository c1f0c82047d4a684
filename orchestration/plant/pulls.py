"""The kinds of pull by `connector`, and the readers that read what they land."""

from orchestration.plant.pull import IgnitionPull, OpcuaPull, Pull, SqlPull
from orchestration.plant.table_pull import DatabasePull

PULLS: dict[str, type[Pull]] = {
    "ignition": IgnitionPull,
    "opcua": OpcuaPull,
    "sql": SqlPull,
    "table": DatabasePull,
}
"""The kinds of pull by `connector`."""

READERS_OF_PULLS: dict[str, tuple[str, ...]] = {
    "ignition": ("historian.pulled_ignition",),
    "opcua": ("historian.pulled_rows",),
    "sql": ("historian.pulled_rows",),
    "table": ("erp.parquet", "mes.parquet"),
}
"""The readers that can read what a pull lands."""
