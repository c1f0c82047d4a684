"""The assets that keep the lake, their job and their schedule. How each is done is `orchestration.lake`'s.

They change no figure, so they are no part of the job `main`, and it is none of its reasons to run.
"""

import time
from datetime import UTC, datetime

import dagster as dg
from dagster import DefaultScheduleStatus
from dagster._core.definitions.unresolved_asset_job_definition import UnresolvedAssetJobDefinition

from orchestration.defs.transforms.translator import OWNER
from orchestration.lake import Compaction, Lake, Retained, apply_retention, compact, vacuum
from orchestration.plant import Plant, Workspace
from orchestration.settings import Settings

UPKEEP_GROUP = "lake_upkeep"
UPKEEP_JOB = "lake_upkeep"
# Runs wait meanwhile; what is left over is done the next time.
COMPACTION_BUDGET_S = 1800.0

_Metadata = dict[str, int | float | str]

RETAINED, COMPACTED, VACUUMED = (dg.AssetKey(["lake", name]) for name in ("retained", "compacted", "vacuumed"))


def upkeep_assets(workspace: Workspace) -> list[dg.AssetsDefinition]:
    """Return the three assets, in the order in which a run makes them."""

    @dg.asset(
        key=RETAINED,
        group_name=UPKEEP_GROUP,
        kinds={"delta"},
        owners=[OWNER],
        description="Deletes what plant.yaml's lake.retention keeps no longer: samples, rejected rows, archived files.",
        required_resource_keys={"sole_run"},
    )
    def retained(context: dg.AssetExecutionContext) -> dg.MaterializeResult[None]:
        done = apply_retention(workspace, workspace.load(), datetime.now(UTC).date())
        if done.held_back is not None:
            context.log.warning(f"Retention: {done.held_back}")
        return dg.MaterializeResult(metadata=_retained(done))

    @dg.asset(
        key=COMPACTED,
        group_name=UPKEEP_GROUP,
        kinds={"delta", "duckdb"},
        owners=[OWNER],
        description="Writes days that got many files, or are not in order yet, as one file sorted by tag and time.",
        deps=[RETAINED],
        required_resource_keys={"sole_run"},
    )
    def compacted(context: dg.AssetExecutionContext) -> dg.MaterializeResult[None]:
        done = compact(workspace, budget_s=COMPACTION_BUDGET_S)
        context.log.info(f"{done.days} days in order, {done.days_left} left for the next time, {done.seconds:.1f} s.")
        return dg.MaterializeResult(metadata=_compacted(done))

    @dg.asset(
        key=VACUUMED,
        group_name=UPKEEP_GROUP,
        kinds={"delta"},
        owners=[OWNER],
        description="Removes files that no table names, once they are lake.vacuum_after_days old; shortens the logs.",
        deps=[COMPACTED],
        required_resource_keys={"sole_run"},
    )
    def vacuumed(context: dg.AssetExecutionContext) -> dg.MaterializeResult[None]:
        started = time.perf_counter()
        removed = vacuum(workspace, workspace.load().lake.vacuum_after_days)
        context.log.info(f"{len(removed)} files removed.")
        seconds = round(time.perf_counter() - started, 1)
        return dg.MaterializeResult(metadata={"files removed": len(removed), "seconds": seconds, **_sizes(workspace)})

    return [retained, compacted, vacuumed]


def upkeep_job() -> UnresolvedAssetJobDefinition:
    """Return the job that makes the three."""
    return dg.define_asset_job(
        UPKEEP_JOB,
        selection=dg.AssetSelection.groups(UPKEEP_GROUP),
        description="Keep the lake: retention, compaction, vacuum. No figure changes, no transform runs.",
        executor_def=dg.in_process_executor,
    )


def upkeep_schedule(plant: Plant, settings: Settings) -> dg.ScheduleDefinition:
    """Return the schedule of the job, by the clock of the plant's first site."""
    zone = plant.sites[0].time_zone
    return dg.ScheduleDefinition(
        name="lake_upkeep",
        job_name=UPKEEP_JOB,
        cron_schedule=settings.upkeep_cron,
        execution_timezone=zone,
        default_status=DefaultScheduleStatus.RUNNING,
        description=f"Keeps the lake at {settings.upkeep_cron} ({zone}).",
    )


def _retained(done: Retained) -> _Metadata:
    told: _Metadata = {
        "samples deleted": done.samples,
        "rejected rows deleted": done.rejected_rows,
        "archived files deleted": done.archived_files,
        "archived bytes deleted": done.archived_bytes,
    }
    return told if done.held_back is None else {**told, "held back": done.held_back}


def _compacted(done: Compaction) -> _Metadata:
    return {
        "days": done.days,
        "days left": done.days_left,
        "files before": done.files_before,
        "files after": done.files_after,
        "bytes before": done.bytes_before,
        "bytes after": done.bytes_after,
        "seconds": round(done.seconds, 1),
    }


def _sizes(workspace: Workspace) -> _Metadata:
    files = Lake(workspace.lake_uri).table("samples").get_add_actions(flatten=True)
    sizes = files.column("size_bytes").to_pylist()
    return {
        "files of samples": len(sizes),
        "bytes of samples": sum(sizes),
    }
