"""`millrace explain`: one figure of a work unit's day, from the ratio to the lines of the files behind it."""

import sys
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
from rich.console import Console
from rich.table import Table

from orchestration.commands.terminal import CommandFailedError, console, open_workspace
from orchestration.defs.publish.versions import current_version_path
from orchestration.explain import Explanation, UnknownFigureError, explain
from orchestration.explain.chain import Answer

_SHOWN_ROWS = 12


def explain_figure(
    option: Path | None, work_unit: str, day: str, figure: str, policy: str | None, *, quiet: bool
) -> dict[str, Any]:
    """Take a figure apart, and show it to a person unless `quiet`.

    Raises:
        CommandFailedError: there is no such figure, nothing is published, or a sum does not add up.
    """
    workspace = open_workspace(option)
    path = current_version_path(workspace)
    if path is None:
        raise CommandFailedError(f"Nothing is published at {workspace.published} yet: 'millrace run' does it.")
    try:
        asked = date.fromisoformat(day)
    except ValueError as error:
        raise CommandFailedError(f"{day!r} is no date: write the production day as YYYY-MM-DD.") from error
    with duckdb.connect(str(path), read_only=True) as connection:
        connection.execute("set TimeZone = 'UTC'")
        try:
            found = explain(connection, work_unit, asked, figure, policy)
        except UnknownFigureError as error:
            raise CommandFailedError(str(error)) from error
    if not quiet:
        _tell(found)
    if not found.adds_up:
        wrong = [answer.step.name for answer in found.answers if not answer.adds_up]
        raise CommandFailedError(f"These steps do not add up: {', '.join(wrong)}. This is a defect: please report it.")
    return _as_json(found)


def _as_json(found: Explanation) -> dict[str, Any]:
    return {
        "work_unit": found.work_unit,
        "day": found.day.isoformat(),
        "figure": found.figure,
        "policy": found.policy,
        "value": found.value,
        "adds_up": found.adds_up,
        "steps": [
            {
                "name": answer.step.name,
                "title": answer.step.title,
                "adds_up": answer.adds_up,
                "rows": [dict(zip(answer.columns, row, strict=True)) for row in answer.rows],
                "sql": answer.sql,
            }
            for answer in found.answers
        ],
    }


def _tell(found: Explanation) -> None:
    out = console()
    out.file = sys.stdout
    if not out.is_terminal:
        out.width = 220
    value = "NULL" if found.value is None else f"{found.value:.6f}"
    out.print(f"{found.figure} of {found.work_unit} on {found.day}, policy {found.policy}: {value}\n", markup=False)
    for number, answer in enumerate(found.answers, start=1):
        out.print(f"{number}. {answer.step.title}", markup=False, style="bold")
        _show(out, answer)
        for (left, right), wrong in answer.differing.items():
            verdict = f"differs in {len(wrong)} row(s)" if wrong else "adds up"
            out.print(f"   {left} = {right}: {verdict}", markup=False, style="bold red" if wrong else "")
        out.print()
    out.print("Times are UTC. --json gives all rows and the SQL of each step.", markup=False)


def _show(out: Console, answer: Answer) -> None:
    if not answer.rows:
        out.print("   (nothing)", markup=False)
        return
    if len(answer.rows) == 1:
        for column, value in zip(answer.columns, answer.rows[0], strict=True):
            out.print(f"   {column:<24} {_text(value)}", markup=False)
        return
    table = Table(*answer.columns, show_edge=False, pad_edge=False)
    for row in answer.rows[:_SHOWN_ROWS]:
        table.add_row(*map(_text, row))
    out.print(table)
    if len(answer.rows) > _SHOWN_ROWS:
        out.print(f"   and {len(answer.rows) - _SHOWN_ROWS} more", markup=False)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%m-%d %H:%M:%S")
    if isinstance(value, Decimal):
        return f"{value:,.6f}".rstrip("0").rstrip(".")
    if isinstance(value, float):
        return f"{value:,.6f}".rstrip("0").rstrip(".")
    return str(value)
