"""calendar.csv and targets.csv: known scopes, objects and reasons, no target twice."""

from datetime import date

from orchestration.plant.errors import Problems, choose
from orchestration.plant.files.csv_table import CsvTable
from orchestration.plant.outline import Outline
from orchestration.plant.rows import CalendarEntry, Reason, Target
from orchestration.plant.rules.shifts import SCOPES


def check_calendar(
    calendar: CsvTable[CalendarEntry], reasons: CsvTable[Reason], outline: Outline | None, problems: Problems
) -> None:
    """Find unknown scopes and reasons, and planned stops whose reason is not a planned one.

    Planned stops may overlap: the calendar gives the time to the one that starts first.
    """
    buckets = {located.row.reason: located.row.bucket for located in reasons.rows}
    for line, entry in calendar.rows:
        known = outline.ids(*SCOPES) if outline is not None else {entry.scope}
        if entry.scope not in known:
            message = f"there is no site, area, line or work unit {entry.scope!r}."
            problems.add(calendar.name, line, "scope", message, choose(entry.scope, known))
        if entry.reason is None:
            continue
        if entry.reason not in buckets:
            if reasons.is_complete:
                remedy = f"Add it to reasons.csv with bucket planned. {choose(entry.reason, buckets)}"
                problems.add(calendar.name, line, "reason", f"reasons.csv has no reason {entry.reason!r}.", remedy)
        elif buckets[entry.reason] != "planned":
            message = f"the reason {entry.reason!r} has bucket {buckets[entry.reason]!r}, but the stop is planned."
            planned = [reason for reason, bucket in buckets.items() if bucket == "planned"]
            problems.add(calendar.name, line, "reason", message, choose(entry.reason, planned))


def check_targets(targets: CsvTable[Target], outline: Outline, problems: Problems) -> None:
    """Find targets for objects that there are not, and two targets for the same thing from the same date."""
    seen: dict[tuple[str, str, str, date], int] = {}
    for line, target in targets.rows:
        known = outline.ids(target.level)
        if target.object not in known:
            message = f"there is no {target.level.replace('_', ' ')} {target.object!r}."
            problems.add(targets.name, line, "object", message, choose(target.object, known))
        key = (target.level, target.object, target.kpi, target.valid_from)
        if key in seen:
            message = f"line {seen[key]} has a target for the same thing from {target.valid_from} on."
            problems.add(targets.name, line, "value", message, "Keep one, or write another valid_from.")
        seen.setdefault(key, line)
