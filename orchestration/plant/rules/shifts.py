"""shifts.csv: known scopes, and no unit in two shifts at once."""

from itertools import combinations

from orchestration.plant.clock import nominal_span
from orchestration.plant.days import WEEKDAYS
from orchestration.plant.errors import Problems, choose
from orchestration.plant.files.csv_table import CsvTable, Located
from orchestration.plant.outline import Outline
from orchestration.plant.rows import Shift

SCOPES = ("site", "area", "line", "work_unit")


def check_shifts(shifts: CsvTable[Shift], outline: Outline, problems: Problems) -> None:
    """Find unknown scopes, shifts of one scope that overlap (also over midnight, where both are valid), and a name
    that one production day would have twice.

    Only shifts of one scope can overlap: of all scopes that hold a unit, the most specific with any shift counts.
    """
    by_scope: dict[str, list[Located[Shift]]] = {}
    for located in shifts.rows:
        by_scope.setdefault(located.row.scope, []).append(located)
    known = outline.ids(*SCOPES)
    for scope, rules in by_scope.items():
        if scope not in known:
            for line, _ in rules:
                message = f"there is no site, area, line or work unit {scope!r}."
                problems.add(shifts.name, line, "scope", message, choose(scope, known))
            continue
        day_start = outline.day_start(scope)
        for earlier, later in combinations(rules, 2):
            _check_pair(shifts.name, earlier, later, day_start, problems)


def _check_pair(name: str, one: Located[Shift], other: Located[Shift], day_start: int, problems: Problems) -> None:
    start, end = nominal_span(one.row.start, one.row.end, day_start)
    other_start, other_end = nominal_span(other.row.start, other.row.end, day_start)
    for days_later in (0, -1, 1):
        moved = days_later * 24 * 60
        if start < other_end + moved and other_start + moved < end:
            day = one.row.valid_days.in_common_with(other.row.valid_days, days_later)
            if day is not None:
                when = f"{WEEKDAYS[day.weekday()]} {day}"
                message = f"{other.row.shift!r} overlaps {one.row.shift!r} of line {one.line}, first on {when}."
                remedy = "A unit is in one shift at a time: correct days, start, end or validity of one of them."
                problems.add(name, other.line, "start", message, remedy)
                return
    if one.row.shift == other.row.shift:
        day = one.row.valid_days.in_common_with(other.row.valid_days, 0)
        if day is not None:
            message = (
                f"the production day {day} would have the shift {other.row.shift!r} twice, also by line {one.line}."
            )
            problems.add(name, other.line, "shift", message, "Give the two parts different names.")
