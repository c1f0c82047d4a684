"""The Dagster code location: assembles what `orchestration.defs` builds; no asset, check or sensor is defined here."""

import dagster as dg

from orchestration.defs.automation import JOB_NAME, landing_sensor, schedules
from orchestration.defs.ingest.assets import ingest_assets
from orchestration.defs.publish.assets import PUBLISHED_KEY, failure_recorder, published_asset
from orchestration.defs.single_run import SoleRun
from orchestration.defs.transforms.assets import transform_assets
from orchestration.defs.transforms.configuration import configuration_asset
from orchestration.defs.transforms.dbt_process import guarded_dbt
from orchestration.defs.upkeep.assets import UPKEEP_GROUP, upkeep_assets, upkeep_job, upkeep_schedule
from orchestration.plant import Workspace
from orchestration.settings import Settings, load_settings


@dg.definitions
def defs() -> dg.Definitions:
    """Return the definitions of the workspace that MILLRACE_WORKSPACE names, else of ./data/demo."""
    return assemble(Workspace.resolve(None), load_settings())


def assemble(workspace: Workspace, settings: Settings) -> dg.Definitions:
    """Return everything Dagster shows for a workspace.

    Without a workspace (a fresh clone) the transforms load and nothing starts by itself; steps that are run then say
    what is missing.

    Raises:
        ConfigurationErrors: the workspace's files have errors; all of them are in the message.
    """
    plant = workspace.load() if (workspace.root / "plant.yaml").exists() else None
    transforms = transform_assets(workspace, plant)
    downstream = sorted([*transforms.keys, PUBLISHED_KEY])
    job = dg.define_asset_job(
        JOB_NAME,
        selection=dg.AssetSelection.all() - dg.AssetSelection.groups(UPKEEP_GROUP),
        description="Ingest what landed, rebuild the days it touches, check everything, publish if all checks pass.",
        executor_def=dg.in_process_executor,
        hooks={failure_recorder(workspace)},
    )
    return dg.Definitions(
        assets=[
            configuration_asset(workspace),
            *ingest_assets(workspace, plant.sources if plant else (), settings),
            transforms,
            published_asset(workspace),
            *upkeep_assets(workspace),
        ],
        jobs=[job, upkeep_job()],
        sensors=[landing_sensor(workspace, downstream, settings)] if plant else [],
        schedules=[upkeep_schedule(plant, settings), *schedules(workspace, plant, downstream, settings)]
        if plant
        else [],
        resources={
            "dbt": guarded_dbt(),
            "sole_run": SoleRun(workspace_root=str(workspace.root.absolute()), lock_wait_s=settings.lock_wait_s),
        },
        executor=dg.in_process_executor,
    )
