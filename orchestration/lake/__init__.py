"""The lake: the only code that writes the Delta tables (samples, IT entities, rejected rows, ledger).

What belongs here: tables, the ingest's protocol, commits, the archive and the quarantine, maintenance. What does not:
parsing (`orchestration.readers`), configuration (`orchestration.plant`), anything about KPIs (`transforms/`).
"""

from orchestration.lake.compaction import Compaction, compact
from orchestration.lake.ingest import ingest_source, pending_files
from orchestration.lake.ledger import loaded_since, newest_load
from orchestration.lake.lock import WorkspaceBusyError, lock_holder, workspace_lock
from orchestration.lake.originals import Keeping
from orchestration.lake.protecting import Protected, protect, unprotected
from orchestration.lake.restoring import Restored, RestoredAll, RestoreError, restore, restore_all
from orchestration.lake.result import IngestResult
from orchestration.lake.retention import Retained, apply_retention, finish_open_retention, first_needed_day
from orchestration.lake.retraction import (
    Retraction,
    RetractionError,
    finish_open_retraction,
    open_retraction,
    retract,
)
from orchestration.lake.sealed_files import SEALED_SUFFIX, ArchiveKeyError, SealedFileError
from orchestration.lake.store import Lake
from orchestration.lake.tables import LAKE_TABLES
from orchestration.lake.upkeep import vacuum

__all__ = [
    "LAKE_TABLES",
    "SEALED_SUFFIX",
    "ArchiveKeyError",
    "Compaction",
    "IngestResult",
    "Keeping",
    "Lake",
    "Protected",
    "RestoreError",
    "Restored",
    "RestoredAll",
    "Retained",
    "Retraction",
    "RetractionError",
    "SealedFileError",
    "WorkspaceBusyError",
    "apply_retention",
    "compact",
    "finish_open_retention",
    "finish_open_retraction",
    "first_needed_day",
    "ingest_source",
    "loaded_since",
    "lock_holder",
    "newest_load",
    "open_retraction",
    "pending_files",
    "protect",
    "restore",
    "restore_all",
    "retract",
    "unprotected",
    "vacuum",
    "workspace_lock",
]
