"""states.csv and reasons.csv: duplicates, unknown reasons, and the shape of the reason tree."""

from orchestration.plant.errors import Problems, choose
from orchestration.plant.files.csv_table import CsvTable
from orchestration.plant.rows import Reason, StateMapping


def check_states(states: CsvTable[StateMapping], reasons: CsvTable[Reason], problems: Problems) -> None:
    """Find raw states mapped twice and reasons that reasons.csv does not have."""
    known = {located.row.reason for located in reasons.rows}
    seen: dict[tuple[str, str], int] = {}
    for line, state in states.rows:
        key = (state.state_set, state.raw_state)
        if key in seen:
            message = f"{state.raw_state!r} of state set {state.state_set!r} is there already, in line {seen[key]}."
            problems.add(states.name, line, "raw_state", message, "Keep one: a raw state has one meaning.")
        seen.setdefault(key, line)
        if state.reason is not None and state.reason not in known and reasons.is_complete:
            remedy = f"Add it to reasons.csv with its bucket. {choose(state.reason, known)}"
            problems.add(states.name, line, "reason", f"reasons.csv has no reason {state.reason!r}.", remedy)


def check_reasons(reasons: CsvTable[Reason], problems: Problems) -> None:
    """Find reasons listed twice, parents that are missing or go round in a circle, failures outside own stops."""
    parents: dict[str, str | None] = {}
    lines: dict[str, int] = {}
    for line, reason in reasons.rows:
        if reason.reason in parents:
            message = f"the reason {reason.reason!r} is there already, in line {lines[reason.reason]}."
            problems.add(reasons.name, line, "reason", message, "Keep one.")
        parents.setdefault(reason.reason, reason.parent)
        lines.setdefault(reason.reason, line)
        if reason.is_failure and reason.bucket != "own":
            message = f"a failure is the unit's own stop, not {reason.bucket!r}."
            problems.add(reasons.name, line, "is_failure", message, "Write false, or the bucket 'own'.")
    for name, parent in parents.items():
        if parent is not None and parent not in parents:
            if reasons.is_complete:
                remedy = f"Add it as a reason of its own. {choose(parent, parents)}"
                problems.add(reasons.name, lines[name], "parent", f"there is no reason {parent!r}.", remedy)
        elif _is_in_circle(name, parents):
            message = f"the parents of {name!r} lead back to itself."
            problems.add(reasons.name, lines[name], "parent", message, "Leave the parent of the topmost reason empty.")


def _is_in_circle(name: str, parents: dict[str, str | None]) -> bool:
    above, visited = parents.get(name), set()
    while above is not None and above not in visited:
        if above == name:
            return True
        visited.add(above)
        above = parents.get(above)
    return False
