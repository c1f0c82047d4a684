"""The files that are proposed for a workspace: the source's entry, work units, and rows of tags.csv and states.csv.

Each is a text to be put into a file of the workspace. What is guessed says so in a comment, with its reason.
"""

import csv
import io
import json
import re
from dataclasses import dataclass
from typing import Any

from orchestration.inspection.inspecting import Found
from orchestration.inspection.mapping import MappedTag
from orchestration.plant.rows import StateMapping, Tag

_ZONE_OF_SITE = "none is stated in the file: without this, the site's"


@dataclass(frozen=True)
class ProposedFile:
    """A file's name, where in the workspace its text belongs, and the text."""

    name: str
    place: str
    text: str


def proposed_files(
    found: Found, file_name: str, source: str, site: str, known_units: frozenset[str]
) -> list[ProposedFile]:
    """All files of the proposal; those that would be empty are left out."""
    files = [
        ProposedFile("source.yaml", "under `sources:` in plant.yaml", _source(found, file_name, source, site)),
    ]
    if found.tags:
        files.append(ProposedFile("tags.csv", "rows of tags.csv", _tags(found, file_name, source)))
    if found.states:
        files.append(ProposedFile("states.csv", "rows of states.csv", _states(found, file_name)))
    units = _new_units(found, known_units)
    if units:
        files.append(
            ProposedFile("work_units.yaml", "under a line's `work_units:` in plant.yaml", _units(units, file_name))
        )
    return files


def _source(found: Found, file_name: str, source: str, site: str) -> str:
    lines = [
        f"# Proposed by `millrace inspect` from {one_line(file_name)}: belongs under `sources:` of plant.yaml.",
        f"# Recognised: {one_line('; '.join(found.candidate.recognition.because))}.",
        *(f"# In doubt: {doubt.option}. {one_line(doubt.sentence)}" for doubt in found.doubts),
        f"  - id: {source}",
        f"    site: {site}",
        f"    reader: {found.candidate.reader}",
        *_zone_lines(found),
        *_export_time_lines(found),
    ]
    if found.tags:
        lines.append(f"    stale_after_s: {found.stale.stale_after_s:g}      # guess: {found.stale.because}")
    if not found.options:
        return "\n".join([*lines, "    options: {}"]) + "\n"
    lines.append("    options:")
    lines += [f"      {name}: {yaml_value(value)}" for name, value in found.options.items()]
    return "\n".join(lines) + "\n"


def _zone_lines(found: Found) -> list[str]:
    if found.stated == "all":
        return []
    if found.zone:
        guess = f"      # guess: {found.hints[0].supports[0]}" if found.hints else ""
        return [f"    time_zone: {found.zone}{guess}"]
    return [f"    # time_zone: Europe/Berlin      # {_ZONE_OF_SITE}"]


def _export_time_lines(found: Found) -> list[str]:
    if found.export_time is None:
        return []
    guess = "guess: the name has it, and it is not before the last sample; the newest export wins"
    return [f"    export_time: {yaml_value(found.export_time.model_dump())}      # {guess}"]


def _tags(found: Found, file_name: str, source: str) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    out.write(
        f"# Proposed by `millrace inspect` from {one_line(file_name)}: rows of tags.csv. Every signal is a guess.\n"
    )
    writer.writerow(Tag.model_fields)
    for tag in found.tags:
        if not tag.is_proposed:
            out.write(f"# not mapped: {one_line(tag.profile.tag)}: {one_line(_why_not(tag))}\n")
            continue
        out.write(f"# guess: {one_line(tag.guess.because)}\n")
        row: dict[str, Any] = {
            "source": source,
            "tag": tag.profile.tag,
            "work_unit": tag.work_unit,
            "signal": tag.guess.signal,
            "state_set": tag.state_set,
            **dict(tag.guess.columns),
        }
        writer.writerow(_cell(row.get(name)) for name in Tag.model_fields)
    return out.getvalue()


def _why_not(tag: MappedTag) -> str:
    if tag.guess.signal is None:
        return tag.guess.because
    return (
        f"it may be {tag.guess.signal} of {tag.work_unit} too ({tag.guess.because}), for which another tag is proposed"
    )


def _states(found: Found, file_name: str) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    out.write(
        f"# Proposed by `millrace inspect` from {one_line(file_name)}: rows of states.csv. Every state is a guess.\n"
    )
    writer.writerow(StateMapping.model_fields)
    for state in found.states:
        if not state.is_known:
            out.write("# not known: write what it means; reason: of reasons.csv, or empty\n")
        writer.writerow([state.state_set, state.raw_state, state.state, ""])
    return out.getvalue()


def _new_units(found: Found, known_units: frozenset[str]) -> dict[str, list[MappedTag]]:
    units: dict[str, list[MappedTag]] = {}
    for tag in found.tags:
        if tag.is_proposed and tag.work_unit not in known_units:
            units.setdefault(tag.work_unit, []).append(tag)
    return units


def _units(units: dict[str, list[MappedTag]], file_name: str) -> str:
    lines = [
        f"# Proposed by `millrace inspect` from {one_line(file_name)}: belongs under a line's `work_units:`.",
        "# guess: a machine is what the names of its tags begin with.",
    ]
    for unit, tags in units.items():
        signals = {tag.guess.signal for tag in tags}
        counts = bool(signals & {"good_count", "total_count"})
        lines += [
            f"              - id: {unit}",
            f"                name: {yaml_value(tags[0].machine)}",
        ]
        if "state" not in signals and counts:
            lines.append("                state_from: counter      # no tag says its state")
        if not counts:
            lines.append("                counts_from: none      # no tag counts its units")
    return "\n".join(lines) + "\n"


def yaml_value(value: Any) -> str:
    """A value as JSON, which is YAML; letters as they are where they can be seen."""
    text = json.dumps(value, ensure_ascii=False)
    return text if text.isprintable() else json.dumps(value)


def _cell(value: Any) -> str:
    return "" if value is None else f"{value:.15g}" if isinstance(value, float) else str(value)


def one_line(text: str) -> str:
    """A text without its line breaks."""
    return re.sub(r"\s+", " ", text).strip()
