"""Retention: what the plant's policy keeps no longer leaves the lake, and the ledger says what and from when on.

Samples that figures are made of never go: figures begin at `history_start`, and what lies less than `CONTEXT_DAYS`
before it tells in which state it began. Whoever wants to let go of older ones moves `history_start` first, which is a
change of the configuration and published as one.

The protocol, under the workspace lock, is that of retractions: intent with all that will be written, delete, ledger,
forget the intent. Each step done again changes nothing. Files of the archive go one by one, by the ledger's word alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
from deltalake import CommitProperties, WriterProperties

from orchestration.duckdb_text import literal
from orchestration.lake.durable import write_atomically
from orchestration.lake.lock import workspace_lock
from orchestration.lake.reading import LOGGER
from orchestration.lake.store import Lake

if TYPE_CHECKING:
    from orchestration.plant import Plant, Workspace

CONTEXT_DAYS = 35
"""Samples of so many days before `history_start` stay: states that began before it, and the 28 days costs look back."""

_NOTED = CommitProperties(custom_metadata={"userName": "millrace", "reason": "retention"})
_LEDGER = [
    *("source", "load_seq", "file_id", "status", "loaded_at_utc", "rows_rejected", "kept_from"),
    *("rows_expired", "rejected_rows_expired"),
]


@dataclass
class Retained:
    """What retention did: samples and rejected rows deleted, archived files and their bytes; and what keeps it back.

    `held_back` says, where the policy would delete samples that figures are made of, what to do about it.
    """

    samples: int = 0
    rejected_rows: int = 0
    archived_files: int = 0
    archived_bytes: int = 0
    held_back: str | None = None


@dataclass(frozen=True)
class _Deletion:
    """What is deleted of one table and one source: how many rows, and by load what the ledger says afterwards."""

    table: str
    source: str
    condition: str
    rows: int
    kept_from: str | None
    expired: dict[str, int] = field(default_factory=dict)


def apply_retention(workspace: Workspace, plant: Plant, today: date, lock_wait_s: float = 0.0) -> Retained:
    """Delete what the plant's retention keeps no longer, as of `today` (UTC).

    Raises:
        WorkspaceBusyError: another process holds the workspace for longer than `lock_wait_s` seconds.
    """
    policy, done = plant.lake.retention, Retained()
    with workspace_lock(workspace, lock_wait_s):
        lake = Lake(workspace.lake_uri)
        lake.create_tables()
        finish_open_retention(workspace, lake)
        deletions: list[_Deletion] = []
        if policy.samples_days is not None:
            wanted = today - timedelta(days=policy.samples_days)
            kept_from = min(wanted, first_needed_day(plant))
            deletions += _of_samples(lake, kept_from)
            done.held_back = _held_back(lake, plant, wanted)
        if policy.rejected_rows_days is not None:
            deletions += _of_rejected_rows(lake, today - timedelta(days=policy.rejected_rows_days))
        if deletions:
            write_atomically(_intent_path(workspace), json.dumps([asdict(deletion) for deletion in deletions]))
            _finish(workspace, lake, deletions)
            done.samples = sum(deletion.rows for deletion in deletions if deletion.table == "samples")
            done.rejected_rows = sum(deletion.rows for deletion in deletions if deletion.table == "rejected_rows")
        if policy.archive_days is not None:
            for file in _of_archive(workspace, lake, today - timedelta(days=policy.archive_days)):
                done.archived_files += 1
                done.archived_bytes += file.stat().st_size
                file.unlink()
    return done


def finish_open_retention(workspace: Workspace, lake: Lake) -> None:
    """Finish what a kill left unfinished; call it holding the workspace lock."""
    try:
        content = json.loads(_intent_path(workspace).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return
    LOGGER.info("Finishing a retention that an earlier run left open.")
    _finish(workspace, lake, [_Deletion(**deletion) for deletion in content])


def first_needed_day(plant: Plant) -> date:
    """The first day (UTC) whose samples figures are made of."""
    return plant.history_start - timedelta(days=CONTEXT_DAYS)


def _intent_path(workspace: Workspace) -> Path:
    return workspace.archive / ".retention.json"


def _days_of_samples(lake: Lake) -> pl.DataFrame:
    files = pl.DataFrame(lake.table("samples").get_add_actions(flatten=True))
    if files.is_empty():
        return pl.DataFrame(schema={"source": pl.String, "day_utc": pl.Date})
    return files.select(source="partition.source", day_utc=pl.col("partition.day_utc").cast(pl.Date)).unique()


def _of_samples(lake: Lake, kept_from: date) -> Iterator[_Deletion]:
    ledger = lake.read("ledger", _LEDGER)
    for source in _days_of_samples(lake).filter(pl.col("day_utc") < kept_from)["source"].unique().sort():
        rows = (
            pl.scan_delta(lake.table("samples"))
            .filter((pl.col("source") == source) & (pl.col("day_utc") < kept_from))
            .group_by("load_seq")
            .len("rows")
            .collect(engine="streaming")
        )
        gone_before = pl.col("rows_expired").fill_null(0)
        expired = rows.join(ledger, on="load_seq").select("load_seq", gone_before + pl.col("rows"))
        condition = f"source = {literal(source)} and day_utc < '{kept_from}'"
        yield _Deletion("samples", source, condition, int(rows["rows"].sum()), kept_from.isoformat(), _by_load(expired))


def _of_rejected_rows(lake: Lake, loaded_from: date) -> Iterator[_Deletion]:
    before = datetime(loaded_from.year, loaded_from.month, loaded_from.day, tzinfo=UTC)
    is_old = (pl.col("loaded_at_utc") < before) & (pl.col("rows_rejected") > 0) & (pl.col("status") != "quarantined")
    old = lake.read("ledger", _LEDGER).filter(is_old & pl.col("rejected_rows_expired").is_null())
    for (source,), loads in old.group_by("source", maintain_order=True):
        numbers = ", ".join(map(str, loads["load_seq"]))
        condition = f"source = {literal(str(source))} and load_seq in ({numbers})"
        expired = _by_load(loads.select("load_seq", "rows_rejected"))
        yield _Deletion("rejected_rows", str(source), condition, int(loads["rows_rejected"].sum()), None, expired)


def _by_load(expired: pl.DataFrame) -> dict[str, int]:
    return {str(load_seq): rows for load_seq, rows in expired.iter_rows()}


def _finish(workspace: Workspace, lake: Lake, deletions: list[_Deletion]) -> None:
    """Carry out what the intent says."""
    for deletion in deletions:
        lake.table(deletion.table).delete(
            deletion.condition, writer_properties=WriterProperties(compression="ZSTD"), commit_properties=_NOTED
        )
        _note(lake, deletion)
    _intent_path(workspace).unlink(missing_ok=True)


def _note(lake: Lake, deletion: _Deletion) -> None:
    column = "rows_expired" if deletion.table == "samples" else "rejected_rows_expired"
    loads = {"load_seq": [int(load_seq) for load_seq in deletion.expired], "rows": list(deletion.expired.values())}
    frame = pl.DataFrame(loads, schema={"load_seq": pl.Int64, "rows": pl.Int64})
    updates = {column: "gone.rows"}
    if deletion.kept_from is not None:
        updates["kept_from"] = f"cast('{deletion.kept_from}' as date)"
    (
        lake.table("ledger")
        .merge(
            frame.to_arrow(),
            predicate=f"kept.source = {literal(deletion.source)} and kept.load_seq = gone.load_seq",
            source_alias="gone",
            target_alias="kept",
            commit_properties=_NOTED,
        )
        .when_matched_update(updates)
        .execute()
    )


def _held_back(lake: Lake, plant: Plant, wanted: date) -> str | None:
    needed = first_needed_day(plant)
    waiting = _days_of_samples(lake).filter((pl.col("day_utc") >= needed) & (pl.col("day_utc") < wanted))
    if waiting.is_empty():
        return None
    start = wanted + timedelta(days=CONTEXT_DAYS)
    return (
        f"samples from {min(waiting['day_utc'].to_list())} on are older than samples_days: "
        f"{plant.lake.retention.samples_days}, but figures from history_start {plant.history_start} on are made of "
        f"them and they stay. To let them go, set history_start to {start}: figures of before leave the published "
        "tables, and what was published of them stays in meta.kpi_history."
    )


def _of_archive(workspace: Workspace, lake: Lake, loaded_from: date) -> Iterator[Path]:
    """Archived files of loads before a day; what was loaded again since stays."""
    before = datetime(loaded_from.year, loaded_from.month, loaded_from.day, tzinfo=UTC)
    ledger = lake.read("ledger", _LEDGER).filter(pl.col("status") != "quarantined")
    newest = ledger.group_by("source", "file_id").agg(pl.col("loaded_at_utc").max())
    for source, file_id, _ in newest.filter(pl.col("loaded_at_utc") < before).iter_rows():
        yield from (workspace.archive / source / file_id[:2]).glob(f"{file_id}-*")
