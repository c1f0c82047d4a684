"""The lake's upkeep in Dagster: a job and a schedule of its own, and nothing of it is a reason to rebuild figures."""

import os
from datetime import UTC, date, datetime

import dagster as dg
import pytest

from orchestration.defs import run_plan
from orchestration.defs.publish.contents import Publication
from orchestration.defs.run_plan import plan_run, read_ledger
from orchestration.defs.single_run import SoleRun
from orchestration.defs.transforms.window import (
    SamplesExpiredError,
    TransformState,
    last_loads,
    new_rows,
    read_state,
    write_state,
)
from orchestration.defs.upkeep.assets import UPKEEP_JOB, upkeep_assets, upkeep_job, upkeep_schedule
from orchestration.lake import Lake, apply_retention, compact, ingest_source
from orchestration.plant import Workspace, configuration_hash
from orchestration.settings import Settings, code_version

FINISHED = datetime(2026, 11, 2, 6, tzinfo=UTC)


@pytest.fixture
def loaded(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A workspace with one file loaded, and figures published of it."""
    plant = workspace.load()
    source = next(source for source in plant.sources if source.produces == ("samples",))
    folder = workspace.landing / source.id
    folder.mkdir(parents=True, exist_ok=True)
    lines = [f"B,{plant.history_start} 12:00:0{second},1,Good" for second in range(5)]
    (folder / "a.csv").write_text("\n".join(["tag,time,value,quality", *lines, ""]))
    os.utime(folder / "a.csv", (0, 0))
    assert ingest_source(workspace, plant, source).rows_loaded == 5
    workspace.warehouse.mkdir(exist_ok=True)
    workspace.build_db.touch()
    loads = last_loads(read_ledger(workspace))
    made_of = code_version(), configuration_hash(plant), workspace.lake_uri, loads
    write_state(workspace, TransformState(*made_of, date(2026, 11, 1), [], FINISHED))
    publication = Publication("v", FINISHED, code_version(), configuration_hash(plant), "", None, None, 0, 0)
    monkeypatch.setattr(run_plan, "read_publication", lambda _: publication)
    assert plan_run(workspace, plant) is None
    return workspace


def test_the_job_keeps_the_lake_and_says_what_it_did(loaded: Workspace) -> None:
    definitions = dg.Definitions(
        assets=upkeep_assets(loaded),
        jobs=[upkeep_job()],
        resources={"sole_run": SoleRun(workspace_root=str(loaded.root), lock_wait_s=1)},
    )
    with dg.DagsterInstance.ephemeral() as instance:
        result = definitions.resolve_job_def(UPKEEP_JOB).execute_in_process(instance=instance)
    assert result.success
    made = {
        event.asset_key.to_user_string(): event
        for event in result.get_asset_materialization_events()
        if event.asset_key
    }
    assert list(made) == ["lake/retained", "lake/compacted", "lake/vacuumed"]
    compacted = made["lake/compacted"].step_materialization_data.materialization.metadata
    assert (compacted["days"].value, compacted["files before"].value, compacted["files after"].value) == (1, 1, 1)
    assert made["lake/vacuumed"].step_materialization_data.materialization.metadata["files of samples"].value == 1


def test_a_compacted_lake_is_no_reason_to_run(loaded: Workspace) -> None:
    plant, state = loaded.load(), read_state(loaded)
    assert state is not None
    assert compact(loaded).days == 1
    assert plan_run(loaded, plant) is None
    rows = new_rows(plant, read_ledger(loaded), state)
    assert (rows.sample_days, rows.landed_days, rows.tables) == ({}, {}, [])


def test_history_cannot_begin_before_what_retention_left(loaded: Workspace) -> None:
    plant = loaded.load()
    later = plant.model_copy(update={"history_start": date(2028, 1, 1)})
    policy = later.lake.model_copy(update={"retention": later.lake.retention.model_copy(update={"samples_days": 1})})
    assert apply_retention(loaded, later.model_copy(update={"lake": policy}), date(2028, 6, 1)).samples == 5
    plan_run(loaded, later)
    with pytest.raises(SamplesExpiredError, match="Write history_start: 2028-01-01 or later"):
        plan_run(loaded, plant)
    assert Lake(loaded.lake_uri).read("samples").is_empty()


def test_the_schedule_is_by_the_site_s_clock_and_can_be_set(workspace: Workspace) -> None:
    plant = workspace.load()
    schedule = upkeep_schedule(plant, Settings(upkeep_cron="15 4 * * 0"))
    assert (schedule.cron_schedule, schedule.execution_timezone) == ("15 4 * * 0", plant.sites[0].time_zone)
    assert schedule.job_name == UPKEEP_JOB
