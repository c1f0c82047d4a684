"""The tables of a large plant as the transforms would leave them: made by SQL, with the columns of the dbt contracts.

A column that a script does not tell has 0, false or NULL, so that a new column of a contract needs no change here.
Scripts that tell days are run for a part of the time after the other, which bounds the memory.
"""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import duckdb
import yaml

from orchestration.defs.publish.catalogue import CATALOGUE
from orchestration.duckdb_text import identifier
from orchestration.settings import TRANSFORMS_DIR

SCRIPTS = Path(__file__).parent
DAYS_AT_ONCE = 180


@dataclass(frozen=True)
class Table:
    """A table and how it is made.

    of_days: whether its script makes the days from $from_date to $to_date. script: where several tables share one.
    grain: what stands for {grain} in that one.
    """

    schema: str
    name: str
    of_days: bool = False
    script: str | None = None
    grain: str = ""

    @property
    def sql(self) -> str:
        """The query that makes its rows."""
        path = SCRIPTS / self.schema / f"{self.script or self.name}.sql"
        text = path.read_text(encoding="utf-8")
        return text.replace("{grain}", self.grain) if self.grain else text


def _oee(name: str, grain: str, of_days: bool = True) -> Table:
    return Table("marts", name, of_days, "oee", grain)


# In the order in which they need one another; those of the schema `plant` are not published.
TABLES = (
    Table("plant", "work_units"),
    Table("plant", "places"),
    Table("plant", "shifts"),
    Table("plant", "unit_shifts", of_days=True),
    Table("plant", "unit_parts", of_days=True),
    *(Table("marts", name) for name in ("dim_work_unit", "dim_shift", "dim_product", "dim_reason", "targets")),
    Table("marts", "fct_time_segments", of_days=True),
    Table("marts", "fct_stops", of_days=True),
    Table("marts", "fct_evidence", of_days=True),
    Table("marts", "fct_production", of_days=True),
    Table("marts", "production_by_shift", of_days=True),
    Table("marts", "production_by_hour", of_days=True),
    Table("marts", "production_by_day", of_days=True),
    Table("marts", "fct_energy", of_days=True),
    Table("marts", "energy_by_shift", of_days=True),
    Table("marts", "energy_by_day", of_days=True),
    Table("marts", "fct_counts", of_days=True),
    Table("marts", "count_reconciliation", of_days=True),
    _oee("oee_by_day", "production_date"),
    _oee("oee_by_shift", "production_date, shift"),
    _oee("oee_by_product", "production_date, product"),
    _oee("oee_by_shift_and_product", "production_date, shift, product"),
    _oee("oee_by_order", "order_id", of_days=False),
    Table("marts", "downtime_cost_by_reason", of_days=True),
    Table("marts", "downtime_cost_by_shift", of_days=True),
    Table("marts", "six_big_losses", of_days=True),
    Table("marts", "iso22400_kpis", of_days=True),
    Table("marts", "maintenance_by_day", of_days=True),
    Table("marts", "maintenance_by_month"),
    Table("marts", "repair_times", of_days=True),
    Table("marts", "failure_orders", of_days=True),
    Table("marts", "service_level"),
    Table("marts", "service_level_by_month"),
    *(Table("marts", name) for name in ("orders", "dim_order", "order_performance", "delivery_by_day")),
    *(Table("meta", name) for name in ("files", "rejected_rows", "sources", "tag_coverage")),
    *(
        Table("meta", name)
        for name in ("publication_history", "configuration_changes", "kpi_history", "restated_figures")
    ),
    *(Table("meta", name) for name in ("closed_periods", "period_adjustments")),
)
PUBLISHED = [(table.schema, table.name) for table in TABLES if table.schema != "plant"]


def build(
    connection: duckdb.DuckDBPyConnection, first: date, last: date, work_units: int, say: Callable[[str], None]
) -> None:
    """Make all ``TABLES`` in the empty database, for the production days from ``first`` to ``last``."""
    for name, value in {"first": first, "last": last, "work_units": work_units, "iso_kpis": _iso_kpis()}.items():
        connection.execute(f"set variable {name} = $value", {"value": value})
    for schema in ("plant", "marts", "meta"):
        connection.execute(f"create schema {schema}")
    connection.execute("set search_path = 'plant,marts,meta'")
    for table in TABLES:
        _make(connection, table, first, last)
        say(f"{table.schema}.{table.name}")


def _make(connection: duckdb.DuckDBPyConnection, table: Table, first: date, last: date) -> None:
    name = f"{table.schema}.{identifier(table.name)}"
    columns = contract(table)
    if columns:
        listed = ", ".join(f"{identifier(column)} {kind}{_default(kind)}" for column, kind in columns.items())
        connection.execute(f"create table {name} ({listed})")
    for number, (from_date, to_date) in enumerate(_parts(first, last) if table.of_days else [(first, last)]):
        connection.execute("set variable from_date = $day", {"day": from_date})
        connection.execute("set variable to_date = $day", {"day": to_date})
        begin = f"create table {name} as" if number == 0 and not columns else f"insert into {name} by name"
        connection.execute(f"{begin} {table.sql}")


def _parts(first: date, last: date) -> Iterator[tuple[date, date]]:
    while first <= last:
        end = min(last, first + timedelta(days=DAYS_AT_ONCE - 1))
        yield first, end
        first = end + timedelta(days=1)


def contract(table: Table) -> dict[str, str]:
    """Columns and types that the dbt contract promises of a published table; empty for a table without one."""
    name = f"meta_{table.name}" if table.schema == "meta" else table.name
    path = TRANSFORMS_DIR / "models" / table.schema / f"{name}.yml"
    if not path.exists():
        return {}
    (model,) = yaml.safe_load(path.read_text(encoding="utf-8"))["models"]
    return {column["name"]: column["data_type"] for column in model["columns"]}


def _default(kind: str) -> str:
    if kind.startswith(("decimal", "double", "bigint", "integer")):
        return " default 0"
    return " default false" if kind == "boolean" else ""


def _iso_kpis() -> list[str]:
    with CATALOGUE.open(encoding="utf-8", newline="") as file:
        return [row["kpi"] for row in csv.DictReader(file) if row["table_names"] == "iso22400_kpis"]
