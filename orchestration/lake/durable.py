"""Writes that survive a kill or a power cut: atomic replacement, and flushing before anyone relies on a file.

Put here what makes a file or a rename durable; keep what is written, and when, in the modules that decide it.
"""

import errno
import os
import shutil
from pathlib import Path


def flush_to_disk(path: Path) -> None:
    """Flush one file's or one folder's content to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_atomically(path: Path, text: str) -> None:
    """Replace `path` by a file holding `text` (UTF-8): a reader sees the old content or the new, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    with draft.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    flush_to_disk(path.parent)


def move_durably(source: Path, target: Path) -> None:
    """Move a file, also across file systems; an interrupted move leaves the source, or the whole target, or both."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        source.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        draft = target.with_name(f".{target.name}.tmp")
        shutil.copy2(source, draft)
        flush_to_disk(draft)
        draft.replace(target)
        flush_to_disk(target.parent)
        source.unlink()


def clear_drafts(folder: Path) -> None:
    """Remove the drafts that kills left in `folder`; only for folders that nobody else is writing to."""
    for draft in folder.glob(".*.tmp"):
        draft.unlink(missing_ok=True)
