"""The landing folder: which files of a source wait to be loaded.

Nothing here opens a file's content except to hash it, and nothing outside the landing folder is ever followed.
"""

from __future__ import annotations

import hashlib
import logging
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from orchestration.plant import Source, Workspace

LOGGER = logging.getLogger("millrace.lake")

# Whoever still writes a file changes it within this time; copies over slow networks write far more often.
SETTLE_S = 1.0
UNFINISHED_SUFFIXES = {".tmp", ".part", ".partial", ".crdownload", ".filepart"}


@dataclass(frozen=True)
class LandedFile:
    """A whole file in landing, known by its content: `file_id` is the SHA-256 in hex."""

    path: Path
    file_id: str
    size_bytes: int
    mtime_ns: int


def landing_folder(workspace: Workspace, source: Source) -> Path:
    """The folder into which the exports of `source` are dropped."""
    return workspace.landing / source.id


def landed_paths(workspace: Workspace, source: Source) -> list[Path]:
    """The files of `source` in landing, by name: no hidden ones, none unfinished (.tmp, .part), no links."""
    return sorted(path for path in _candidates(workspace, source) if not path.is_symlink())


def refused_links(workspace: Workspace, source: Source) -> list[Path]:
    """Symbolic links that were dropped as files: they may lead out of the landing folder and are not followed."""
    return sorted(path for path in _candidates(workspace, source) if path.is_symlink())


def _candidates(workspace: Workspace, source: Source) -> Iterator[Path]:
    folder = landing_folder(workspace, source)
    if not folder.is_dir():
        return
    real_folder = folder.resolve()
    resolved = cache(Path.resolve)
    for path in folder.glob(source.files):
        relative = path.relative_to(folder)
        if ".." in relative.parts or any(part.startswith(".") for part in relative.parts):
            continue
        # A folder on the way that is itself a link would lead elsewhere.
        if resolved(path.parent) != (real_folder / relative).parent:
            continue
        if path.suffix.lower() not in UNFINISHED_SUFFIXES and (path.is_symlink() or path.is_file()):
            yield path


def settled(paths: list[Path], settle_s: float = SETTLE_S) -> list[Path]:
    """Those of `paths` that nobody is writing: unchanged for `settle_s` seconds, for which this waits at most once."""
    seen = {path: (found.st_size, found.st_mtime_ns) for path in paths if (found := _stat(path))}
    newest = max((mtime_ns for _, mtime_ns in seen.values()), default=0)
    age_s = time.time() - newest / 1e9
    if age_s >= settle_s:
        return list(seen)
    # A file from the future (clocks differ) is no reason to wait for that future.
    time.sleep(min(settle_s, settle_s - age_s))
    return [path for path, was in seen.items() if (now := _stat(path)) and (now.st_size, now.st_mtime_ns) == was]


def shown_name(name: str) -> str:
    """A file's name as text that can be stored: bytes of it that are no UTF-8 stand as escapes, such as `\\xf6`."""
    return os.fsencode(name).decode(errors="backslashreplace")


def identify(path: Path) -> LandedFile | None:
    """Hash a file; None if it changed, went away, or may not be read, so that it has to wait for the next run."""
    before = _stat(path)
    if before is None:
        return None
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return None
    except PermissionError as error:
        LOGGER.warning(
            "%s cannot be read (%s): it waits in landing. Let the user that Millrace runs as read it.",
            shown_name(str(path)),
            error.strerror,
        )
        return None
    after = _stat(path)
    if after is None or (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
        return None
    return LandedFile(path, digest, before.st_size, before.st_mtime_ns)


def as_it_is_now(landed: LandedFile) -> LandedFile | None:
    """The file if nobody touched it since it was hashed, else hashed again; None as of `identify`."""
    found = _stat(landed.path)
    if found is not None and (found.st_size, found.st_mtime_ns) == (landed.size_bytes, landed.mtime_ns):
        return landed
    return identify(landed.path)


def _stat(path: Path) -> os.stat_result | None:
    try:
        return path.stat(follow_symlinks=False)
    except FileNotFoundError:
        return None
