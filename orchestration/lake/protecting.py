"""Originals that a source's configuration came too late for: found, and then encrypted or dropped as it says.

They were archived or quarantined while `archive` said otherwise. What an open batch has claimed is left to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from orchestration.lake.batch import open_intent
from orchestration.lake.durable import clear_drafts
from orchestration.lake.filing import say_how_kept
from orchestration.lake.lock import workspace_lock
from orchestration.lake.originals import Keeping, put_away
from orchestration.lake.sealed_files import SEALED_SUFFIX, is_sealed

if TYPE_CHECKING:
    from orchestration.plant import Plant, Source, Workspace

_REASON_SUFFIX = ".reason.txt"


@dataclass(frozen=True)
class Protected:
    """How many of a source's originals, of how many bytes, are from now on kept as it says (`way`)."""

    source: str
    way: str
    files: int
    size_bytes: int


def unprotected(workspace: Workspace, source: Source) -> list[Path]:
    """A source's originals that are not kept as it says: in clear where it encrypts, at all where it drops."""
    if source.archive == "keep":
        return []
    found = [path for path in _originals(workspace, source) if source.archive == "drop" or not _is_sealed(path)]
    batch = open_intent(workspace, source.id)
    claimed = {workspace.archive / file.archived for file in batch.files} if batch is not None else set()
    return sorted(set(found) - claimed)


def protect(workspace: Workspace, plant: Plant, named: Sequence[str] = (), lock_wait_s: float = 0.0) -> list[Protected]:
    """Encrypt or drop the originals of the named sources, or of all, that are not kept as these say.

    A kill leaves some of them done and none lost: asked for again, the rest follows.

    Raises:
        ArchiveKeyError: a source encrypts and there is no key; then nothing is done.
        WorkspaceBusyError: another process holds the workspace for longer than `lock_wait_s` seconds.
    """
    keepings = [(source, Keeping.of(source)) for source in plant.sources if not named or source.id in named]
    with workspace_lock(workspace, lock_wait_s):
        return [_protect(workspace, source, keeping) for source, keeping in keepings if keeping.way != "keep"]


def _protect(workspace: Workspace, source: Source, keeping: Keeping) -> Protected:
    paths = unprotected(workspace, source)
    size_bytes = 0
    for path in paths:
        size_bytes += path.stat().st_size
        reason = path.with_name(f"{path.name.removesuffix(SEALED_SUFFIX)}{_REASON_SUFFIX}")
        if path.is_relative_to(workspace.quarantine) and reason.is_file():
            say_how_kept(reason, keeping)
        # Drafts of a kill that hold what was being sealed.
        clear_drafts(path.parent)
        put_away(path, path, keeping)
    return Protected(source.id, keeping.way, len(paths), size_bytes)


def _originals(workspace: Workspace, source: Source) -> Iterator[Path]:
    for path in (workspace.archive / source.id).glob("[!.]*/[!.]*"):
        if path.is_file():
            yield path
    for path in (workspace.quarantine / source.id).glob("[!.]*"):
        if path.is_file() and not path.name.endswith(_REASON_SUFFIX):
            yield path


def _is_sealed(path: Path) -> bool:
    return path.suffix == SEALED_SUFFIX and is_sealed(path)
