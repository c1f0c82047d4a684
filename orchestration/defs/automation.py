"""What starts runs: the job `main`, the landing sensor, and the daily schedules.

All ask `run_plan` whether there is anything to do. Not here: what a run does.
"""

from datetime import UTC, datetime

import dagster as dg
from dagster import DefaultScheduleStatus, DefaultSensorStatus

from orchestration.defs.run_plan import RunPlan, plan_run
from orchestration.defs.single_run import fail_dead_runs
from orchestration.defs.transforms.translator import ingest_key
from orchestration.lake import WorkspaceBusyError, lock_holder, workspace_lock
from orchestration.plant import Plant, Workspace
from orchestration.pulls import due_pulls
from orchestration.settings import Settings

JOB_NAME = "main"
_UNDER_WAY = [
    dg.DagsterRunStatus.QUEUED,
    dg.DagsterRunStatus.NOT_STARTED,
    dg.DagsterRunStatus.STARTING,
    dg.DagsterRunStatus.STARTED,
    dg.DagsterRunStatus.CANCELING,
]


def run_tags(plan: RunPlan) -> dict[str, str]:
    """Return a run's tags: why it was started, and the production day that Dagster is told beforehand."""
    return {
        "dagster/asset_partition_range_start": plan.day.isoformat(),
        "dagster/asset_partition_range_end": plan.day.isoformat(),
        "millrace/why": "; ".join(plan.reasons)[:250],
    }


def assets_of(plan: RunPlan, downstream: list[dg.AssetKey]) -> list[dg.AssetKey]:
    """Return what a run of this plan makes: the sources with waiting files, and everything downstream.

    Sources without are left out, so that their freshness in Dagster says when they last had something.
    """
    return [*(ingest_key(source) for source in plan.sources), *downstream]


def _request(
    workspace: Workspace, instance: dg.DagsterInstance, downstream: list[dg.AssetKey]
) -> dg.RunRequest | dg.SkipReason:
    try:
        with workspace_lock(workspace):
            fail_dead_runs(instance, workspace)
    except WorkspaceBusyError:
        return dg.SkipReason(f"The workspace is in use by {lock_holder(workspace)}.")
    under_way = instance.get_run_records(dg.RunsFilter(statuses=_UNDER_WAY), limit=1)
    if under_way:
        return dg.SkipReason(f"Run {under_way[0].dagster_run.run_id[:8]} is under way.")
    plant = workspace.load()
    due = due_pulls(workspace, plant)
    plan = plan_run(workspace, plant)
    if plan is not None:
        assets = assets_of(plan, downstream)
        pulled = [key for source in due if (key := ingest_key(source)) not in assets]
        return dg.RunRequest(run_key=plan.key, tags=run_tags(plan), asset_selection=[*pulled, *assets])
    if due:
        # What they bring starts a run of its own: a pull that finds nothing starts no transform.
        why = {"millrace/why": f"the pull of {', '.join(due)} is due"[:250]}
        now = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
        assets = [ingest_key(source) for source in due]
        return dg.RunRequest(run_key=f"pull-{now}", tags=why, asset_selection=assets)
    return dg.SkipReason("Nothing new: all that landed is published.")


def landing_sensor(workspace: Workspace, downstream: list[dg.AssetKey], settings: Settings) -> dg.SensorDefinition:
    """Return the sensor that starts a run when files landed, or something else makes the published figures old."""

    @dg.sensor(
        name="landing",
        job_name=JOB_NAME,
        minimum_interval_seconds=settings.sensor_interval_s,
        default_status=DefaultSensorStatus.RUNNING,
        description="Starts a run when a file landed, a pull is due or the configuration changed; one at a time.",
    )
    def landing(context: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
        return _request(workspace, context.instance, downstream)

    return landing


def schedules(
    workspace: Workspace, plant: Plant, downstream: list[dg.AssetKey], settings: Settings
) -> list[dg.ScheduleDefinition]:
    """Return a daily schedule for each site's start of the production day, and the installation's own if it has one."""
    timed: dict[str, tuple[str, str]] = {}
    for site in plant.sites:
        minutes = (site.day_start + settings.schedule_delay_min) % (24 * 60)
        timed[f"after_day_start_{site.id.replace('-', '_')}"] = (
            f"{minutes % 60} {minutes // 60} * * *",
            site.time_zone,
        )
    if settings.schedule_cron:
        timed["own"] = (settings.schedule_cron, "UTC")
    return [_schedule(workspace, downstream, name, cron, zone) for name, (cron, zone) in timed.items()]


def _schedule(
    workspace: Workspace, downstream: list[dg.AssetKey], name: str, cron: str, zone: str
) -> dg.ScheduleDefinition:
    @dg.schedule(
        name=name,
        job_name=JOB_NAME,
        cron_schedule=cron,
        execution_timezone=zone,
        default_status=DefaultScheduleStatus.RUNNING,
        description=f"Runs {JOB_NAME} at {cron} ({zone}) if there is anything new, should the sensor be off.",
    )
    def scheduled(context: dg.ScheduleEvaluationContext) -> dg.RunRequest | dg.SkipReason:
        return _request(workspace, context.instance, downstream)

    return scheduled
