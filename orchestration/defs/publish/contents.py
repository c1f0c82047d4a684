"""A published version's contents: tables copied from the build database with their comments, and what we add.

Not here: which checks must have passed, and the switch of the pointer.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

from orchestration.defs.publish.checks import CheckRecord
from orchestration.defs.publish.version_tables import columns_of
from orchestration.duckdb_text import identifier, literal

PUBLISHED_SCHEMAS: Mapping[str, str] = {"marts": "main", "staged": "staged", "meta": "meta"}
"""Schema of the build database → schema of the published file."""

READ_ONLY_CONFIG: Mapping[str, str | bool] = {"enable_external_access": False, "lock_configuration": True}
"""How a version must open: as the dashboard opens it, with no way out of the file."""


@dataclass(frozen=True)
class Publication:
    """The row of `meta.publication`: what this version is, and of what code and configuration it came."""

    version: str
    published_at_utc: datetime
    code_version: str
    configuration_hash: str
    loss_policy: str
    data_from: date | None
    data_to_utc: datetime | None
    checks_passed: int
    checks_failed: int
    changes: str = ""


_PUBLICATION_DDL = """
create table meta.publication (
    version varchar not null, published_at_utc timestamptz not null, code_version varchar not null,
    configuration_hash varchar not null, loss_policy varchar not null, data_from date, data_to_utc timestamptz,
    checks_passed integer not null, checks_failed integer not null, changes varchar not null
)"""
_CHECKS_DDL = """
create table meta.checks (
    check_name varchar not null, asset varchar not null, severity varchar not null, status varchar not null,
    detail varchar not null, checked_at_utc timestamptz not null
)"""
# What is looked for by an id alone, in the order of which no rows can lie beside those of a place and day.
_LOOKED_UP = {"fct_stops": "stop_id"}
# By these the rows of a month are ordered, as far as a table has them.
_PLACES = ("level", "object", "site", "line", "work_unit")
_TIMES = ("start_utc", "hour_utc", "ts_utc", "shift", "product")

Comments = Mapping[str, tuple[str, Mapping[str, str]]]
"""Table → its comment, and those of its columns by name."""

_COMMENTS: Comments = {
    "publication": (
        "One row: which version this file is, and what it was made of.",
        {
            "version": "Name of the version: the time of publication (UTC), sorting by time.",
            "published_at_utc": "When the version was made.",
            "code_version": "Version of Millrace and a hash of the code that made the figures.",
            "configuration_hash": "Hash of the workspace's configuration that made the figures.",
            "loss_policy": "Loss policies in force, by name.",
            "data_from": "First production date that is accounted for.",
            "data_to_utc": "Time of the newest sample or operation that was loaded.",
            "checks_passed": "Number of checks that passed.",
            "checks_failed": "Number of checks that did not pass; all of them are of severity 'warn'.",
            "changes": "Why this version differs from the one before: files, code, configuration; in words.",
        },
    ),
    "checks": (
        "One row per check: its latest result when this version was published.",
        {
            "check_name": "Name of the check.",
            "asset": "What was checked: schema.table, or ingest.<source>.",
            "severity": "'error' keeps a version from being published, 'warn' does not.",
            "status": "'pass', 'warn' or 'fail'.",
            "detail": "What was found, in words; empty where there is nothing to say.",
            "checked_at_utc": "When the check ran.",
        },
    ),
}


def copy_tables(connection: duckdb.DuckDBPyConnection, build_db: Path, tables: Sequence[tuple[str, str]]) -> int:
    """Copy (schema, table) of the build database, with comments, into the open file; return the number of rows.

    Views become tables: they look at the lake, which the published file must not need.

    Raises:
        duckdb.Error: the build database lacks a table, or another process is writing it.
    """
    connection.execute(f"attach {literal(str(build_db))} as build (read_only)")
    for schema in PUBLISHED_SCHEMAS.values():
        connection.execute(f"create schema if not exists {identifier(schema)}")
    rows = 0
    for schema, table in tables:
        target = f"{identifier(PUBLISHED_SCHEMAS[schema])}.{identifier(table)}"
        source = f"build.{identifier(schema)}.{identifier(table)}"
        order = reading_order(columns_of(connection, f"{schema}.{table}", "build"))
        connection.execute(f"create table {target} as from {source}{order}")
        if identity := _LOOKED_UP.get(table):
            connection.execute(f"create index {table}_{identity} on {target} ({identity})")
        rows += _row_count(connection, target)
        if _row_count(connection, source) != _row_count(connection, target):
            raise RuntimeError(
                f"{target} has other rows than {schema}.{table} of the build database: nothing published."
            )
        _replay_comments(connection, schema, table)
    connection.execute("detach build")
    return rows


def reading_order(columns: Collection[str]) -> str:
    """The clause by which a table with these columns is written: month by month, in each place by place, then by time.

    So whoever asks for some days, or for one place, reads few of the table's row groups: DuckDB knows of each the least
    and the greatest value. Empty for a table that has no day; the build database's order depends on how it was built.
    """
    days = [column for column in ("production_date", "period_start") if column in columns]
    if not days:
        return ""
    keys = [f"date_trunc('month', {days[0]})", *(column for column in _PLACES if column in columns), days[0]]
    return f" order by {', '.join([*keys, *(column for column in _TIMES if column in columns)])}"


def _row_count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    row = connection.execute(f"select count(*) from {table}").fetchone()  # noqa: S608 - quoted by the caller
    return int(row[0]) if row else 0


def _replay_comments(connection: duckdb.DuckDBPyConnection, schema: str, table: str) -> None:
    # `create table as` drops comments; analysts find the grain and the units there.
    target = f"{identifier(PUBLISHED_SCHEMAS[schema])}.{identifier(table)}"
    where = "database_name = 'build' and schema_name = ? and {name} = ? and comment is not null"
    for kind in ("table", "view"):
        found = connection.execute(
            f"select comment from duckdb_{kind}s() where {where.format(name=f'{kind}_name')}",  # noqa: S608 - constants
            [schema, table],
        ).fetchone()
        if found:
            connection.execute(f"comment on table {target} is {literal(found[0])}")
    columns = connection.execute(
        f"select column_name, comment from duckdb_columns() where {where.format(name='table_name')}",  # noqa: S608
        [schema, table],
    ).fetchall()
    for column, comment in columns:
        connection.execute(f"comment on column {target}.{identifier(column)} is {literal(comment)}")


def add_publication(
    connection: duckdb.DuckDBPyConnection, publication: Publication, checks: Sequence[CheckRecord]
) -> None:
    """Write `meta.publication` and `meta.checks`, commented."""
    connection.execute("create schema if not exists meta")
    connection.execute(_PUBLICATION_DDL)
    connection.execute(_CHECKS_DDL)
    values: list[Any] = list(publication.__dict__.values())
    connection.execute("insert into meta.publication values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
    for check in checks:
        connection.execute("insert into meta.checks values (?, ?, ?, ?, ?, ?)", list(check.__dict__.values()))
    comment_on(connection, _COMMENTS)


def comment_on(connection: duckdb.DuckDBPyConnection, comments: Comments) -> None:
    """Comment on tables of the schema meta and their columns."""
    for table, (comment, columns) in comments.items():
        connection.execute(f"comment on table meta.{identifier(table)} is {literal(comment)}")
        for column, text in columns.items():
            connection.execute(f"comment on column meta.{identifier(table)}.{identifier(column)} is {literal(text)}")


def verify(path: Path, expected_rows: int, tables: Sequence[tuple[str, str]]) -> None:
    """Open the file as its readers will, and count all copied rows once more.

    Raises:
        RuntimeError: the counts differ.
        duckdb.Error: the file does not open read-only without external access.
    """
    with duckdb.connect(str(path), read_only=True, config=dict(READ_ONLY_CONFIG)) as connection:
        found = sum(
            _row_count(connection, f"{identifier(PUBLISHED_SCHEMAS[schema])}.{identifier(table)}")
            for schema, table in tables
        )
    if found != expected_rows:
        raise RuntimeError(f"{path.name} holds {found} rows where {expected_rows} were written: nothing published.")
