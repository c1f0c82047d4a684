"""The ledger: one row for each file that was loaded, quarantined or retracted; written last, so what it lists is so."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import polars as pl

from orchestration.lake.commits import committed_version
from orchestration.lake.reading import FileOutcome
from orchestration.lake.store import Lake

if TYPE_CHECKING:
    from orchestration.lake.row_changes import RowChanges
    from orchestration.plant import Source


@dataclass
class LedgerState:
    """What the next batch of a source must know.

    loaded: content hashes of the source that are loaded. next_load_seq: the next number, over all sources.
    version: the application-transaction version of the source's newest finished batch.
    """

    loaded: set[str]
    next_load_seq: int
    version: int


def ledger_state(lake: Lake, source: str) -> LedgerState:
    """Read the ledger for the next batch of `source`."""
    table = lake.table("ledger")
    rows = pl.scan_delta(table).select("source", "load_seq", "file_id", "status").collect()
    loaded = rows.filter((pl.col("source") == source) & (pl.col("status") == "loaded"))["file_id"]
    newest = rows["load_seq"].max()
    return LedgerState(
        loaded=set(loaded),
        next_load_seq=1 + (newest if isinstance(newest, int) else 0),
        version=committed_version(table, source),
    )


_COUNTS = ("rows_new", "rows_changed", "rows_repeated", "rows_superseded", "rows_rejected")


def newest_load(lake: Lake) -> int:
    """The number of the newest load over all sources; 0 before the first."""
    newest = lake.read("ledger", ["load_seq"])["load_seq"].max() if lake.exists() else None
    return newest if isinstance(newest, int) else 0


def loaded_since(lake: Lake, load_seq: int) -> dict[str, int]:
    """How many files were loaded after the load of this number, and the sums of what they changed."""
    ledger = lake.read("ledger", ["load_seq", "status", *_COUNTS])
    loaded = ledger.filter((pl.col("status") == "loaded") & (pl.col("load_seq") > load_seq))
    return {"files": loaded.height, **{name: int(loaded[name].sum()) for name in _COUNTS}}


def export_time(source: Source, file_name: str) -> datetime | None:
    """When the file was exported (UTC), as its name says by the source's pattern; None if it does not say."""
    if source.export_time is None:
        return None
    found = re.search(source.export_time.pattern, file_name)
    if found is None:
        return None
    text = found.group(1) if found.groups() else found.group(0)
    try:
        local = datetime.strptime(text, source.export_time.format)  # noqa: DTZ007 - the zone follows below
    except ValueError:
        return None
    aware = local if local.tzinfo else local.replace(tzinfo=source.zone)
    return aware.astimezone(UTC)


def ledger_row(outcome: FileOutcome, changes: RowChanges, source: Source, loaded_at: datetime) -> dict[str, object]:
    """The file's row of the ledger."""
    file = outcome.file
    return {
        "source": source.id,
        "load_seq": file.load_seq,
        "file_id": file.file_id,
        "file_name": file.file_name,
        "size_bytes": file.size_bytes,
        "reader": source.reader,
        "status": "loaded" if outcome.reason is None else "quarantined",
        "reason": outcome.reason,
        "export_time_utc": export_time(source, file.file_name),
        "rows_read": outcome.rows_read,
        "rows_loaded": outcome.rows_loaded,
        "rows_rejected": outcome.rows_rejected,
        "min_ts_utc": outcome.min_ts_utc,
        "max_ts_utc": outcome.max_ts_utc,
        "members": json.dumps(outcome.members),
        "touched_days": _as_json(outcome.touched_days),
        "loaded_at_utc": loaded_at,
        "read_seconds": outcome.read_seconds,
        "retracted_at_utc": None,
        "rows_new": changes.rows_new,
        "rows_repeated": changes.rows_repeated,
        "rows_changed": changes.rows_changed,
        "rows_superseded": changes.rows_superseded,
        "changed_days": _as_json(changes.days),
        "kept_from": None,
        "rows_expired": None,
        "rejected_rows_expired": None,
    }


def _as_json(days: set[date]) -> str:
    return json.dumps(sorted(day.isoformat() for day in days))
