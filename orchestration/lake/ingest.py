"""Ingesting a source: landed files become rows of the lake, each exactly once.

The protocol, under the workspace lock, one batch after the other:

1. claim: hash the landed files; content that is loaded already is taken out of landing;
2. intent: record the batch (files, hashes, load numbers, transaction version) before anything is moved;
3. move the files to the archive;
4. prepare: read them and write Parquet files that no table names yet; record these in the intent;
5. commit the rows of each table, then the rejected rows, then the ledger, each with the batch's transaction;
6. move refused files to quarantine; encrypt or drop the originals of sources that keep none in clear;
   forget the intent.

A kill at any point leaves either nothing, or an intent that the next run finishes before it claims anything new.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from orchestration.lake.batch import BatchFile, IngestBatch, Prepared, close_intent, open_intent, save_intent
from orchestration.lake.commits import commit, committed_version
from orchestration.lake.durable import clear_drafts
from orchestration.lake.filing import (
    archived_as,
    move_to_archive,
    move_to_quarantine,
    refuse_link,
    remove_duplicate,
)
from orchestration.lake.landing import (
    SETTLE_S,
    LandedFile,
    as_it_is_now,
    identify,
    landed_paths,
    refused_links,
    settled,
    shown_name,
)
from orchestration.lake.ledger import LedgerState, ledger_state
from orchestration.lake.lock import workspace_lock
from orchestration.lake.originals import Keeping, put_away
from orchestration.lake.prepare import discard_staged, prepare, staging_folder
from orchestration.lake.reading import LOGGER, FileOutcome
from orchestration.lake.result import IngestResult, Progress
from orchestration.lake.retention import finish_open_retention
from orchestration.lake.retraction import finish_open_retraction
from orchestration.lake.store import Lake
from orchestration.readers.contract import ReadContext
from orchestration.readers.read_ahead import read_ahead

if TYPE_CHECKING:
    from orchestration.plant import Plant, Source, Workspace

# A batch is one commit a table. It ends at whichever comes first, so that a kill repeats little work.
BATCH_BYTES = 1 << 30
BATCH_FILES = 2_000
# Few, so that a large file is still in the system's cache when it is read.
HASHED_AHEAD = 2

# Long enough for a look at whether the lock is free, as `status` takes one, not to fail an ingest.
LOCK_WAIT_S = 10.0
# The secret of workers' pseudonyms; without it readers drop workers' names altogether.
PSEUDONYM_KEY_VARIABLE = "MILLRACE_PSEUDONYM_KEY"


def pending_files(workspace: Workspace, source: Source) -> list[Path]:
    """Files of `source` that an ingest would take up: in landing, or in a batch that a kill left open. Cheap."""
    unfinished = open_intent(workspace, source.id)
    left = [] if unfinished is None else [workspace.archive / file.archived for file in unfinished.files]
    return [*left, *landed_paths(workspace, source), *refused_links(workspace, source)]


def ingest_source(
    workspace: Workspace,
    plant: Plant,  # noqa: ARG001 - every step over a source takes the plant; what is needed of it is in the source
    source: Source,
    progress: Progress | None = None,
    *,
    pseudonym_key: bytes | None = None,
    settle_s: float = SETTLE_S,
    lock_wait_s: float = LOCK_WAIT_S,
) -> IngestResult:
    """Load all settled files of `source`.

    A file that cannot be read goes to quarantine with a sentence; the others load. `pseudonym_key` is the secret for
    workers' pseudonyms, by default from the environment. Files changed within the last `settle_s` seconds are given
    that time; those still changing wait for the next run.

    Raises:
        ArchiveKeyError: the source's originals are encrypted, and there is no key.
        WorkspaceBusyError: another process holds the workspace for longer than `lock_wait_s` seconds.
    """
    started = time.perf_counter()
    result = IngestResult()
    context = ReadContext(source=source.id, zone=source.zone, pseudonym_key=pseudonym_key or _key_of_environment())
    keeping = Keeping.of(source)
    with workspace_lock(workspace, lock_wait_s):
        lake = Lake(workspace.lake_uri)
        lake.create_tables()
        finish_open_retraction(workspace, lake)
        finish_open_retention(workspace, lake)
        run = _Run(workspace, lake, source, keeping, context, result, progress or (lambda _: None))
        run.finish_open_batch()
        run.load_new_files(settle_s)
    result.seconds = time.perf_counter() - started
    return result


def _key_of_environment() -> bytes | None:
    key = os.environ.get(PSEUDONYM_KEY_VARIABLE)
    return key.encode() if key else None


@dataclass
class _Run:
    """One ingest of one source, under the lock."""

    workspace: Workspace
    lake: Lake
    source: Source
    keeping: Keeping
    context: ReadContext
    result: IngestResult
    progress: Progress

    def finish_open_batch(self) -> None:
        """Finish what a killed run left."""
        clear_drafts(self.workspace.archive / self.source.id)
        clear_drafts(self.workspace.quarantine / self.source.id)
        batch = open_intent(self.workspace, self.source.id)
        if batch is not None:
            LOGGER.info("Finishing batch %s of source %s, left open by an earlier run.", batch.version, batch.source)
            self._finish(batch)

    def load_new_files(self, settle_s: float) -> None:
        """Claim and load what is in landing, batch by batch."""
        for link in refused_links(self.workspace, self.source):
            LOGGER.warning(refuse_link(self.workspace, self.source, link))
            self.result.quarantined += 1
        paths = settled(landed_paths(self.workspace, self.source), settle_s)
        if not paths:
            return
        state = ledger_state(self.lake, self.source.id)
        # The next batch's first files are hashed while this batch is read and committed.
        with closing(read_ahead(map(identify, paths), HASHED_AHEAD)) as hashed:
            while files := self._claim(hashed, state):
                state.version += 1
                batch = IngestBatch(self.source.id, state.version, files)
                save_intent(self.workspace, batch)
                self._finish(batch)

    def _claim(self, hashed: Iterator[LandedFile | None], state: LedgerState) -> list[BatchFile]:
        """The files of the next batch; content that is loaded, or in this batch already, is taken out of landing."""
        files: dict[str, BatchFile] = {}
        size = 0
        for file in hashed:
            landed = None if file is None else as_it_is_now(file)
            if landed is None:
                continue
            path = landed.path
            if landed.file_id in files:
                path.unlink()
                self.result.duplicates += 1
                continue
            if landed.file_id in state.loaded:
                remove_duplicate(self.workspace, self.source.id, path, landed.file_id, self.keeping)
                self.result.duplicates += 1
                continue
            files[landed.file_id] = BatchFile(
                load_seq=state.next_load_seq,
                file_id=landed.file_id,
                file_name=shown_name(path.name),
                size_bytes=landed.size_bytes,
                mtime_ns=landed.mtime_ns,
                landed=path.relative_to(self.workspace.landing).as_posix(),
                archived=archived_as(self.source.id, landed.file_id, path.name),
            )
            state.next_load_seq += 1
            # A file that turns out to be refused is not loaded; dropped twice in one run it is still tried once.
            state.loaded.add(landed.file_id)
            size += landed.size_bytes
            if size >= BATCH_BYTES or len(files) >= BATCH_FILES:
                break
        return list(files.values())

    def _finish(self, batch: IngestBatch) -> None:
        """Bring a recorded batch to its end, from wherever it stands."""
        prepared = batch.prepared
        if prepared is None or not self._is_at_hand(batch, prepared):
            batch = batch.with_files([file for file in batch.files if move_to_archive(self.workspace, file)])
            prepared = prepare(
                self.workspace, self.lake, self.source, batch, self.context, self._count, self.result.add_changes
            )
            batch = batch.with_prepared(prepared)
            save_intent(self.workspace, batch)
        for name, files in prepared.files.items():
            if files:
                staged = staging_folder(self.workspace, self.lake, name)
                commit(self.lake, name, files, staged, batch.source, batch.version)
        refused = {quarantine.load_seq: quarantine for quarantine in prepared.quarantines}
        for file in batch.files:
            if file.load_seq in refused:
                move_to_quarantine(self.workspace, file, refused[file.load_seq], self.keeping)
            else:
                archived = self.workspace.archive / file.archived
                put_away(archived, archived, self.keeping)
        if not self.lake.is_local:
            discard_staged(self.workspace, self.lake, prepared)
        close_intent(self.workspace, batch.source)

    def _is_at_hand(self, batch: IngestBatch, prepared: Prepared) -> bool:
        """Whether the Parquet files that are still to be committed exist (not so if the lake was taken away)."""
        return all(
            (staging_folder(self.workspace, self.lake, name) / file.path).is_file()
            for name, files in prepared.files.items()
            if committed_version(self.lake.table(name), batch.source) < batch.version
            for file in files
        )

    def _count(self, outcome: FileOutcome) -> None:
        self.result.add(outcome)
        self.progress(self.result)
