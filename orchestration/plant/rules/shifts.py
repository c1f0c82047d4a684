"""shifts.csv: known scopes, and no unit in two shifts at once."""

from datetime import date, timedelta
from itertools import combinations

from orchestration.plant.clock import nominal_span
from orchestration.plant.days import WEEKDAYS
from orchestration.plant.errors import Problems, choose
from orchestration.plant.fields import MINUTES_PER_DAY
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
    known, since = outline.ids(*SCOPES), outline.history_start
    for scope, rules in by_scope.items():
        if scope not in known:
            for line, _ in rules:
                message = f"there is no site, area, line or work unit {scope!r}."
                problems.add(shifts.name, line, "scope", message, choose(scope, known))
            continue
        day_start = outline.day_start(scope)
        for (first_line, first), (line, second) in combinations(rules, 2):
            both, same_day = f"of line {first_line}", first.valid_days.in_common_with(second.valid_days, 0, since)
            if (day := _overlap(first, second, day_start, since)) is not None:
                when = f"{WEEKDAYS[day.weekday()]} {day}"
                message = f"{second.shift!r} overlaps {first.shift!r} {both}, first on {when}."
                remedy = "A unit is in one shift at a time: correct days, start, end or validity of one of them."
                problems.add(shifts.name, line, "start", message, remedy)
            elif first.shift == second.shift and same_day is not None:
                message = f"{same_day} would have the shift {second.shift!r} twice: this and that {both}."
                problems.add(shifts.name, line, "shift", message, "Give the two parts different names.")


def _overlap(first: Shift, second: Shift, day_start: int, since: date) -> date | None:
    """The first production date from `since` on whose `first` shift a `second` shift (of this day, the day before or
    the day after) overlaps."""
    start, end = nominal_span(first.start, first.end, day_start)
    other_start, other_end = nominal_span(second.start, second.end, day_start)
    found = [
        first.valid_days.in_common_with(second.valid_days, days_later, since - timedelta(days=min(days_later, 0)))
        for days_later in (-1, 0, 1)
        if start < other_end + days_later * MINUTES_PER_DAY and other_start + days_later * MINUTES_PER_DAY < end
    ]
    return min((day for day in found if day is not None), default=None)
