"""Pulling a source, of whatever kind: which are due, and one of them under the workspace lock."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from orchestration.lake.lock import workspace_lock
from orchestration.plant.pull import WindowPull
from orchestration.plant.table_pull import TablePull
from orchestration.pulls.result import PullResult
from orchestration.pulls.state import pull_state
from orchestration.pulls.table_pulling import pull_table
from orchestration.pulls.table_state import table_state
from orchestration.pulls.window_pulling import pull_windows

if TYPE_CHECKING:
    from orchestration.plant import Plant, Source, Workspace

LOCK_WAIT_S = 10.0

Now = Callable[[], datetime]


def now_utc() -> datetime:
    """The present."""
    return datetime.now(UTC)


def due_pulls(workspace: Workspace, plant: Plant, now: Now = now_utc) -> list[str]:
    """Ids of the sources whose last pull is longer ago than their `every_s`, or was never; cheap."""
    return [source.id for source in plant.sources if _is_due(workspace, source, now())]


def _is_due(workspace: Workspace, source: Source, now: datetime) -> bool:
    pull = source.pull
    if pull is None or (isinstance(pull, TablePull) and not pull.is_open(now, source.zone)):
        return False
    state = table_state(workspace, source) if isinstance(pull, TablePull) else pull_state(workspace, source)
    return state.pulled_at_utc is None or now - state.pulled_at_utc >= timedelta(seconds=pull.every_s)


def pull_source(
    workspace: Workspace, plant: Plant, source: Source, now: Now = now_utc, *, lock_wait_s: float = LOCK_WAIT_S
) -> PullResult:
    """Land what is new or changed at the source since its last pull.

    A server that cannot be reached or asked is a result with `failure`, not an exception: it costs this source only.

    Raises:
        WorkspaceBusyError: another process holds the workspace for longer than `lock_wait_s` seconds.
        ValueError: the source is one whose files are dropped.
    """
    started = time.perf_counter()
    with workspace_lock(workspace, lock_wait_s):
        match source.pull:
            case WindowPull():
                first_day = source.pull.first_day or plant.history_start
                result = pull_windows(workspace, source, source.pull, first_day, now)
            case TablePull():
                result = pull_table(workspace, source, source.pull, now)
            case _:
                raise ValueError(f"The source {source.id} has no pull in plant.yaml.")
    return replace(result, seconds=time.perf_counter() - started)
