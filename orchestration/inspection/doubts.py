"""What the head of a file leaves open, looked for in the whole file: a date of one order only, a number that proves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from orchestration.inspection.candidates import Candidate
from orchestration.inspection.whole_file import Reading, read_whole
from orchestration.readers.recognition import Doubt
from orchestration.readers.registry import READERS

_ONE_BYTE = "windows-1252"
_AHEAD = timedelta(days=1)


@dataclass(frozen=True)
class Settled:
    """A candidate's options after the whole file was read, the reading, and what is still in doubt.

    notes: what the whole file told that its head did not, as sentences.
    """

    options: Mapping[str, Any]
    reading: Reading
    doubts: tuple[Doubt, ...]
    notes: tuple[str, ...]


def settle(path: Path, candidate: Candidate, zone: ZoneInfo) -> Settled:
    """Read the whole file with the proposed options, and with the others of each doubt, until one fits better."""
    options: dict[str, Any] = dict(candidate.options)
    reading = read_whole(path, candidate.reader, options, zone)
    doubts: list[Doubt] = []
    notes: list[str] = []
    if (
        reading.refused
        and "encoding" in READERS[candidate.reader].options_type.model_fields
        and "encoding" not in options
    ):
        again = read_whole(path, candidate.reader, {**options, "encoding": _ONE_BYTE}, zone)
        if not again.refused:
            sentence = (
                f"Its head is plain ASCII, but further down it is not UTF-8; it can be read as {_ONE_BYTE}. "
                "If letters are wrong, write another encoding, such as windows-1250 or windows-1251."
            )
            doubts.append(Doubt("encoding", (_ONE_BYTE,), sentence))
            options, reading = {**options, "encoding": _ONE_BYTE}, again
    for doubt in candidate.recognition.doubts:
        others = _alternatives(doubt, options)
        readings = [(other, read_whole(path, candidate.reader, other, zone)) for other in others]
        better = [(other, read) for other, read in readings if _faults(read) < _faults(reading)]
        if better:
            best, read = min(better, key=lambda one: _faults(one[1]))
            notes.append(_told(doubt, best, options, reading))
            options, reading = best, read
        elif readings and all(_faults(read) > _faults(reading) for _, read in readings):
            other, read = readings[0]
            notes.append(_told(doubt, options, other, read))
        else:
            doubts.append(_with_evidence(doubt, reading, readings))
    return Settled(options, reading, tuple(doubts), tuple(notes))


def _alternatives(doubt: Doubt, options: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The options with each other value that the doubt names."""
    if doubt.option == "decimal":
        # 1,234: a fraction by a comma, or thousands and a fraction, if any, by a point.
        mark = options.get("decimal", ".")
        return [{**options, "decimal": "." if mark == "," else ",", "thousands": mark}]
    proposed = options.get(doubt.option)
    return [{**options, doubt.option: value} for value in doubt.values if value != proposed]


def _faults(reading: Reading) -> tuple[bool, int, int, bool]:
    """How much speaks against a reading: the file refused, rows lost, numbers that became texts, times to come."""
    return reading.refused is not None, reading.lost, reading.texts, _is_ahead(reading)


def _is_ahead(reading: Reading) -> bool:
    ahead = (datetime.now(UTC) + _AHEAD).replace(tzinfo=None)
    return reading.timeline.span is not None and reading.timeline.span[1] > ahead


def _told(doubt: Doubt, chosen: Mapping[str, Any], other: Mapping[str, Any], failed: Reading) -> str:
    """Why the chosen options are right: what the other ones made of the file."""
    name = doubt.option
    read = f"{name} is {chosen.get(name)!r}: its head would fit {other.get(name)!r} as well, but"
    if failed.refused:
        return f"{read} with that the file cannot be read."
    if failed.lost:
        first = next(one for one in failed.rejected if not one.is_left_out)
        return f"{read} with that {failed.lost:,} rows could not be read, such as row {first.line}: {first.raw}"
    if _is_ahead(failed):
        return f"{read} with that it would have times to come."
    return f"{read} with that numbers would become texts."


def _with_evidence(doubt: Doubt, reading: Reading, readings: list[tuple[dict[str, Any], Reading]]) -> Doubt:
    if doubt.option != "time_format" or not readings:
        return doubt
    spans = ", ".join(
        f"with {value!r} from {_range(read)}"
        for value, read in [(doubt.values[0], reading), *((other[doubt.option], read) for other, read in readings)]
    )
    return Doubt(doubt.option, doubt.values, f"{doubt.sentence} The whole file tells no more: it is {spans}.")


def _range(reading: Reading) -> str:
    if reading.timeline.span is None:
        return "no time"
    first, last = reading.timeline.span
    days = reading.timeline.pieces["first"].dt.date().n_unique()
    return f"{first:%Y-%m-%d} to {last:%Y-%m-%d} on {days} days"
