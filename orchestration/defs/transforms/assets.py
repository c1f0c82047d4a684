"""The dbt project as Dagster assets: one dbt process a run, over the days that new data touches.

Which days those are is decided in `rebuild`; how a model looks in Dagster, in `translator`.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import dagster as dg
from dagster_dbt import dbt_assets
from dagster_dbt.errors import DagsterDbtCliRuntimeError

from orchestration.defs.publish.checks import checks_from_dbt, dbt_tests, record_checks
from orchestration.defs.transforms.dbt_process import GuardedDbt
from orchestration.defs.transforms.dbt_project import (
    dbt_environment,
    environment,
    failure_sentence,
    load_manifest,
    read_run_results,
    target_folder,
)
from orchestration.defs.transforms.rebuild import Rebuild, plan_rebuild
from orchestration.defs.transforms.translator import PlantTranslator
from orchestration.defs.transforms.window import begin, write_state
from orchestration.plant import Plant, Workspace

WAREHOUSE_POOL = "warehouse"
_REPORTED_DAYS = 92


def production_day_partitions(plant: Plant | None) -> dg.DailyPartitionsDefinition:
    """Return one partition a production day, from the start of the history to today inclusive.

    Today is that of the site furthest east, so that every site's production day has its partition when it begins.
    """
    if plant is None:
        return dg.DailyPartitionsDefinition(start_date="2026-01-01", end_offset=1)
    january = datetime(2026, 1, 1)  # noqa: DTZ001 - each zone's own, to compare them
    east = max((site.zone for site in plant.sites), key=lambda zone: _offset(january, zone))
    return dg.DailyPartitionsDefinition(start_date=plant.history_start.isoformat(), timezone=east.key, end_offset=1)


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta:
    return moment.replace(tzinfo=zone).utcoffset() or timedelta()


def transform_assets(workspace: Workspace, plant: Plant | None) -> dg.AssetsDefinition:
    """Return the dbt models as assets, their tests as asset checks (blocking where of severity 'error')."""
    manifest = load_manifest(workspace)
    production_days = production_day_partitions(plant)

    @dbt_assets(
        manifest=manifest,
        name="transforms",
        dagster_dbt_translator=PlantTranslator(plant, production_days),
        backfill_policy=dg.BackfillPolicy.single_run(),
        pool=WAREHOUSE_POOL,
        required_resource_keys={"sole_run", "dbt"},
    )
    def transforms(context: dg.AssetExecutionContext) -> Iterator[Any]:
        dbt: GuardedDbt = context.resources.dbt
        rebuild = plan_rebuild(workspace, _requested_dates(context))
        context.log.info(f"Rebuilding {rebuild.from_date} to {rebuild.to_date}: {rebuild.reason}.")
        begin(workspace, rebuild.state_before, rebuild.spans)
        # Left over from the run before, they would be taken for this one's.
        with suppress(FileNotFoundError):
            (target_folder(workspace) / "run_results.json").unlink()
        try:
            with environment(dbt_environment(workspace)):
                invocation = dbt.cli(_dbt_arguments(rebuild), context=context, target_path=target_folder(workspace))
            yield from invocation.stream()
        except DagsterDbtCliRuntimeError as error:
            raise dg.Failure(failure_sentence(read_run_results(workspace), str(error))) from error
        finally:
            _record(workspace, manifest)
        if not context.is_subset:
            write_state(workspace, replace(rebuild.state_after, finished_at_utc=datetime.now(UTC)))
        _report_new_days(context, rebuild)

    return transforms


def _report_new_days(context: dg.AssetExecutionContext, rebuild: Rebuild) -> None:
    """Tell Dagster of the rebuilt production days that it does not know yet.

    An event takes Dagster some 10 ms, one a model and day: so of a long history only the newest days are told.
    """
    for key in sorted(context.selected_asset_keys):
        if context.assets_def.get_asset_spec(key).partitions_def is None:
            continue
        known = context.instance.get_materialized_partitions(key)
        first = max(rebuild.from_date, rebuild.to_date - timedelta(days=_REPORTED_DAYS - 1))
        for offset in range((rebuild.to_date - first).days + 1):
            day = (first + timedelta(days=offset)).isoformat()
            if day not in known:
                context.log_event(dg.AssetMaterialization(key, partition=day))


def _requested_dates(context: dg.AssetExecutionContext) -> tuple[date, date] | None:
    if not context.has_partition_key and not context.has_partition_key_range:
        return None
    asked = context.partition_key_range
    return date.fromisoformat(asked.start), date.fromisoformat(asked.end)


def _dbt_arguments(rebuild: Rebuild) -> list[str]:
    everything = ["--full-refresh"] if rebuild.spans is None else []
    # Unit tests judge the code, not the data: they run in the project's tests.
    return ["build", "--exclude-resource-type", "unit_test", *everything]


def _record(workspace: Workspace, manifest: Mapping[str, Any]) -> None:
    results = read_run_results(workspace)
    if results is not None:
        record_checks(workspace, checks_from_dbt(results, manifest), dbt_tests(manifest))
