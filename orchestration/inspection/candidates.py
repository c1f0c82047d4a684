"""All readers asked about a file: which could read it, the likeliest first."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from orchestration.inspection.foreign import kind_of
from orchestration.inspection.heads import heads
from orchestration.readers.contract import Batch, FileRejected, ReadContext, ReaderOptions
from orchestration.readers.files import read_file
from orchestration.readers.recognition import Likeness, Recognition
from orchestration.readers.registry import READERS

_KINDS_TOLD = 3


@dataclass(frozen=True)
class Candidate:
    """A reader that recognises a file.

    members: those of a zip file that it recognises; [None] is a file that is no zip. best_of: of how many members it is
    the surest reader. share_loaded: of the rows of the first batch, known where two readers are equally sure.
    """

    reader: str
    recognition: Recognition
    members: tuple[str | None, ...]
    best_of: int
    share_loaded: float | None = None

    @property
    def options(self) -> Mapping[str, Any]:
        """The proposed options."""
        return self.recognition.options


@dataclass(frozen=True)
class Recognised:
    """All readers' answers: the candidates, the best first, and the members of a zip file.

    kinds: what the first members are that no reader recognises, as the end of a sentence.
    """

    candidates: list[Candidate]
    members: tuple[str, ...]
    kinds: tuple[str, ...]


def recognised(path: Path) -> Recognised:
    """Ask all readers about a file: the best is surest of most members; of equal ones, that which loads most rows.

    Raises FileRejected where the packing cannot be read.
    """
    told: dict[str, dict[str | None, Recognition]] = {}
    best_of: Counter[str] = Counter()
    members: list[str] = []
    kinds: list[str] = []
    for head in heads(path):
        found = {name: one for name, reader in READERS.items() if (one := reader.recognise(head.sample)) is not None}
        highest = max((one.likeness for one in found.values()), default=None)
        best_of.update(name for name, one in found.items() if one.likeness is highest)
        for name, one in found.items():
            told.setdefault(name, {})[head.member] = one
        if head.member is not None:
            members.append(head.member)
        if not found and len(kinds) < _KINDS_TOLD:
            kinds.append(kind_of(head.sample))
    ranked = [
        Candidate(name, max(ones.values(), key=lambda one: one.likeness), tuple(ones), best_of[name])
        for name, ones in told.items()
    ]
    ranked.sort(key=_sureness, reverse=True)
    tied = [one for one in ranked if _sureness(one) == _sureness(ranked[0])]
    if len(tied) > 1:
        tried = [_tried(path, one) for one in tied]
        # Of two that load the same, that of which fewer options have to be given knows the format better.
        ranked[: len(tied)] = sorted(tried, key=lambda one: (-(one.share_loaded or 0.0), len(one.options)))
    return Recognised(ranked, tuple(members), tuple(kinds))


def _sureness(candidate: Candidate) -> tuple[int, Likeness, int]:
    return candidate.best_of, candidate.recognition.likeness, -len(candidate.recognition.doubts)


def _tried(path: Path, candidate: Candidate) -> Candidate:
    batch = first_batch(path, candidate.reader, candidate.options, ZoneInfo("UTC"))
    share = batch.rows.height / max(batch.rows_read, 1) if batch is not None else 0.0
    return replace(candidate, share_loaded=share)


def validated(reader: str, options: Mapping[str, Any]) -> ReaderOptions:
    """A reader's options as it takes them."""
    return READERS[reader].options_type.model_validate(dict(options))


def first_batch(path: Path, reader: str, options: Mapping[str, Any], zone: ZoneInfo) -> Batch | None:
    """The first batch that has rows; None where the file cannot be read so."""
    try:
        batches = read_file(path, reader, validated(reader, options), ReadContext("inspected", zone))
        return next((batch for batch in batches if batch.rows.height), None)
    except FileRejected:
        return None
