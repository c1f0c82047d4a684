"""Pulling samples: a source's windows, oldest first, each landed as a file of what was not there the last time.

For each window, under the workspace lock:

1. ask for all its rows and write them to a draft;
2. write those that the last pull of the window had not to a draft in the source's landing folder;
3. note both drafts, and how far was pulled, in the state;
4. rename the drafts: the one is landed, the other is what the next pull of the window compares with.

A kill before 3 leaves drafts, which the next pull removes; a kill after 3 is finished by it. A window is asked for
again until its end is longer ago than the look-back.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from orchestration.lake.durable import clear_drafts, flush_to_disk
from orchestration.pulls.connectors import Connector, connect
from orchestration.pulls.failure import PullFailed
from orchestration.pulls.result import PullResult
from orchestration.pulls.rows import rows_of_tags, write_rows, write_unseen
from orchestration.pulls.state import Landing, asks_for, pull_folder, pull_state, save_state
from orchestration.pulls.windows import Window, clock_time, day_begin

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

    from orchestration.plant import Source, Workspace
    from orchestration.plant.pull import WindowPull

LOGGER = logging.getLogger("millrace.pulls")
_MOST_NAMED = 5
# In the night the clocks are put back a local clock shows an hour again: rows of then are late by that hour.
_REPEATED_HOUR = timedelta(hours=1)


def pull_windows(
    workspace: Workspace, source: Source, pull: WindowPull, first_day: date, now: Callable[[], datetime]
) -> PullResult:
    """Land what is new or changed in a source's windows; call it holding the workspace lock.

    A tag that cannot be read costs itself only, and its past is asked for once it can be read again.
    """
    run = _Run(workspace, source, pull, now)
    run.prepare(first_day)
    failure: str | None = None
    try:
        with connect(source) as connector:
            run.pull_windows(connector)
    except PullFailed as failed:
        failure = str(failed)
        LOGGER.warning("%s: %s", source.id, failure)
    failure = run.close(failure)
    return replace(run.result, failure=failure)


class _Run:
    """One pull of one source, under the lock."""

    def __init__(self, workspace: Workspace, source: Source, pull: WindowPull, now: Callable[[], datetime]) -> None:
        self.workspace, self.source, self.pull, self.now = workspace, source, pull, now
        self.clock: tzinfo = source.zone if pull.is_local else UTC
        self.settled_after = pull.look_back + (_REPEATED_HOUR if pull.is_local else timedelta())
        self.folder = pull_folder(workspace, source)
        self.landing = workspace.landing / source.id
        self.state = pull_state(workspace, source)
        self.result = PullResult(source.id)
        newest = self.state.stamped_at_utc
        self.earliest_stamp = newest + timedelta(microseconds=1) if newest else datetime.min.replace(tzinfo=UTC)
        self.unreadable: dict[str, str] = {}

    def prepare(self, first_day: date) -> None:
        """Finish what a killed pull left, and find out where to begin."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.landing.mkdir(parents=True, exist_ok=True)
        if self.state.landing is not None:
            self.state.landing.finish(self.workspace.root)
        clear_drafts(self.folder)
        for draft in self.landing.glob(".pull_*.tmp"):
            draft.unlink()
        first = day_begin(first_day, self.source.zone, self.clock)
        self.state = self.state.beginning(asks_for(self.pull), first)

    def pull_windows(self, connector: Connector) -> None:
        """Pull every window from where the last pull has to be repeated up to the present one."""
        if self.state.done_to is None:
            raise ValueError(f"The pull of {self.source.id} was not prepared.")
        window = Window.around(self.state.done_to, self.pull.window)
        while window.start <= clock_time(self.now(), self.clock):
            self._pull_window(connector, window)
            window = window.after()
            if self.pull.pause_s:
                time.sleep(self.pull.pause_s)

    def close(self, failure: str | None) -> str | None:
        """Note what came of the pull, and forget the rows of windows that are final; returns why it is not whole."""
        ended = self.now()
        if failure is None:
            failure = _unread_sentence(self.unreadable)
            self.state = self.state.catching_up(self.unreadable)
        whole = ended if failure is None else self.state.pulled_whole_at_utc
        self.state = replace(
            self.state,
            windows=self.result.windows,
            rows=self.result.rows,
            rows_landed=self.result.rows_landed,
            pulled_at_utc=ended,
            pulled_whole_at_utc=whole,
            failure=failure,
        )
        save_state(self.workspace, self.source, self.state)
        for seen in self.folder.glob("seen_*.parquet"):
            end = datetime.strptime(seen.stem.rsplit("_", 1)[1], "%Y%m%dT%H%M%S")  # noqa: DTZ007 - of the clock
            if self.state.done_to is not None and end <= self.state.done_to:
                seen.unlink()
        return failure

    def _pull_window(self, connector: Connector, window: Window) -> None:
        asked_at = self.now()
        # Of the same tag and time the newest pull wins, also where the clock was set back in between.
        stamped_at = max(asked_at, self.earliest_stamp)
        stamp = f"{stamped_at.astimezone(UTC):%Y%m%dT%H%M%S%fZ}"
        seen = self.folder / f"seen_{window.label}.parquet"
        pulled = self.folder / f".pull_{window.label}_{stamp}.tmp"
        draft = self.landing / f".pull_{window.label}_{stamp}.tmp"
        rows = write_rows(self._rows(connector, window, seen), pulled)
        about = {"millrace_source": self.source.id, "millrace_window": window.label, "millrace_pulled": stamp}
        unseen = write_unseen(pulled, seen, draft, about) if rows else 0
        is_final = clock_time(asked_at, self.clock) >= window.end + self.settled_after
        landing: Landing | None = None
        if unseen:
            flush_to_disk(pulled)
            landed = self.landing / f"{self.source.id}_{window.label}_pulled_{stamp}.parquet"
            names = (draft, landed) if is_final else (draft, landed, pulled, seen)
            landing = Landing(*(name.relative_to(self.workspace.root).as_posix() for name in names))
        self.state = replace(
            self.state,
            done_to=window.end if is_final else self.state.done_to,
            mark=min(window.end, clock_time(asked_at, self.clock)),
            landing=landing,
            stamped_at_utc=stamped_at,
        ).falling_behind(connector.unreadable, window.start)
        save_state(self.workspace, self.source, self.state)
        if landing is not None:
            landing.finish(self.workspace.root)
        pulled.unlink(missing_ok=True)
        done = self.result
        self.result = replace(
            done,
            windows=done.windows + 1,
            rows=done.rows + rows,
            rows_landed=done.rows_landed + unseen,
            files=done.files + bool(unseen),
        )

    def _rows(self, connector: Connector, window: Window, seen: Path) -> Iterator[pa.RecordBatch]:
        """A window's rows; where tags could not be read this time, theirs of last time, so that they stay known."""
        yield from connector.rows(window)
        self.unreadable |= connector.unreadable
        if connector.unreadable and seen.exists():
            yield from rows_of_tags(seen, connector.unreadable)


def _unread_sentence(unreadable: dict[str, str]) -> str | None:
    if not unreadable:
        return None
    named = "; ".join(f"{tag}: {why}" for tag, why in list(unreadable.items())[:_MOST_NAMED])
    more = f"; and {len(unreadable) - _MOST_NAMED} more" if len(unreadable) > _MOST_NAMED else ""
    return f"{len(unreadable)} of its tags could not be read, the others were: {named}{more}."
