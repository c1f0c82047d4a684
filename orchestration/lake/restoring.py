"""Originals given back: files of the archive or the quarantine, in clear, at a path or in a folder asked for."""

from __future__ import annotations

import os
import re
import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from orchestration.lake.landing import identify
from orchestration.lake.sealed_files import SEALED_SUFFIX, archive_key, is_sealed, unseal
from orchestration.lake.store import Lake

if TYPE_CHECKING:
    from orchestration.plant import Workspace

_HASH = re.compile(r"[0-9a-f]{8,64}")
_IN_QUARANTINE = 12  # characters of the hash in the names of quarantined files
_IN_QUARANTINE_NAME = re.compile(r"\d{4}-\d\d-\d\d-[0-9a-f]{12}-")
_HASH_LENGTH, _SHOWN = 64, 8


class RestoreError(Exception):
    """There is no such original, or it cannot go where it was asked for; the message says why."""


@dataclass(frozen=True)
class Restored:
    """An original: its content's hash, where it lies in the workspace, whether it is sealed there, where it is now."""

    file_id: str
    kept_as: str
    was_sealed: bool
    path: Path


def restore(workspace: Workspace, file_id: str, target: Path) -> Restored:
    """Write the original of a content hash, or of the first 8 or more characters of one, to `target`.

    Raises:
        RestoreError: no original, or more than one, has that hash; `target` is there already, or its folder is not.
        ArchiveKeyError: it is sealed, and the key is missing or another one.
        SealedFileError: it is sealed and was changed since.
    """
    kept = _kept(workspace, file_id.lower())
    if not target.parent.is_dir():
        raise RestoreError(f"There is no folder {target.parent}. Make it first.")
    return _write(workspace, kept, file_id.lower(), target)


@dataclass(frozen=True)
class RestoredAll:
    """Originals that were written; how many were there already; and how many were retracted and are left out."""

    restored: list[Restored]
    there_already: int
    retracted: int


def restore_all(workspace: Workspace, file_ids: Sequence[str], sources: Sequence[str], folder: Path) -> RestoredAll:
    """Write originals by content hash, and all archived ones of sources, into `folder`, a subfolder for each source.

    They have the names and times that they were dropped with; where a source had a name twice, the hash's first
    characters stand before it. What is there already is not written again, so that a restore that was stopped goes on.
    Of whole sources those are left out whose every load was retracted, as far as there is a ledger.

    Raises:
        RestoreError: an original is not there; a source has none; another file has its name in `folder`.
        ArchiveKeyError: one is sealed, and the key is missing or another one.
        SealedFileError: one is sealed and was changed since.
    """
    named = {_kept(workspace, file_id.lower()): file_id.lower() for file_id in file_ids}
    retracted = 0
    for source in sources:
        archived = {path: path.name[:_HASH_LENGTH] for path in workspace.archive.glob(f"{source}/[!.]*/[!.]*")}
        if not archived:
            raise RestoreError(f"The archive has no original of a source {source!r}.")
        taken_back = _retracted(workspace, source)
        named |= {path: file_id for path, file_id in archived.items() if file_id not in taken_back}
        retracted += sum(file_id in taken_back for file_id in archived.values())
    names = Counter((_source_of(path), _dropped_name(path)) for path in named)
    restored: list[Restored] = []
    there_already = 0
    for path, file_id in sorted(named.items()):
        source, name = _source_of(path), _dropped_name(path)
        shown = name if names[source, name] == 1 else f"{path.name[:_SHOWN]}-{name}"
        target = folder / source / shown
        found = identify(target) if target.is_file() else None
        if found is not None and found.file_id.startswith(file_id):
            there_already += 1
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        restored.append(_write(workspace, path, file_id, target))
    return RestoredAll(restored, there_already, retracted)


def _write(workspace: Workspace, kept: Path, file_id: str, target: Path) -> Restored:
    if target.exists():
        raise RestoreError(f"{target} is there already. Name a path where no file is.")
    was_sealed = is_sealed(kept)
    if was_sealed:
        digest = unseal(kept, target, archive_key())
    else:
        draft = target.with_name(f".{target.name}.{os.getpid()}.tmp")
        shutil.copyfile(kept, draft)
        draft.replace(target)
        copied = identify(target)
        digest = "" if copied is None else copied.file_id
    if not digest.startswith(file_id):
        target.unlink()
        raise RestoreError(f"{kept} is no more what was loaded: its content hash is {digest}.")
    found = kept.stat()
    os.utime(target, ns=(found.st_atime_ns, found.st_mtime_ns))
    return Restored(digest, kept.relative_to(workspace.root).as_posix(), was_sealed, target)


def _source_of(kept: Path) -> str:
    return kept.parent.name if _IN_QUARANTINE_NAME.match(kept.name) else kept.parent.parent.name


def _dropped_name(kept: Path) -> str:
    name = kept.name.removesuffix(SEALED_SUFFIX)
    quarantined = _IN_QUARANTINE_NAME.match(name)
    return name[quarantined.end() :] if quarantined else name[_HASH_LENGTH + 1 :]


def _retracted(workspace: Workspace, source: str) -> set[str]:
    lake = Lake(workspace.lake_uri)
    if not lake.exists():
        return set()
    ledger = lake.read("ledger", ["source", "file_id", "status"]).filter(source=source)
    standing = ledger.filter(pl.col("status") != "retracted")
    return set(ledger["file_id"]) - set(standing["file_id"])


def _kept(workspace: Workspace, start: str) -> Path:
    if not _HASH.fullmatch(start):
        raise RestoreError(
            f"{start!r} is no content hash: give all 64 characters of meta.files.file_id, or at least the first 8."
        )
    archived = list(workspace.archive.glob(f"*/{start[:2]}/{start}*"))
    refused = [
        path
        for path in workspace.quarantine.glob(f"*/*-{start[:_IN_QUARANTINE]}*")
        if not path.name.endswith(".reason.txt")
    ]
    # One content may have come by several sources, or been refused first and loaded later: all copies are alike.
    found = {path.name.split("-")[0]: path for path in archived}
    if len(found) > 1:
        names = ", ".join(sorted(path.name for path in found.values())[:5])
        raise RestoreError(f"{len(found)} originals begin with {start}: {names}. Give more characters.")
    for path in [*found.values(), *refused]:
        return path
    raise RestoreError(_why_none(workspace, start))


def _why_none(workspace: Workspace, start: str) -> str:
    lake = Lake(workspace.lake_uri)
    ledger = lake.read("ledger", ["source", "file_id", "file_name"]) if lake.exists() else None
    rows = [] if ledger is None else [row for row in ledger.iter_rows() if row[1].startswith(start)]
    if not rows:
        return f"No file whose content hash begins with {start} was ever loaded or refused; meta.files lists them all."
    source, _, name = rows[-1]
    return (
        f"The original of {name} of source {source} is not kept: plant.yaml drops the source's originals, or retention "
        "(lake.retention.archive_days) let it go. Ask whoever exported it."
    )
