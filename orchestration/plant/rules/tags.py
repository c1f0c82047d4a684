"""tags.csv against the plant and states.csv: names, duplicates, and columns that do not suit the signal."""

from collections.abc import Iterator

from orchestration.plant.errors import Problems, choose
from orchestration.plant.files.csv_table import CsvTable
from orchestration.plant.outline import Outline
from orchestration.plant.rows import COUNTER_SIGNALS, TEXT_SIGNALS, StateMapping, Tag

Misuse = tuple[str, str, str]


def check_tags(
    tags: CsvTable[Tag], states: CsvTable[StateMapping], outline: Outline | None, problems: Problems
) -> None:
    """Find tags whose source, work unit or state set there is not, tags mapped twice, and signals misused."""
    state_sets = {located.row.state_set for located in states.rows}
    seen: dict[tuple[str, str], int] = {}
    for line, tag in tags.rows:
        key = (tag.source, tag.tag)
        if key in seen:
            message = f"the tag {tag.tag!r} of source {tag.source!r} is there already, in line {seen[key]}."
            problems.add(tags.name, line, "tag", message, "Keep one: a tag has one meaning.")
        seen.setdefault(key, line)
        if outline is not None:
            if tag.source not in outline.source_ids:
                remedy = choose(tag.source, outline.source_ids)
                problems.add(tags.name, line, "source", f"there is no source {tag.source!r}.", remedy)
            units = outline.ids("work_unit")
            if tag.work_unit not in units:
                remedy = choose(tag.work_unit, units)
                problems.add(tags.name, line, "work_unit", f"there is no work unit {tag.work_unit!r}.", remedy)
        state_set = tag.state_set or "default"
        if tag.signal == "state" and state_set not in state_sets and states.is_complete:
            message = f"states.csv has no state set {state_set!r}."
            problems.add(tags.name, line, "state_set", message, choose(state_set, state_sets))
        for column, message, remedy in _misuses(tag):
            problems.add(tags.name, line, column, message, remedy)


def _misuses(tag: Tag) -> Iterator[Misuse]:
    counts = tag.signal in COUNTER_SIGNALS
    article = "an" if tag.signal == "energy" else "a"
    if counts and tag.counter_mode is None:
        remedy = "Write 'rollover' (it goes on from zero at its highest value) or 'reset' (somebody sets it to zero)."
        yield "counter_mode", f"{article} {tag.signal} needs to know how its counter ends.", remedy
    if not counts and tag.counter_mode is not None:
        yield "counter_mode", f"a {tag.signal} is no counter.", "Leave it empty, or correct the signal."
    if tag.counter_mode == "rollover" and tag.rollover_at is None:
        yield (
            "rollover_at",
            "a rollover counter needs its highest value.",
            "Write the last value before zero, as 65535.",
        )
    if tag.counter_mode != "rollover" and tag.rollover_at is not None:
        yield "rollover_at", "only a rollover counter has one.", "Leave it empty, or write counter_mode 'rollover'."
    if tag.signal != "state" and tag.state_set is not None:
        yield "state_set", f"a {tag.signal} has no states.", "Leave it empty, or correct the signal."
    if tag.signal in TEXT_SIGNALS and (tag.scale != 1 or tag.offset != 0):
        yield "scale", f"a {tag.signal} cannot be scaled.", "Leave scale and offset empty."
    if tag.scale == 0 or (counts and tag.scale < 0):
        yield (
            "scale",
            f"{tag.scale:g} makes the value useless.",
            "Write what one step of the tag is worth, as 1 or 0.1.",
        )
