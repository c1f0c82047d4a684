"""`millrace status`: what is published, what waits, how fresh each source is, and who is at work."""

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl
from rich.table import Table

from orchestration.commands.pull_progress import progress_sentence, pull_progress
from orchestration.commands.restorability import restorable_from
from orchestration.commands.terminal import console, foreseen, open_plant, say
from orchestration.defs.ingest.reconciliation import is_fresh
from orchestration.defs.publish.current import read_publication
from orchestration.defs.publish.failure import read_failure
from orchestration.lake import Lake, WorkspaceBusyError, lock_holder, pending_files, workspace_lock
from orchestration.plant import Plant, Workspace

_COUNTED = ("waiting", "files", "quarantined", "retracted", "rows", "changed", "rejected")


def report_status(option: Path | None, *, quiet: bool) -> dict[str, Any]:
    """Collect the state of a workspace, and tell it to a person unless `quiet`."""
    workspace, plant = open_plant(option)
    with foreseen():
        sources = _sources(workspace, plant)
        publication = read_publication(workspace)
    status = {
        "workspace": str(workspace.root),
        "published": asdict(publication) if publication else None,
        "last_failure": read_failure(workspace),
        "lock_holder": _holder(workspace),
        "restorable_from": restorable_from(workspace, plant),
        "expired": _expired(workspace),
        "sources": sources,
    }
    if not quiet:
        _tell(status)
    return status


def _sources(workspace: Workspace, plant: Plant) -> list[dict[str, Any]]:
    lake = Lake(workspace.lake_uri)
    ledger = lake.read("ledger") if lake.exists() else None
    rows = []
    for source in plant.sources:
        row: dict[str, Any] = {"source": source.id, "waiting": len(pending_files(workspace, source))}
        if source.pull is not None:
            row["pull"] = pull_progress(workspace, source)
        if ledger is None:
            rows.append(
                {
                    **row,
                    "files": 0,
                    "quarantined": 0,
                    "retracted": 0,
                    "rows": 0,
                    "changed": 0,
                    "rejected": 0,
                    "is_fresh": False,
                    "newest": None,
                }
            )
            continue
        own = ledger.filter(pl.col("source") == source.id)
        loaded = own.filter(pl.col("status") == "loaded")
        finding = is_fresh(ledger, source, datetime.now(UTC))
        rows.append(
            {
                **row,
                "files": loaded.height,
                "quarantined": own.filter(pl.col("status") == "quarantined").height,
                "retracted": own.filter(pl.col("status") == "retracted").height,
                "rows": int(loaded["rows_loaded"].sum()),
                "changed": _sum(loaded, "rows_changed"),
                "rejected": int(loaded["rows_rejected"].sum()),
                "newest": loaded["max_ts_utc"].max(),
                "is_fresh": finding.passed,
                "freshness": finding.detail,
            }
        )
    return rows


def _sum(ledger: pl.DataFrame, column: str) -> int:
    """A sum over the ledger; a column that a ledger of an older version lacks, until the next load, gives 0."""
    return int(ledger[column].sum()) if column in ledger.columns else 0


def _holder(workspace: Workspace) -> str | None:
    if not workspace.lock_path.exists():
        return None
    try:
        with workspace_lock(workspace):
            return None
    except WorkspaceBusyError:
        return lock_holder(workspace)


def _expired(workspace: Workspace) -> list[dict[str, Any]]:
    """What retention deleted, by source: rows, and from which day (UTC) on samples are there."""
    lake = Lake(workspace.lake_uri)
    ledger = lake.read("ledger") if lake.exists() else pl.DataFrame()
    if "rows_expired" not in ledger.columns:
        return []
    expired = ledger.filter(pl.col("rows_expired") > 0).group_by("source")
    return expired.agg(pl.col("rows_expired").sum(), pl.col("kept_from").max()).sort("source").to_dicts()


def _tell(status: dict[str, Any]) -> None:
    published, failure = status["published"], status["last_failure"]
    if published:
        say(
            f"Published: version {published['version']}, data to {published['data_to_utc'] or 'none'}, "
            f"{published['checks_passed']} checks passed, {published['checks_failed']} with a warning."
        )
    else:
        say("Published: nothing yet. 'millrace run' publishes what landed.")
    if failure:
        say(f"Last run: failed at {failure['failed_at_utc']}: {failure['reason']}")
    say(f"At work: {status['lock_holder'] or 'nobody'}.")
    say(f"Can be restored from {status['restorable_from']}.")
    for expired in status["expired"]:
        say(
            f"Retention deleted {expired['rows_expired']:,} samples of {expired['source']}; it has them from "
            f"{expired['kept_from']} on."
        )
    out = console()
    if not out.is_terminal:
        out.width = 160
    table = Table(
        "source",
        "waiting",
        "files",
        "quarantined",
        "retracted",
        "rows",
        "changed",
        "rejected",
        "newest data (UTC)",
        "fresh",
    )
    for source in status["sources"]:
        newest = source["newest"]
        table.add_row(
            source["source"],
            *(f"{source[name]:,}" for name in _COUNTED),
            f"{newest:%Y-%m-%d %H:%M}" if newest else "none",
            "yes" if source["is_fresh"] else "late",
        )
    out.print(table)
    for source in status["sources"]:
        if "pull" in source:
            say(progress_sentence(source["source"], source["pull"]))
