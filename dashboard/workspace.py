"""Where the published file is, and what the last refused publication left behind.

The workspace is named by the environment variable ``MILLRACE_WORKSPACE``; without it, it is ``data/demo`` in the
working directory. Only files below ``published/`` are looked at, and ``access.yaml`` where a login is configured.
"""

import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from dashboard.access_rules import RULES_FILE

DEFAULT_WORKSPACE = Path("data/demo")


@dataclass(frozen=True)
class FailedPublication:
    """A run whose audit failed: when (UTC, ``None`` if the file does not say), why, and the checks that failed."""

    failed_at_utc: datetime | None
    reason: str
    checks: tuple[tuple[str, str], ...]


def folder() -> Path:
    """The workspace; it need not exist."""
    return Path(os.environ.get("MILLRACE_WORKSPACE") or DEFAULT_WORKSPACE)


def published_folder() -> Path:
    """The folder ``published`` of the workspace; it need not exist."""
    return folder() / "published"


def current_version(folder: Path) -> Path | None:
    """The immutable file that ``millrace.duckdb`` in ``folder`` points to now, or ``None`` before the first one."""
    pointer = folder / "millrace.duckdb"
    return pointer.resolve() if pointer.exists() else None


def last_failure(folder: Path) -> FailedPublication | None:
    """The refused publication recorded in ``last_failure.json``, or ``None`` when the newest run was published.

    A file that cannot be read is itself told as a failure: silence would look like success.
    """
    path = folder / "last_failure.json"
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except OSError as error:
        return FailedPublication(None, f"{path.name} cannot be read: {error.strerror}", ())
    try:
        content = json.loads(text)
        moment = datetime.fromisoformat(content["failed_at_utc"])
        checks = tuple((str(check["name"]), str(check.get("detail") or "")) for check in content.get("checks", []))
        reason = str(content.get("reason") or "its checks failed")
    except (ValueError, KeyError, TypeError, AttributeError):
        return FailedPublication(None, f"{path.name} is not understood; look at the log of the last run", ())
    return FailedPublication(moment if moment.tzinfo else moment.replace(tzinfo=UTC), reason, checks)


def fingerprint(folder: Path) -> tuple[str, int, int]:
    """What changes when there is something else to show: the current version's path, and when the last failure and the
    rules of who may see what were written (0 without any)."""
    return str(current_version(folder)), _written(folder / "last_failure.json"), _written(folder.parent / RULES_FILE)


def _written(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except FileNotFoundError:
        return 0
