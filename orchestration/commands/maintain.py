"""`millrace maintain`: the lake's upkeep without Dagster, for those who have a cron job."""

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from orchestration.commands.terminal import foreseen, open_plant, say
from orchestration.lake import apply_retention, compact, vacuum


def maintain_lake(option: Path | None, wait_s: float) -> dict[str, Any]:
    """Apply the retention, compact, vacuum; return what each did. Runs may go between the days of a compaction.

    Raises:
        CommandFailedError: another process holds the workspace for longer than `wait_s` seconds.
    """
    workspace, plant = open_plant(option)
    with foreseen():
        retained = apply_retention(workspace, plant, datetime.now(UTC).date(), wait_s)
        say(
            f"Retention: {retained.samples:,} samples, {retained.rejected_rows:,} rejected rows and "
            f"{retained.archived_files:,} archived files deleted."
        )
        if retained.held_back is not None:
            say(f"Held back: {retained.held_back}")
        compaction = compact(workspace, wait_s)
        say(
            f"Compaction: {compaction.days:,} days in order, {compaction.files_before:,} files became "
            f"{compaction.files_after:,}, {compaction.bytes_before / 1e6:,.1f} MB became "
            f"{compaction.bytes_after / 1e6:,.1f} MB, in {compaction.seconds:.1f} s."
        )
        removed = vacuum(workspace, plant.lake.vacuum_after_days, wait_s)
        say(f"Vacuum: {len(removed):,} files removed.")
    return {"retention": asdict(retained), "compaction": asdict(compaction), "vacuum": {"files_removed": len(removed)}}
