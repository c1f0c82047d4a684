"""`millrace sql`: SQL on the published file and the lake, read-only."""

import json
import sys
from pathlib import Path

import duckdb
from rich.table import Table

from orchestration.commands.sql_shell import read_statements
from orchestration.commands.terminal import CommandFailedError, console, open_workspace, say
from orchestration.defs.publish.versions import current_version_path
from orchestration.duckdb_delta import load_delta
from orchestration.duckdb_text import identifier, literal
from orchestration.lake import LAKE_TABLES, Lake
from orchestration.plant import Workspace

_SHOWN_ROWS = 200


def run_sql(option: Path | None, query: str | None, as_json: bool) -> None:
    """Answer one statement, or read statements from a person until the end of input.

    Raises:
        CommandFailedError: nothing is published yet, or the single statement is wrong.
    """
    workspace = open_workspace(option)
    with _connect(workspace) as connection:
        if query is not None:
            try:
                _answer(connection, query, as_json)
            except duckdb.Error as error:
                raise CommandFailedError(str(error)) from error
        elif sys.stdin.isatty():
            read_statements(connection, lambda statement: _answer(connection, statement, as_json))
        else:
            for statement in duckdb.extract_statements(sys.stdin.read()):
                try:
                    _answer(connection, statement.query, as_json)
                except duckdb.Error as error:
                    raise CommandFailedError(str(error)) from error


def _connect(workspace: Workspace) -> duckdb.DuckDBPyConnection:
    path = current_version_path(workspace)
    if path is None:
        raise CommandFailedError(f"Nothing is published at {workspace.published} yet: 'millrace run' does it.")
    connection = duckdb.connect()
    load_delta(connection)
    connection.execute(f"attach {literal(str(path))} as millrace (read_only)")
    lake = Lake(workspace.lake_uri)
    if lake.exists():
        connection.execute("attach ':memory:' as lake")
        for table in LAKE_TABLES:
            scan = f"delta_scan({literal(lake.path(table))})"
            connection.execute(f"create view lake.{identifier(table)} as select * from {scan}")  # noqa: S608
    connection.execute("use millrace")
    return connection


def _answer(connection: duckdb.DuckDBPyConnection, query: str, as_json: bool) -> None:
    result = connection.execute(query)
    columns = [column[0] for column in result.description or ()]
    if as_json:
        rows = [dict(zip(columns, row, strict=True)) for row in result.fetchall()]
        sys.stdout.write(json.dumps(rows, default=str) + "\n")
        return
    rows_shown = result.fetchmany(_SHOWN_ROWS + 1)
    table = Table(*columns, show_edge=False)
    for row in rows_shown[:_SHOWN_ROWS]:
        table.add_row(*("" if value is None else str(value) for value in row))
    out = console()
    out.file = sys.stdout
    out.print(table)
    if len(rows_shown) > _SHOWN_ROWS:
        say(f"The first {_SHOWN_ROWS} rows; --json gives all.")
