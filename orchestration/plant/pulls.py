"""The kinds of pull by `connector`, and the readers that read what they land."""

from orchestration.plant.pull import IgnitionPull, OpcuaPull, Pull, SqlPull
from orchestration.plant.table_pull import DatabasePull, ErpnextPull, OdooPull

PULLS: dict[str, type[Pull]] = {
    "ignition": IgnitionPull,
    "opcua": OpcuaPull,
    "sql": SqlPull,
    "table": DatabasePull,
    "odoo": OdooPull,
    "erpnext": ErpnextPull,
}
"""The kinds of pull by `connector`."""

_TABLES = ("erp.parquet", "mes.parquet")

READERS_OF_PULLS: dict[str, tuple[str, ...]] = {
    "ignition": ("historian.pulled_ignition",),
    "opcua": ("historian.pulled_rows",),
    "sql": ("historian.pulled_rows",),
    "table": _TABLES,
    "odoo": _TABLES,
    "erpnext": _TABLES,
}
"""The readers that can read what a pull lands."""
