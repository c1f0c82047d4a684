"""Pulling a table: what is new or changed in it lands as a file, and what is gone as another.

Under the workspace lock:

1. ask for the rows that changed since the mark, or for all of them, and write them to a draft;
2. now and then ask for all keys besides: a row that is known and whose key is missing was deleted;
3. write to drafts in the landing folder what is not as it was last seen, and what is gone;
4. note these and the new mark in the state, and rename the drafts.

A kill before 4 leaves drafts, which the next pull removes; a kill after it is finished by it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pyarrow.parquet as pq

from orchestration.lake.durable import clear_drafts
from orchestration.pulls.connectors import connect_table
from orchestration.pulls.failure import PullFailed
from orchestration.pulls.hashed_workers import pseudonym_key, with_hashed_workers
from orchestration.pulls.mapping import Wanted, asks_for, wanted
from orchestration.pulls.result import PullResult
from orchestration.pulls.state import pull_folder
from orchestration.pulls.table_marks import asked_from, at_most_now, highest, later
from orchestration.pulls.table_rows import RowComparison, write_texts
from orchestration.pulls.table_schema import new_columns, refuse_changed_kinds
from orchestration.pulls.table_state import save_table_state, table_state
from orchestration.readers.mapped_options import MappedOptions
from orchestration.readers.mapped_parquet import DELETED, HASHED

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

    from orchestration.plant import Source, Workspace
    from orchestration.plant.table_pull import TablePull
    from orchestration.pulls.connectors import TableConnector

LOGGER = logging.getLogger("millrace.pulls")
# So few rows may all be gone at once.
_FEW_ROWS = 20


def pull_table(workspace: Workspace, source: Source, pull: TablePull, now: Callable[[], datetime]) -> PullResult:
    """Land what is new, changed or gone in a table since its last pull; call it holding the workspace lock."""
    run = _TableRun(workspace, source, pull, now)
    run.clear()
    if not pull.is_open(now(), source.zone):
        return replace(run.result, note=f"It is pulled from {pull.hours} ({source.time_zone}) only.")
    failure: str | None = None
    try:
        with connect_table(source) as connector:
            run.pull_rows(connector)
    except PullFailed as failed:
        failure = str(failed)
        LOGGER.warning("%s: %s", source.id, failure)
    run.close(failure)
    return replace(run.result, failure=failure)


class _TableRun:
    """One pull of one table, under the lock."""

    def __init__(self, workspace: Workspace, source: Source, pull: TablePull, now: Callable[[], datetime]) -> None:
        self.workspace, self.source, self.pull, self.now = workspace, source, pull, now
        self.folder, self.landing = pull_folder(workspace, source), workspace.landing / source.id
        self.seen = self.folder / "seen.parquet"
        self.state = table_state(workspace, source)
        self.result = PullResult(source.id)
        self.key = pseudonym_key()
        # What is gone is older than what came in its place; each file newer than those before, whatever the clock says.
        newest = self.state.stamped_at_utc
        first = now() if newest is None else max(now(), newest + timedelta(microseconds=1))
        self.stamps = first.astimezone(UTC), first.astimezone(UTC) + timedelta(microseconds=1)

    def clear(self) -> None:
        """Finish what a killed pull left."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.landing.mkdir(parents=True, exist_ok=True)
        self.state.finish_renames(self.workspace.root)
        clear_drafts(self.folder)
        for draft in self.landing.glob(".pull_*.tmp"):
            draft.unlink()

    def pull_rows(self, connector: TableConnector) -> None:
        """Pull what changed since the mark, or everything; raises PullFailed, and then nothing is landed."""
        kinds = connector.columns()
        want = wanted(self.source, self.pull.cursor, list(kinds), self.pull.shown)
        asked = asks_for(self.source, want, self.key)
        is_known = asked == self.state.asked and self.seen.exists()
        if is_known:
            refuse_changed_kinds(self.state.kinds, kinds, want.columns, self.pull.shown, self.folder)
            self.result = replace(self.result, note=new_columns(self.state.kinds, kinds, self.pull.shown))
        mark = self.state.mark if is_known else None
        self.state = replace(self.state, asked=asked, kinds=kinds, mark=mark)
        if mark is None or not self._pull_changes(connector, want, mark):
            self._pull_all(connector, want)

    def close(self, failure: str | None) -> None:
        """Note what came of the pull; of one that failed, that it did, and nothing else."""
        ended = self.now()
        if failure is not None:
            self.state = table_state(self.workspace, self.source)
        whole = ended if failure is None else self.state.pulled_whole_at_utc
        self.state = replace(
            self.state,
            rows=self.result.rows,
            rows_landed=self.result.rows_landed,
            rows_deleted=self.result.rows_deleted,
            pulled_at_utc=ended,
            pulled_whole_at_utc=whole,
            failure=failure,
        )
        save_table_state(self.workspace, self.source, self.state)
        clear_drafts(self.folder)

    def _pull_changes(self, connector: TableConnector, want: Wanted, mark: str) -> bool:
        """Pull what changed since the mark; False where there are rows that its cursor does not show."""
        started = self.now()
        keys: Path | None = None
        if self._keys_are_due(started):
            # Asked for first: a row that comes while they are read is among the changes.
            keys = self.folder / ".keys.tmp"
            write_texts(self._hashed(connector.rows(want.keys), want), want.keys, keys)
        changed = connector.rows(want.columns, asked_from(mark, self.pull.look_back))
        pulled, found = self._write(changed, want)
        compared = RowComparison(pulled, self.seen, want.keys, keys=keys)
        if keys is not None and compared.unknown_keys():
            LOGGER.info("%s has rows that its cursor does not show: all are asked for.", self.source.id)
            return False
        self.state = replace(self.state, mark=later(mark, at_most_now(found, started, self.source.zone)))
        if keys is not None:
            self.state = replace(self.state, keys_at_utc=started)
        self._land(compared, want)
        return True

    def _pull_all(self, connector: TableConnector, want: Wanted) -> None:
        started = self.now()
        pulled, found = self._write(connector.rows(want.columns), want)
        self.state = replace(
            self.state,
            mark=at_most_now(found, started, self.source.zone) if want.cursor else None,
            keys_at_utc=started,
        )
        before = self.seen if self.seen.exists() else None
        self._land(RowComparison(pulled, before, want.keys, is_all=True), want)

    def _keys_are_due(self, now: datetime) -> bool:
        last = self.state.keys_at_utc
        return last is None or now - last >= timedelta(seconds=self.pull.keys_every_s)

    def _land(self, compared: RowComparison, want: Wanted) -> None:
        """Land what is new or changed, and what is gone; note it with the state, and only then rename."""
        gone_at, changed_at = (f"{stamp:%Y%m%dT%H%M%S%fZ}" for stamp in self.stamps)
        changed_draft, gone_draft = (self.landing / f".pull_{stamp}.tmp" for stamp in (changed_at, gone_at))
        gone = compared.write_gone(gone_draft, {**self._about(want, gone_at), DELETED.decode(): "true"})
        self._refuse_gone(gone, compared)
        changed = compared.write_changed(changed_draft, self._about(want, changed_at))
        renames: list[tuple[Path, Path]] = []
        if gone:
            renames.append((gone_draft, self.landing / f"{self.source.id}_deleted_pulled_{gone_at}.parquet"))
        if changed:
            renames.append((changed_draft, self.landing / f"{self.source.id}_pulled_{changed_at}.parquet"))
        if renames or not self.seen.exists():
            seen = self.folder / f".seen_{changed_at}.tmp"
            renames.append((compared.seen_from_now(seen, gone_draft if gone else None), self.seen))
        root = self.workspace.root
        self.state = replace(
            self.state,
            renames=tuple((_within(root, draft), _within(root, target)) for draft, target in renames),
            stamped_at_utc=self.stamps[1],
        )
        save_table_state(self.workspace, self.source, self.state)
        self.state.finish_renames(root)
        self.result = replace(self.result, rows_landed=changed, rows_deleted=gone, files=bool(changed) + bool(gone))

    def _refuse_gone(self, gone: int, compared: RowComparison) -> None:
        known = pq.read_metadata(compared.seen).num_rows if compared.seen is not None else 0
        if gone > max(_FEW_ROWS, self.pull.deleted_share * known):
            raise PullFailed(
                f"{gone} of the {known} rows that the {self.pull.shown} had are gone, more than deleted_share "
                f"({self.pull.deleted_share}) allows. What was pulled before stays. See whether the account still sees "
                "all rows; if they were deleted, set deleted_share to 1 for one pull."
            )

    def _about(self, want: Wanted, stamp: str) -> dict[str, str]:
        about = {"millrace_source": self.source.id, "millrace_pulled": stamp}
        return about if want.worker is None else {**about, HASHED.decode(): want.worker}

    def _write(self, batches: Iterable[pa.RecordBatch], want: Wanted) -> tuple[Path, str | None]:
        """Write rows to a draft; with the highest value that the cursor has in them."""
        # A draft's name is never used twice: what a kill left could be renamed as what it is not.
        changed_at = f"{self.stamps[1]:%Y%m%dT%H%M%S%fZ}"
        pulled = self.folder / f".rows_{changed_at}.tmp"
        marks: list[str | None] = [None]

        def marked() -> Iterator[pa.RecordBatch]:
            for batch in self._hashed(batches, want):
                if want.cursor is not None:
                    marks[0] = later(marks[0], highest(batch.column(want.cursor)))
                yield batch

        rows = write_texts(marked(), want.columns, pulled, self._about(want, changed_at))
        self.result = replace(self.result, rows=rows)
        return pulled, marks[0]

    def _hashed(self, batches: Iterable[pa.RecordBatch], want: Wanted) -> Iterator[pa.RecordBatch]:
        if not isinstance(self.source.options, MappedOptions):
            raise TypeError(f"The options of {self.source.id} map no table.")
        return with_hashed_workers(batches, want.worker, self.key, self.source.options.null_words)


def _within(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix()
