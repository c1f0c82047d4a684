"""Asks the questions of a figure, one after the other, and judges whether each answer adds up."""

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb

from orchestration.explain.cost_steps import OF_COST
from orchestration.explain.ratio_steps import OF_RATIOS
from orchestration.explain.steps import Step

FIGURES: Mapping[str, tuple[str, str]] = {
    "oee": ("measured_good_s", "measured_busy_s"),
    "availability": ("run_s", "busy_s"),
    "performance": ("rated_ideal_s", "rated_run_s"),
    "quality": ("measured_good_s", "measured_good_s + measured_quality_loss_s"),
    "teep": ("measured_good_s", "measured_calendar_s - measured_unknown_s"),
    "ooe": ("measured_good_s", "measured_busy_s + measured_planned_s"),
    "coverage": ("known_busy_s", "pbt_s"),
}
"""The ratios that can be taken apart, by name: their numerator and denominator as sums of columns of oee_by_day."""

COST = "cost"
# Doubles that were added in another order.
_TOLERANCE = 1e-9
# Money is added in millionths of the currency, one rounding a segment.
_SMALLEST = 1e-4


class UnknownFigureError(Exception):
    """There is no such work unit, day, figure or policy; the message says what there is."""


@dataclass(frozen=True)
class Answer:
    """A step's rows, and for each pair that must be equal, the rows in which it is not."""

    step: Step
    sql: str
    columns: list[str]
    rows: list[tuple[Any, ...]]
    differing: dict[tuple[str, str], list[tuple[Any, ...]]] = field(default_factory=dict)

    @property
    def adds_up(self) -> bool:
        """Whether all sums are what they must be."""
        return not any(self.differing.values())


@dataclass(frozen=True)
class Explanation:
    """One figure of one work unit and production day with all that is behind it."""

    work_unit: str
    day: date
    figure: str
    policy: str
    value: float | None
    answers: list[Answer]

    @property
    def adds_up(self) -> bool:
        """Whether every sum of every step is what it must be."""
        return all(answer.adds_up for answer in self.answers)


def explain(
    connection: duckdb.DuckDBPyConnection, work_unit: str, day: date, figure: str = "oee", policy: str | None = None
) -> Explanation:
    """Take one figure apart; `connection` is to a published file, its time zone UTC.

    Raises:
        UnknownFigureError: the file has no such work unit, production day, policy or figure.
    """
    if figure != COST and figure not in FIGURES:
        raise UnknownFigureError(
            f"{figure!r} is no figure that can be taken apart; these are: {', '.join([*FIGURES, COST])}."
        )
    _check_unit(connection, work_unit)
    _check_day(connection, work_unit, day)
    chosen = _policy(connection, policy)
    values = {"work_unit": work_unit, "day": day, "policy": chosen}
    steps = OF_COST if figure == COST else OF_RATIOS
    answers = [_answer(connection, step, question(step, figure), values) for step in steps]
    return Explanation(work_unit, day, figure, chosen, _value(figure, answers), answers)


def question(step: Step, figure: str) -> str:
    """The SQL of a step for one figure, with $work_unit, $day and $policy still to be given."""
    numerator, denominator = FIGURES.get(figure, ("", ""))
    text = step.sql.strip()
    for name, value in (("{numerator}", numerator), ("{denominator}", denominator), ("{figure}", figure)):
        text = text.replace(name, value)
    return text


def _answer(connection: duckdb.DuckDBPyConnection, step: Step, sql: str, values: Mapping[str, Any]) -> Answer:
    asked = {name: value for name, value in values.items() if re.search(rf"\${name}\b", sql)}
    result = connection.execute(sql, asked)
    columns = [column[0] for column in result.description or ()]
    rows = result.fetchall()
    differing = {}
    for left, right in step.equal:
        a, b = columns.index(left), columns.index(right)
        differing[left, right] = [row for row in rows if not _equal(row[a], row[b])]
    return Answer(step, sql, columns, rows, differing)


def _equal(left: Any, right: Any) -> bool:
    if left is None or right is None:
        return left is right
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return left == right
    return abs(float(left) - float(right)) <= max(_SMALLEST, _TOLERANCE * abs(float(right)))


def _value(figure: str, answers: Sequence[Answer]) -> float | None:
    first = answers[0]
    if not first.rows:
        return None
    if figure != COST:
        published: float | None = first.rows[0][first.columns.index("published")]
        return published
    totals = {row[first.columns.index("currency")]: row[first.columns.index("day_cost_low")] for row in first.rows}
    return next(iter(totals.values())) if len(totals) == 1 else None


def _check_unit(connection: duckdb.DuckDBPyConnection, work_unit: str) -> None:
    units = dict(connection.execute("select work_unit, work_unit_name from dim_work_unit order by 1").fetchall())
    if work_unit in units:
        return
    by_name = {name.casefold(): unit for unit, name in units.items()} | {unit.casefold(): unit for unit in units}
    near = difflib.get_close_matches(work_unit.casefold(), list(by_name), n=3, cutoff=0.5)
    near += [text for text in by_name if work_unit.casefold() in text and text not in near][:3]
    found = list(dict.fromkeys(by_name[text] for text in near))
    meant = f" Is it {' or '.join(found)}?" if found else f" There are {', '.join(units)}."
    raise UnknownFigureError(f"There is no work unit {work_unit!r}.{meant}")


def _check_day(connection: duckdb.DuckDBPyConnection, work_unit: str, day: date) -> None:
    own = "from oee_by_day where level = 'work_unit' and object = $work_unit"
    if connection.execute(
        f"select 1 {own} and production_date = $day", {"work_unit": work_unit, "day": day}
    ).fetchone():
        return
    span = connection.execute(f"select min(production_date), max(production_date) {own}", {"work_unit": work_unit})
    first, last = span.fetchone() or (None, None)
    if first is None:
        raise UnknownFigureError(f"{work_unit} has no production day yet.")
    nearest = connection.execute(
        f"select production_date {own} order by abs(production_date - $day) limit 1",
        {"work_unit": work_unit, "day": day},
    ).fetchone()
    raise UnknownFigureError(
        f"{work_unit} has no figures of {day}: its production days go from {first} to {last}; the nearest is "
        f"{nearest[0] if nearest else first}."
    )


def _policy(connection: duckdb.DuckDBPyConnection, asked: str | None) -> str:
    names = [name for (name,) in connection.execute("select distinct policy from oee_by_day order by 1").fetchall()]
    if asked is None:
        return "default" if "default" in names else str(names[0])
    if asked not in names:
        raise UnknownFigureError(f"There is no loss policy {asked!r}; there are {', '.join(names)}.")
    return asked
