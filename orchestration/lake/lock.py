"""The workspace lock: one process at a time changes a workspace.

It is an operating-system file lock, so it is freed by the death of its holder, however that dies. A note beside it
says who holds it; the note is for people, the lock alone decides.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

if TYPE_CHECKING:
    from orchestration.plant import Workspace


class WorkspaceBusyError(RuntimeError):
    """Another process holds the workspace; the message says which, since when, and what to do."""


def _note_path(lock_path: Path) -> Path:
    return lock_path.with_name(f"{lock_path.name}.holder")


def lock_holder(workspace: Workspace) -> str:
    """Say in words who took the workspace lock last: process id, command, and since when (UTC)."""
    try:
        note = json.loads(_note_path(workspace.lock_path).read_text(encoding="utf-8"))
        return f"process {note['pid']} ({note['command']}), since {note['since_utc']} UTC"
    except (OSError, ValueError, KeyError):
        return "a process that left no name"


@contextmanager
def workspace_lock(workspace: Workspace, wait_s: float = 0.0) -> Iterator[None]:
    """Hold the workspace for the length of a `with` block.

    The same thread may take it again inside (the ingest inside a run); any other thread or process waits up to
    `wait_s` seconds and then gets a WorkspaceBusyError.
    """
    workspace.lock_path.parent.mkdir(parents=True, exist_ok=True)
    # One lock object a path and thread: that is what makes taking it twice in one thread harmless.
    lock = FileLock(workspace.lock_path, is_singleton=True)
    try:
        lock.acquire(timeout=wait_s, poll_interval=0.1)
    except Timeout as error:
        raise WorkspaceBusyError(
            f"The workspace {workspace.root} is in use by {lock_holder(workspace)}. "
            f"Waited {wait_s:g} s. Let it finish, or stop that process; its lock goes with it."
        ) from error
    try:
        note = {
            "pid": os.getpid(),
            "command": " ".join([Path(sys.argv[0]).name, *sys.argv[1:]])[:200],
            "since_utc": datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S"),
        }
        _note_path(workspace.lock_path).write_text(json.dumps(note), encoding="utf-8")
        yield
    finally:
        lock.release()
