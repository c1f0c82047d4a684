"""The lake: the only code that writes the Delta tables (samples, IT entities, rejected rows, ledger).

What belongs here: tables, the ingest's protocol, commits, the archive and the quarantine, maintenance. What does not:
parsing (`orchestration.readers`), configuration (`orchestration.plant`), anything about KPIs (`transforms/`).
"""

from orchestration.lake.ingest import ingest_source, pending_files
from orchestration.lake.lock import WorkspaceBusyError, lock_holder, workspace_lock
from orchestration.lake.result import IngestResult
from orchestration.lake.retraction import (
    Retraction,
    RetractionError,
    finish_open_retraction,
    open_retraction,
    retract,
)
from orchestration.lake.store import Lake
from orchestration.lake.tables import LAKE_TABLES

__all__ = [
    "LAKE_TABLES",
    "IngestResult",
    "Lake",
    "Retraction",
    "RetractionError",
    "WorkspaceBusyError",
    "finish_open_retraction",
    "ingest_source",
    "lock_holder",
    "open_retraction",
    "pending_files",
    "retract",
    "workspace_lock",
]
