"""The published versions as files: their names, the pointer to the current one, and the removal of old ones.

A version is never changed once the pointer names it. Not here: what a version contains.
"""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from orchestration.lake.durable import flush_to_disk
from orchestration.plant import Workspace

_STAMP = "%Y%m%dT%H%M%S%fZ"
_PREFIX = "millrace-"


def versions_folder(workspace: Workspace) -> Path:
    """Return the folder of all published versions."""
    return workspace.published / "versions"


def pointer(workspace: Workspace) -> Path:
    """Return the path that analysts open: it leads to the current version."""
    return workspace.published / "millrace.duckdb"


def version_path(workspace: Workspace, version: str) -> Path:
    """Return where the version of this name is, or will be."""
    return versions_folder(workspace) / f"{_PREFIX}{version}.duckdb"


def published_versions(workspace: Workspace) -> list[str]:
    """Return the names of all versions on disk, oldest first."""
    return sorted(path.stem.removeprefix(_PREFIX) for path in versions_folder(workspace).glob(f"{_PREFIX}*.duckdb"))


def current_version_path(workspace: Workspace) -> Path | None:
    """Return the resolved file of the current version, or None when nothing has been published."""
    target = pointer(workspace)
    return target.resolve() if target.exists() else None


def next_version(workspace: Workspace, now: datetime) -> str:
    """Name a new version by its time (UTC), later than every earlier name even when the clock went back."""
    moment = now.astimezone(UTC)
    for name in published_versions(workspace)[-1:]:
        last = datetime.strptime(name, _STAMP).replace(tzinfo=UTC)
        moment = max(moment, last + timedelta(microseconds=1))
    return moment.strftime(_STAMP)


def remove_leftovers(workspace: Workspace) -> None:
    """Remove what a killed publication left behind; call it holding the workspace lock."""
    for pattern in ("*.duckdb.tmp", "*.duckdb.tmp.wal"):
        for path in versions_folder(workspace).glob(pattern):
            path.unlink(missing_ok=True)
    for path in workspace.published.glob(".millrace.duckdb.*"):
        path.unlink(missing_ok=True)


def switch_to(workspace: Workspace, version: str) -> None:
    """Make `version` the current one, atomically: a reader gets the old version or the new one, nothing between."""
    target = version_path(workspace, version)
    fresh = workspace.published / f".millrace.duckdb.{os.getpid()}"
    fresh.unlink(missing_ok=True)
    try:
        fresh.symlink_to(target.relative_to(workspace.published))
    except (OSError, NotImplementedError):
        # Where the system has no symlinks (Windows without the right), a hard link is the next best: the switch is
        # atomic as well, only that a process with the old version open must reopen by the version's own name.
        os.link(target, fresh)
    fresh.replace(pointer(workspace))
    flush_to_disk(workspace.published)


def remove_old_versions(workspace: Workspace, keep: int) -> list[str]:
    """Remove all but the newest `keep` versions and the current one; return what was removed.

    A reader that has an old version open keeps reading it: its file goes when the last reader closes it.
    """
    current = current_version_path(workspace)
    removed = []
    for version in published_versions(workspace)[: -max(keep, 1)]:
        path = version_path(workspace, version)
        if current is None or path.resolve() != current:
            path.unlink(missing_ok=True)
            removed.append(version)
    return removed
