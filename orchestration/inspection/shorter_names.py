"""Options by which a file's tags are called more shortly, where its reader has such: proposed if nothing gets lost."""

from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from orchestration.inspection.doubts import Settled
from orchestration.inspection.whole_file import read_whole
from orchestration.readers.contract import CallsTags
from orchestration.readers.registry import READERS


def with_shorter_names(path: Path, reader: str, settled: Settled, zone: ZoneInfo) -> Settled:
    """With the shorter names, if with them the whole file has as many rows and tags as without."""
    known = READERS[reader]
    tags = [tag.tag for tag in settled.reading.tags]
    shorter = known.shorter_names(tags) if isinstance(known, CallsTags) else {}
    if not shorter:
        return settled
    options = {**settled.options, **shorter}
    again = read_whole(path, reader, options, zone)
    if (again.rows_loaded, len(again.tags)) != (settled.reading.rows_loaded, len(tags)) or again.further_samples:
        return settled
    names = ", ".join(f"{name}: {value!r}" for name, value in shorter.items())
    example = f"the tag {tags[0]!r} is called {again.tags[0].tag!r}"
    note = f"With {names} {example}: see that no other file has another tag that is called so."
    return replace(settled, options=options, reading=again, notes=(*settled.notes, note))
