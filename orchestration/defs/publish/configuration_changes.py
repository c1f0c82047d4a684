"""What changed in the configuration, and in the master data that works like one, since the version before.

Not here: which figures that moved; `history` records them under the same version.
"""

from collections.abc import Mapping

import duckdb

from orchestration.defs.publish.contents import Publication
from orchestration.defs.publish.version_tables import columns_of, take_over
from orchestration.duckdb_text import identifier, literal

_DDL = """
create table meta.configuration_changes (
    version varchar not null, published_at_utc timestamptz not null, origin varchar not null,
    item varchar not null, setting varchar not null, value_before varchar, value_after varchar)"""

# Master data that figures depend on like a configuration, by the fields a row is known by (macros/newest_rows.sql).
_MASTER_DATA: Mapping[str, tuple[str, ...]] = {
    "prices": ("source", "product", "valid_from"),
    "routings": ("source", "product", "work_centre", "operation", "basis", "valid_from"),
    "rates": ("source", "work_centre", "valid_from"),
    "exchange_rates": ("source", "from_currency", "to_currency", "valid_from"),
}


def add_configuration_changes(connection: duckdb.DuckDBPyConnection, publication: Publication) -> None:
    """Write meta.configuration_changes: those of the version before, and what this version changed."""
    connection.execute(_DDL)
    take_over(connection, "configuration_changes")
    table = "meta.configuration"
    if columns_of(connection, table) and columns_of(connection, table, "previous"):
        _insert_differences(connection, publication, table, f"previous.{table}")
    for name, keys in _MASTER_DATA.items():
        if columns_of(connection, f"staged.{name}"):
            _add_master_data(connection, publication, name, keys)


def _add_master_data(
    connection: duckdb.DuckDBPyConnection, publication: Publication, name: str, keys: tuple[str, ...]
) -> None:
    left_out = {*keys, "load_seq", "row_no"}
    columns = [column for column in columns_of(connection, f"staged.{name}") if column not in left_out]
    earlier = set(columns_of(connection, f"staged.{name}", "previous"))
    if not earlier.issuperset({*keys, *columns}):
        return
    key = f"concat_ws('/', {', '.join(keys)})"
    values = ", ".join(f"cast({identifier(column)} as varchar) as {identifier(column)}" for column in columns)
    names = ", ".join(identifier(column) for column in columns)
    for database, target in (("", "now"), ("previous.", "before")):
        connection.execute(
            f"""
            create or replace temp table master_data_{target} as
            select {literal("staged." + name)} as origin, item, setting, setting_value
            from (unpivot (select {key} as item, {values} from {database}staged.{name})
                on {names} into name setting value setting_value)"""  # noqa: S608 - names of columns
        )
    _insert_differences(connection, publication, "temp.master_data_now", "temp.master_data_before")


def _insert_differences(connection: duckdb.DuckDBPyConnection, publication: Publication, now: str, before: str) -> None:
    connection.execute(
        f"""
        insert into meta.configuration_changes
        select ?, ?, coalesce(now.origin, before.origin), coalesce(now.item, before.item),
            coalesce(now.setting, before.setting), before.setting_value, now.setting_value
        from {now} as now
        full join {before} as before
            on now.origin = before.origin and now.item = before.item and now.setting = before.setting
        where now.setting_value is distinct from before.setting_value
        order by 3, 4, 5""",  # noqa: S608 - names of this module
        [publication.version, publication.published_at_utc],
    )
