"""One file inspected from recognition to proposal."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from orchestration.inspection.candidates import Candidate, Recognised, recognised
from orchestration.inspection.clock_nights import ZoneHint, clear_hint
from orchestration.inspection.doubts import Settled, settle
from orchestration.inspection.export_times import export_time_in
from orchestration.inspection.heads import without_members
from orchestration.inspection.mapping import MappedState, MappedTag, UnitNames, map_states, map_tags
from orchestration.inspection.shorter_names import with_shorter_names
from orchestration.inspection.staleness import Staleness, staleness
from orchestration.inspection.tables import FoundTable, guessed_table, vendors_table
from orchestration.inspection.whole_file import Reading, read_whole
from orchestration.inspection.zones import Stated, zone_stated
from orchestration.plant.source import ExportTime
from orchestration.readers.archive import packing
from orchestration.readers.contract import FileRejected
from orchestration.readers.recognition import Doubt


class FileMissingError(FileNotFoundError):
    """There is no file to inspect; the message says what is there."""


@dataclass(frozen=True)
class Found:
    """What a file is, and what stands in it.

    candidate: the reader that was chosen; others: those that recognise it as well. options: after the whole file was
    read. stated: whether times state their zone; zone: the one that others are read in, None where they are as they
    stand in the file; hints: what the file says of zones, where none was given; with a clear one `zone` is it.
    export_time: how the file's name says when it was exported.
    """

    candidate: Candidate
    others: tuple[Candidate, ...]
    options: Mapping[str, Any]
    doubts: tuple[Doubt, ...]
    notes: tuple[str, ...]
    reading: Reading
    stated: Stated
    zone: str | None
    hints: tuple[ZoneHint, ...]
    tags: tuple[MappedTag, ...]
    states: tuple[MappedState, ...]
    stale: Staleness
    export_time: ExportTime | None


@dataclass(frozen=True)
class Inspection:
    """The result for one file.

    packing: plain, gzip, zstd or zip; members: of a zip file; unlike: those of them that are of no or another format
    and left out of what was found. Either `found`, or `because`: why it is no historian export (`is_known`: it
    looks like one, and cannot be read); then `table`, where it is an ERP's or called as one.
    """

    path: Path
    packing: str
    members: tuple[str, ...] = ()
    unlike: tuple[str, ...] = ()
    found: Found | None = None
    table: FoundTable | None = None
    because: str | None = None
    is_known: bool = False


def inspect_file(path: Path, source: str, zone: str | None, units: UnitNames) -> Inspection:
    """Recognise a file, read all of it, and guess what its tags are.

    `source` is the id that the proposal is for; `zone` the IANA name of times that state none.
    Raises FileMissingError where `path` is no file.
    """
    if path.is_dir():
        raise FileMissingError(f"{path} is a folder; name one of the files in it.")
    if not path.is_file():
        raise FileMissingError(f"There is no file {path}.")
    packed = Inspection(path, packing(path))
    zone_read = ZoneInfo(zone or "UTC")
    try:
        if (table := vendors_table(path, zone_read)) is not None:
            return replace(packed, table=table, because=f"it is a table of an ERP: {table.because}")
        told = recognised(path)
    except FileRejected as refusal:
        return replace(packed, because=_clause(str(refusal)))
    packed = replace(packed, members=told.members)
    if not told.candidates:
        return replace(packed, because=_kinds(told), table=guessed_table(path, zone_read))
    unlike = tuple(name for name in told.members if name not in told.candidates[0].members)
    if unlike:
        with without_members(path, unlike) as part:
            return replace(inspect_file(part, source, zone, units), path=path, members=told.members, unlike=unlike)
    return _inspected(packed, told.candidates, source, zone, units)


def _inspected(
    packed: Inspection, ranked: list[Candidate], source: str, zone: str | None, units: UnitNames
) -> Inspection:
    path = packed.path
    chosen, settled = _chosen(path, ranked, ZoneInfo(zone or "UTC"))
    reading = settled.reading
    if not reading.rows_loaded:
        because = f"it looks like {chosen.reader} ({chosen.recognition.because[0]}), but cannot be read so: "
        why = reading.refused or "none of its rows can be loaded"
        return replace(packed, because=because + _clause(why), is_known=True)
    settled = with_shorter_names(path, chosen.reader, settled, ZoneInfo(zone or "UTC"))
    reading = settled.reading
    stated = zone_stated(path, chosen.reader, settled.options)
    hints: tuple[ZoneHint, ...] = ()
    if zone is None and stated != "all":
        hints = reading.nights.hints(reading.timeline)
        zone = clear_hint(hints)
        reading = reading if zone is None else read_whole(path, chosen.reader, settled.options, ZoneInfo(zone))
    tags = map_tags(reading.tags, source, units)
    span = reading.timeline.span
    found = Found(
        candidate=chosen,
        others=tuple(other for other in ranked if other is not chosen),
        options=settled.options,
        doubts=settled.doubts,
        notes=(*chosen.recognition.notes, *settled.notes),
        reading=reading,
        stated=stated,
        zone=zone,
        hints=hints,
        tags=tags,
        states=map_states(tags),
        stale=staleness(reading.timeline),
        export_time=export_time_in(path.name, span[1], zone) if span else None,
    )
    return replace(packed, found=found)


def _chosen(path: Path, ranked: list[Candidate], zone: ZoneInfo) -> tuple[Candidate, Settled]:
    """The first candidate that can read the whole file; the first of all where none can."""
    tried: list[tuple[Candidate, Settled]] = []
    for candidate in ranked:
        tried.append((candidate, settle(path, candidate, zone)))
        if tried[-1][1].reading.refused is None and tried[-1][1].reading.rows_loaded:
            return tried[-1]
    return tried[0]


def _kinds(told: Recognised) -> str:
    if len(told.members) <= 1:
        return f"it is {told.kinds[0]}"
    named = [f"{member!r} is {kind}" for member, kind in zip(told.members, told.kinds, strict=False)]
    return f"none of its {len(told.members)} members is one: {'; '.join(named)}"


def _clause(sentence: str) -> str:
    """A sentence as the end of another one."""
    text = sentence if sentence[:2].isupper() else sentence[:1].lower() + sentence[1:]
    return text.removesuffix(".")
