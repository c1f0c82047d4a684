"""What `millrace inspect` found, for a person and for a script."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from rich.table import Table
from rich.text import Text

from orchestration.commands.terminal import console, say
from orchestration.inspection import Inspection
from orchestration.inspection.inspecting import Found
from orchestration.inspection.mapping import MappedTag

_TAGS_SHOWN = 60
_MEMBERS_SHOWN = 10
_SILENCES_SHOWN = 5
_CODES_SHOWN = 12
_VALUES_WIDTH = 40


def tell(inspection: Inspection) -> None:
    """Print the report."""
    found = inspection.found
    assert found is not None  # noqa: S101 - what is no export is told as an error
    packed = "" if inspection.packing == "plain" else f" ({inspection.packing})"
    if inspection.unlike:
        more = ", …" if len(inspection.unlike) > _MEMBERS_SHOWN else ""
        shown = ", ".join(inspection.unlike[:_MEMBERS_SHOWN]) + more
        say(
            f"{len(inspection.unlike)} of its {len(inspection.members)} members are not of the others' format and "
            f"would refuse the whole file: pack them apart ({shown}). What follows is of the others."
        )
    because = "; ".join(found.candidate.recognition.because)
    say(f"{inspection.path}{packed}: {found.candidate.reader}, because {because}.")
    for other in found.others[:4]:
        say(f"  It could also be {other.reader}: {other.recognition.because[0]}.")
    shown = ", ".join(f"{name}: {value!r}" for name, value in found.options.items())
    say(f"Options: {shown or 'the defaults'}.")
    for note in found.notes:
        say(f"  {note}")
    for doubt in found.doubts:
        say(f"In doubt: {doubt.option}. {doubt.sentence}")
    _tell_zone(found)
    _tell_rows(found)
    if found.tags:
        _tell_times(found)
        _tell_qualities(found)
        _tell_tags(found)
        _tell_states(found)


def _tell_zone(found: Found) -> None:
    if found.stated == "all":
        say("Zone: the times state theirs.")
        return
    part = "some times state no zone" if found.stated == "some" else "the times state no zone"
    for hint in found.hints:
        told = [f"for it: {one}" for one in hint.supports] + [f"against it: {one}" for one in hint.contradicts]
        say(f"  {hint.zone} (the clocks of {hint.where}): {'; '.join(told)}.")
    if found.zone:
        guessed = " as a guess: write the source's own if it is another" if found.hints else ""
        say(f"Zone: {part}; read as {found.zone}{guessed}.")
        return
    say(f"Zone: {part}. It is the source's, which the file does not tell; below they are as they stand in the file.")
    if found.tags and not found.hints:
        say("  It has no night on which clocks change, with samples around it, so nothing hints at a zone.")


def _tell_rows(found: Found) -> None:
    reading = found.reading
    say(f"Rows: {reading.rows_read:,} read, {reading.rows_loaded:,} would be loaded, {reading.lost:,} rejected.")
    if not found.tags:
        say(f"  They are rows of {', '.join(f'{table} ({rows:,})' for table, rows in reading.loaded.items())}.")
    if reading.refused:
        say(f"  As it is the whole file would be quarantined: {reading.refused}")
    for one in reading.rejected:
        where = f"{one.member}, " if one.member else ""
        word = "left out" if one.is_left_out else "rejected"
        say(f"  {one.count:,} {word}: {one.reason} ({where}row {one.line}: {one.raw})")
    repeats = reading.repeats
    about = "about " if repeats.is_estimate else ""
    if repeats.equal:
        say(f"  {about}{repeats.equal:,} samples are there twice with the same value, and count once.")
    if repeats.other:
        say(f"  {about}{repeats.other:,} samples are there again with another value, of which the last one counts.")
    if reading.further_samples:
        say(
            f"  {reading.further_samples:,} samples are of further tags, which were not looked at: is the reader right?"
        )


def _tell_times(found: Found) -> None:
    timeline = found.reading.timeline
    if timeline.span is None:
        return
    clock = found.zone or ("UTC" if found.stated == "all" else "its own clock")
    first, last = timeline.span
    say(f"Time: {_instant(first)} to {_instant(last)} ({clock}).")
    longest = timeline.silences().sort("seconds", descending=True)
    for start, end, seconds in longest.head(_SILENCES_SHOWN).iter_rows():
        say(f"  no sample of any tag for {_duration(seconds)}: {_instant(start)} to {_instant(end)}")
    if longest.height > _SILENCES_SHOWN:
        say(f"  and {longest.height - _SILENCES_SHOWN:,} shorter silences")
    if found.export_time is not None:
        say(f"Export time: in the file's name, by {found.export_time.pattern} as {found.export_time.format}.")
    say(f"Staleness: stale_after_s {found.stale.stale_after_s:g}: {found.stale.because}.")


def _tell_qualities(found: Found) -> None:
    codes = found.reading.codes
    told = [
        f"{'without a code' if code.code is None else repr(code.code)} {code.samples:,} {code.taken_for}"
        for code in codes
    ]
    more = f", and {len(told) - _CODES_SHOWN} more" if len(told) > _CODES_SHOWN else ""
    say(f"Quality: {', '.join(told[:_CODES_SHOWN])}{more}.")


def _tell_tags(found: Found) -> None:
    say(f"Tags: {len(found.tags):,}. What they mean is guessed.")
    table = Table("tag", "samples", "every", "longest gap", "order", "values", "guess", "why")
    guessed_first = sorted(found.tags, key=lambda tag: tag.guess.signal is None)
    for tag in guessed_first[:_TAGS_SHOWN]:
        table.add_row(*map(Text, _tag_cells(tag)))
    out = console()
    if not out.is_terminal:
        out.width = 200
    out.print(table)
    if len(found.tags) > _TAGS_SHOWN:
        say(f"  and {len(found.tags) - _TAGS_SHOWN:,} more")


def _tag_cells(tag: MappedTag) -> tuple[str, ...]:
    profile = tag.profile
    values, intervals = profile.values, profile.intervals
    guess = "none" if tag.guess.signal is None else f"{tag.work_unit}: {tag.guess.signal}"
    if tag.guess.signal is not None and not tag.is_proposed:
        guess += " (another tag is proposed)"
    texts = ", ".join(list(values.distinct_texts)[:4])
    span = f"{values.least:g} to {values.most:g}" if values.numbers else texts[:_VALUES_WIDTH]
    if values.bad:
        span += f"; {values.bad:,} bad"
    return (
        profile.tag,
        f"{values.samples:,}",
        _duration(intervals.median_s if intervals else None),
        _duration(intervals.longest_s if intervals else None),
        intervals.order if intervals else "",
        span,
        guess,
        tag.guess.because,
    )


def _tell_states(found: Found) -> None:
    unknown = [state.raw_state for state in found.states if not state.is_known]
    told = [f"{state.raw_state} {state.state}" for state in found.states if state.is_known]
    if told:
        say(f"States, guessed: {', '.join(told)}.")
    if unknown:
        say(f"States that are not known, to be written into states.csv: {', '.join(unknown)}.")


def _instant(time: datetime) -> str:
    return time.strftime("%Y-%m-%d %H:%M:%S")


def _duration(seconds: float | None) -> str:
    if seconds is None:
        return ""
    for unit, length in (("d", 86400), ("h", 3600), ("min", 60)):
        if seconds >= 2 * length:
            return f"{seconds / length:.3g} {unit}"
    return f"{seconds:.3g} s"


def as_result(inspection: Inspection) -> dict[str, Any]:
    """The inspection for a script."""
    found = inspection.found
    head = {
        "file": str(inspection.path),
        "packing": inspection.packing,
        "members": inspection.members,
        "unlike_members": inspection.unlike,
        "is_export": found is not None,
        "because": inspection.because,
    }
    if found is None:
        return head
    reading, timeline = found.reading, found.reading.timeline
    return {
        **head,
        "because": list(found.candidate.recognition.because),
        "reader": found.candidate.reader,
        "likeness": found.candidate.recognition.likeness.name.lower(),
        "others": [
            {"reader": other.reader, "because": list(other.recognition.because), "options": dict(other.options)}
            for other in found.others
        ],
        "options": dict(found.options),
        "doubts": [asdict(doubt) for doubt in found.doubts],
        "notes": list(found.notes),
        "zone": {"stated": found.stated, "read_as": found.zone, "hints": [asdict(hint) for hint in found.hints]},
        "rows": {
            "read": reading.rows_read,
            "loaded": reading.rows_loaded,
            "tables": dict(reading.loaded),
            "rejected": reading.lost,
            "refused": reading.refused,
            "reasons": [asdict(one) for one in reading.rejected],
            "repeats": asdict(reading.repeats),
        },
        "times": {
            "first": timeline.span and timeline.span[0].isoformat(),
            "last": timeline.span and timeline.span[1].isoformat(),
            "silences": timeline.silences().sort("seconds", descending=True).head(100).to_dicts(),
        },
        "export_time": found.export_time and found.export_time.model_dump(),
        "staleness": asdict(found.stale),
        "quality": [asdict(code) for code in reading.codes],
        "tags": [_tag_result(tag) for tag in found.tags],
        "states": [asdict(state) for state in found.states],
    }


def _tag_result(tag: MappedTag) -> dict[str, Any]:
    intervals = tag.profile.intervals
    told = asdict(tag.profile)
    if intervals is not None:
        told["intervals"]["order"] = intervals.order
    return {
        **told,
        "work_unit": tag.work_unit,
        "guess": {**asdict(tag.guess), "columns": dict(tag.guess.columns)},
        "is_proposed": tag.is_proposed,
        "state_set": tag.state_set,
    }
