"""An original given back: a file of the archive or the quarantine, in clear, at a path that is asked for."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from orchestration.lake.landing import identify
from orchestration.lake.sealed_files import archive_key, is_sealed, unseal
from orchestration.lake.store import Lake

if TYPE_CHECKING:
    from orchestration.plant import Workspace

_HASH = re.compile(r"[0-9a-f]{8,64}")
_IN_QUARANTINE = 12  # characters of the hash in the names of quarantined files


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
    if target.exists():
        raise RestoreError(f"{target} is there already. Name a path where no file is.")
    if not target.parent.is_dir():
        raise RestoreError(f"There is no folder {target.parent}. Make it first.")
    was_sealed = is_sealed(kept)
    if was_sealed:
        digest = unseal(kept, target, archive_key())
    else:
        shutil.copyfile(kept, target)
        copied = identify(target)
        digest = "" if copied is None else copied.file_id
    if not digest.startswith(file_id.lower()):
        target.unlink()
        raise RestoreError(f"{kept} is no more what was loaded: its content hash is {digest}.")
    return Restored(digest, kept.relative_to(workspace.root).as_posix(), was_sealed, target)


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
