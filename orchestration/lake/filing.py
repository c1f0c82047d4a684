"""Where landed files go: the archive, by content hash, and the quarantine, with a sentence beside each file."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from orchestration.lake.batch import BatchFile, Quarantine
from orchestration.lake.durable import move_durably, write_atomically
from orchestration.lake.landing import identify, landing_folder, shown_name
from orchestration.lake.originals import Keeping, put_away

if TYPE_CHECKING:
    from orchestration.plant import Source, Workspace

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


def safe_name(name: str) -> str:
    """A file name that any file system takes and no shell misreads; the end (with the suffixes) is kept."""
    return _UNSAFE.sub("_", name).lstrip(".")[-120:] or "file"


def archived_as(source: str, file_id: str, file_name: str) -> str:
    """The path of a file in the archive, relative to it."""
    return f"{source}/{file_id[:2]}/{file_id}-{safe_name(file_name)}"


def is_archived(workspace: Workspace, source: str, file_id: str) -> bool:
    """Whether the archive has a file of this content."""
    return any((workspace.archive / source / file_id[:2]).glob(f"{file_id}-*"))


def move_to_archive(workspace: Workspace, file: BatchFile) -> bool:
    """Move a claimed file from landing to the archive; True if it is there, False if it is lost or was changed.

    Done again after a kill it changes nothing. A file that was replaced in landing meanwhile is another file: it stays.
    """
    landed = workspace.landing / file.landed
    archived = workspace.archive / file.archived
    if not _is_still(landed, file):
        return archived.is_file()
    # Over a copy of the same content that the archive may have: what is read must have the times of what was claimed.
    move_durably(landed, archived)
    return True


def _is_still(landed: Path, file: BatchFile) -> bool:
    """Whether the file in landing is the one that was claimed."""
    if landed.is_symlink() or not landed.is_file():
        return False
    found = landed.stat()
    if (found.st_size, found.st_mtime_ns) == (file.size_bytes, file.mtime_ns):
        return True
    again = identify(landed)
    return again is not None and again.file_id == file.file_id


def remove_duplicate(workspace: Workspace, source: str, path: Path, file_id: str, keeping: Keeping) -> None:
    """Take a file out of landing whose content is loaded already; the archive keeps one copy of it, if it keeps any."""
    if is_archived(workspace, source, file_id):
        path.unlink(missing_ok=True)
    else:
        put_away(path, workspace.archive / archived_as(source, file_id, path.name), keeping)


def quarantine_of(file: BatchFile, source: str, sentence: str) -> Quarantine:
    """Decide where a refused file goes."""
    today = datetime.now(UTC).date().isoformat()
    return Quarantine(file.load_seq, f"{source}/{today}-{file.file_id[:12]}-{safe_name(file.file_name)}", sentence)


_KEPT_AS = {
    "keep": "",
    "encrypt": "kept encrypted, as its source may hold personal data: `millrace archive restore` gives it back\n",
    "drop": "not kept, as plant.yaml has its source's originals dropped\n",
}


def move_to_quarantine(workspace: Workspace, file: BatchFile, quarantine: Quarantine, keeping: Keeping) -> None:
    """Move a refused file out of the archive, kept as its source's originals are, with its sentence beside it.

    Done again it changes nothing.
    """
    target = workspace.quarantine / quarantine.target
    text = f"{file.file_name}\n{quarantine.sentence}\nsha256 {file.file_id}, {file.size_bytes} bytes\n"
    text += _KEPT_AS[keeping.way]
    write_atomically(target.with_name(f"{target.name}.reason.txt"), text)
    put_away(workspace.archive / file.archived, target, keeping)


def say_how_kept(reason: Path, keeping: Keeping) -> None:
    """Have the sentence beside a quarantined file say how its original is kept from now on."""
    text = reason.read_text(encoding="utf-8")
    for said in filter(None, _KEPT_AS.values()):
        text = text.replace(said, "")
    write_atomically(reason, text + _KEPT_AS[keeping.way])


def refuse_link(workspace: Workspace, source: Source, link: Path) -> str:
    """Remove a symbolic link from landing and leave a sentence in quarantine; what it points to is not touched."""
    aim = shown_name(str(link.readlink()))
    relative = shown_name(str(link.relative_to(landing_folder(workspace, source))))
    sentence = (
        f"{relative} is a symbolic link to {aim}. Links are not followed, "
        "as they may lead out of the landing folder. Drop the file itself."
    )
    digest = hashlib.sha256(aim.encode()).hexdigest()[:12]
    name = f"{datetime.now(UTC).date().isoformat()}-{digest}-{safe_name(link.name)}.reason.txt"
    write_atomically(workspace.quarantine / source.id / name, f"{shown_name(link.name)}\n{sentence}\n")
    link.unlink(missing_ok=True)
    return sentence
