"""The shell of `millrace sql`: reads statements from a person, completes names, and has the comments at hand."""

import sys
from collections.abc import Callable

import duckdb
from rich.table import Table

from orchestration.commands.terminal import console, say

_HELP = (
    "Read-only. End a statement with ';'. '\\d' lists the tables with their comments, '\\d oee_by_day' the columns of "
    "one; Tab completes names; Ctrl-D leaves."
)
_KEYWORDS = (
    "select", "from", "where", "group by", "order by", "inner join", "left join", "using", "having", "limit", "with",
    "count(*)", "sum(", "case when", "between", "and", "describe",
)  # fmt: skip
# Schemas that a person asks by their name; the marts' own needs none.
_DEFAULT_SCHEMA = "main"


def read_statements(connection: duckdb.DuckDBPyConnection, answer: Callable[[str], None]) -> None:
    """Read statements until the end of input and `answer` each; a wrong one is told and the shell goes on."""
    _complete_names(connection)
    say(_HELP)
    pending = ""
    while True:
        try:
            line = input("millrace> " if not pending else "     ...> ")
        except EOFError:
            return
        except KeyboardInterrupt:
            pending = ""
            sys.stdout.write("\n")
            continue
        pending += line + "\n"
        is_description = pending.startswith("\\d")
        if not is_description and not pending.rstrip().endswith(";"):
            continue
        try:
            if is_description:
                describe(connection, pending.strip().removeprefix("\\d").strip(" ;"))
            else:
                answer(pending)
        except duckdb.Error as error:
            say(str(error))
        pending = ""


def describe(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Print all tables with their comments, or the columns of `table` (with its schema where that is not `main`)."""
    schema, _, name = table.rpartition(".")
    if not name:
        rows = connection.execute(
            "select case when schema_name = ? then '' else schema_name || '.' end || table_name, comment "
            "from duckdb_tables() where database_name = current_database() order by schema_name <> ?, 1",
            [_DEFAULT_SCHEMA, _DEFAULT_SCHEMA],
        ).fetchall()
        headings: tuple[str, ...] = ("table", "what it is")
    else:
        rows = connection.execute(
            "select column_name, data_type, comment from duckdb_columns() "
            "where database_name = current_database() and schema_name = ? and table_name = ? order by column_index",
            [schema or _DEFAULT_SCHEMA, name],
        ).fetchall()
        headings = ("column", "type", "what it is")
        if not rows:
            say(f"There is no table {table!r}: '\\d' lists them.")
            return
    shown = Table(*headings, show_edge=False)
    for row in rows:
        shown.add_row(*("" if value is None else str(value) for value in row))
    out = console()
    out.file = sys.stdout
    out.print(shown)


def names(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Everything that can be completed: tables (with their schema where it is not `main`), columns, keywords."""
    tables = connection.execute(
        "select distinct case when schema_name = ? then '' else schema_name || '.' end || table_name "
        "from duckdb_tables() where database_name = current_database() "
        "union select 'lake.' || view_name from duckdb_views() where database_name = 'lake' and not internal",
        [_DEFAULT_SCHEMA],
    ).fetchall()
    columns = connection.execute(
        "select distinct column_name from duckdb_columns() where database_name = current_database() and not internal"
    ).fetchall()
    return sorted({name for (name,) in [*tables, *columns]} | set(_KEYWORDS))


def _complete_names(connection: duckdb.DuckDBPyConnection) -> None:
    try:
        import readline
    except ImportError:  # Windows has none: the shell works without completion.
        return
    known = names(connection)

    def complete(text: str, state: int) -> str | None:
        found = [name for name in known if name.startswith(text.lower())]
        return found[state] if state < len(found) else None

    readline.set_completer(complete)
    readline.set_completer_delims(" \t\n,()=<>+-*/;")
    readline.parse_and_bind("tab: complete")
