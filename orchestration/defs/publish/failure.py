"""`published/last_failure.json`: why the last run published nothing, for the dashboard and `millrace status`."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from orchestration.defs.publish.checks import CheckRecord
from orchestration.lake.durable import write_atomically
from orchestration.plant import Workspace


def _path(workspace: Workspace) -> Path:
    return workspace.published / "last_failure.json"


def write_failure(workspace: Workspace, reason: str, failed: list[CheckRecord]) -> None:
    """Say why nothing was published; the last good version stays where it is."""
    content = {
        "failed_at_utc": datetime.now(UTC).isoformat(timespec="seconds"),
        "checks": [{"name": f"{record.asset}: {record.check_name}", "detail": record.detail} for record in failed],
        "reason": reason,
    }
    write_atomically(_path(workspace), json.dumps(content, indent=1))


def read_failure(workspace: Workspace) -> dict[str, Any] | None:
    """Return the last failure, or None when the last run published."""
    try:
        content: dict[str, Any] = json.loads(_path(workspace).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return content


def clear_failure(workspace: Workspace) -> None:
    """Forget the last failure: a version was published since."""
    _path(workspace).unlink(missing_ok=True)
