"""The shell of `millrace sql`: statements over several lines, comments at hand, names to complete."""

from collections.abc import Iterator

import duckdb
import pytest

from orchestration.commands import sql_shell


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as opened:
        opened.execute("create table oee_by_day (object text, oee double)")
        opened.execute("create schema meta; create table meta.files (file_name text)")
        opened.execute("comment on table oee_by_day is 'One row per object and day.'")
        opened.execute("comment on column oee_by_day.oee is 'Good time of busy time.'")
        yield opened


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    waiting = iter(lines)

    def answer(_: str) -> str:
        try:
            return next(waiting)
        except StopIteration:
            raise EOFError from None

    monkeypatch.setattr("builtins.input", answer)


def test_a_statement_ends_with_its_semicolon(
    connection: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, "select 1", "  + 1;", "select 3;", "select 4")
    answered: list[str] = []
    sql_shell.read_statements(connection, answered.append)
    assert answered == ["select 1\n  + 1;\n", "select 3;\n"]


def test_a_wrong_statement_is_told_and_the_next_one_answered(
    connection: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, "select nothing;", "\\d gone", "select object from oee_by_day;")
    answered: list[object] = []
    sql_shell.read_statements(connection, lambda query: answered.append(connection.execute(query).fetchall()))
    assert answered == [[]]
    told = capsys.readouterr()
    assert "nothing" in told.err + told.out
    assert "There is no table 'gone'" in told.err + told.out


def test_comments_are_at_hand(
    connection: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, "\\d", "\\d oee_by_day;", "\\d meta.files")
    sql_shell.read_statements(connection, lambda _: pytest.fail("nothing to answer"))
    told = capsys.readouterr().out
    assert "One row per object and day." in told
    assert "Good time of busy time." in told
    assert told.index("oee_by_day") < told.index("meta.files")


def test_tables_columns_and_keywords_are_completed(connection: duckdb.DuckDBPyConnection) -> None:
    known = sql_shell.names(connection)
    assert {"oee_by_day", "meta.files", "file_name", "group by"} <= set(known)
    assert "main.oee_by_day" not in known
