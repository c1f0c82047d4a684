"""Taking a wrong export back: the rows of one load leave the lake, and its row of the ledger says why and when.

The protocol, under the workspace lock:

1. intent: record which load is taken back, why and when, before anything is changed;
2. delete the load's rows from every table of samples and entities; its rejected rows stay, as what was found in it;
3. set the load's row in the ledger to 'retracted', last: what the ledger says is loaded is in the lake;
4. forget the intent.

Each step done again changes nothing, so a kill at any point is mended by finishing the recorded retraction, which
every run does before it loads anything. Its original stays where the source keeps any; dropped again, it is loaded as a
new load.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
from deltalake import CommitProperties, WriterProperties

from orchestration.duckdb_text import literal
from orchestration.lake.durable import clear_drafts, write_atomically
from orchestration.lake.landing import identify
from orchestration.lake.lock import workspace_lock
from orchestration.lake.reading import LOGGER
from orchestration.lake.store import Lake
from orchestration.lake.tables import LAKE_TABLES

if TYPE_CHECKING:
    from orchestration.plant import Workspace

_KEPT_TABLES = ("rejected_rows", "ledger")
_ARCHIVED_NAME = re.compile(r"([0-9a-f]{64})-.+")
_HASH = re.compile(r"[0-9a-f]{8,64}")
_SHOWN_CANDIDATES = 10


class RetractionError(Exception):
    """What was named is no load that can be taken back, or it is several; the message says what to name instead."""


@dataclass(frozen=True)
class Retraction:
    """One load that is taken back. `retracted_at_utc` is ISO 8601 in UTC; `rows` is how many rows the load had."""

    source: str
    load_seq: int
    file_id: str
    file_name: str
    rows: int
    reason: str
    retracted_at_utc: str


def open_retraction(workspace: Workspace) -> Retraction | None:
    """The retraction that a kill left unfinished, or None."""
    try:
        return Retraction(**json.loads(_intent_path(workspace).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None


def finish_open_retraction(workspace: Workspace, lake: Lake) -> Retraction | None:
    """Finish what a kill left unfinished, and return it; call it holding the workspace lock."""
    clear_drafts(workspace.archive)
    retraction = open_retraction(workspace)
    if retraction is not None:
        LOGGER.info("Finishing the retraction of %s of source %s.", retraction.file_name, retraction.source)
        _finish(workspace, lake, retraction)
    return retraction


def retract(workspace: Workspace, named: str, reason: str, lock_wait_s: float = 0.0) -> Retraction:
    """Take the load of one file back.

    Args:
        workspace: the plant's folder.
        named: the file's name, its content hash or at least 8 characters of it, or the path of a file with the same
            content; with `<source>/` before a name or hash, of that source only.
        reason: why, in words; kept in the ledger.
        lock_wait_s: seconds to wait for another process that holds the workspace.

    Raises:
        RetractionError: no loaded file is named so, or several are; or there is no reason.
        WorkspaceBusyError: another process holds the workspace.
    """
    if not reason.strip():
        raise RetractionError("A retraction needs a reason: what is wrong with the file, in words.")
    with workspace_lock(workspace, lock_wait_s):
        lake = Lake(workspace.lake_uri)
        lake.create_tables()
        finished = finish_open_retraction(workspace, lake)
        matches = _named(lake.read("ledger"), named)
        loaded = matches.filter(pl.col("status") == "loaded")
        if loaded.is_empty() and finished is not None and finished.load_seq in matches["load_seq"]:
            return finished
        row = _the_one(loaded, matches, named)
        retraction = Retraction(
            source=row["source"],
            load_seq=row["load_seq"],
            file_id=row["file_id"],
            file_name=row["file_name"],
            rows=row["rows_loaded"],
            reason=reason.strip(),
            retracted_at_utc=datetime.now(UTC).isoformat(),
        )
        write_atomically(_intent_path(workspace), json.dumps(asdict(retraction)))
        _finish(workspace, lake, retraction)
    return retraction


def _intent_path(workspace: Workspace) -> Path:
    return workspace.archive / ".retraction.json"


def _finish(workspace: Workspace, lake: Lake, retraction: Retraction) -> None:
    rows_of_load = f"source = {literal(retraction.source)} and load_seq = {retraction.load_seq}"
    noted = {"userName": "millrace", "retractedFile": retraction.file_name, "reason": retraction.reason}
    properties = CommitProperties(custom_metadata=noted)
    for name in LAKE_TABLES:
        if name not in _KEPT_TABLES:
            lake.table(name).delete(
                rows_of_load, writer_properties=WriterProperties(compression="ZSTD"), commit_properties=properties
            )
    microseconds = round(datetime.fromisoformat(retraction.retracted_at_utc).timestamp() * 1_000_000)
    lake.table("ledger").update(
        predicate=rows_of_load,
        updates={
            "status": literal("retracted"),
            "reason": literal(retraction.reason),
            "retracted_at_utc": f"to_timestamp_micros({microseconds})",
        },
        commit_properties=properties,
    )
    _intent_path(workspace).unlink(missing_ok=True)


def _named(ledger: pl.DataFrame, named: str) -> pl.DataFrame:
    """The ledger's rows that `named` may mean: by the content of a file on disk, else by hash or name."""
    path = Path(named)
    landed = identify(path) if path.is_file() else None
    if landed is not None:
        same_content = ledger.filter(pl.col("file_id") == landed.file_id)
        if same_content.height:
            return same_content
    folder, _, last = named.replace("\\", "/").rpartition("/")
    if folder in set(ledger["source"]):
        ledger = ledger.filter(pl.col("source") == folder)
    archived = _ARCHIVED_NAME.fullmatch(last)
    start_of_hash = archived.group(1) if archived else last.lower()
    by_hash = pl.col("file_id").str.starts_with(start_of_hash) if _HASH.fullmatch(start_of_hash) else pl.lit(False)
    return ledger.filter((pl.col("file_name") == last) | by_hash)


def _the_one(loaded: pl.DataFrame, matches: pl.DataFrame, named: str) -> dict[str, Any]:
    if loaded.height == 1:
        return loaded.row(0, named=True)
    if loaded.height > 1:
        candidates = "".join(f"\n  {_described(row)}" for row in loaded.head(_SHOWN_CANDIDATES).iter_rows(named=True))
        more = f"\n  and {loaded.height - _SHOWN_CANDIDATES} more" if loaded.height > _SHOWN_CANDIDATES else ""
        raise RetractionError(
            f"{named!r} names {loaded.height} loaded files. Name one by <source>/<first characters of its hash>:"
            f"{candidates}{more}"
        )
    if matches.is_empty():
        raise RetractionError(
            f"No loaded file is named {named!r}. Give its name as it was dropped, its content hash, or the path of a "
            "file with the same content; meta.files lists them all."
        )
    row = matches.sort("load_seq").row(-1, named=True)
    if row["status"] == "retracted":
        raise RetractionError(
            f"{row['file_name']} of source {row['source']} was retracted already, at "
            f"{row['retracted_at_utc']:%Y-%m-%d %H:%M} UTC: {row['reason']}"
        )
    raise RetractionError(
        f"{row['file_name']} of source {row['source']} was never loaded, it is in quarantine: {row['reason']}"
    )


def _described(row: dict[str, Any]) -> str:
    return (
        f"{row['source']}/{str(row['file_id'])[:12]}  {row['file_name']}  load {row['load_seq']}, "
        f"{row['rows_loaded']} rows, loaded {row['loaded_at_utc']:%Y-%m-%d %H:%M} UTC"
    )
