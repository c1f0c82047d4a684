"""The landing sensor and the schedules: when they start a run, and when they say why not."""

import threading
from collections.abc import Iterator
from datetime import date

import dagster as dg
import pytest

from orchestration.defs import automation
from orchestration.defs.automation import landing_sensor, schedules
from orchestration.defs.run_plan import RunPlan
from orchestration.lake import workspace_lock
from orchestration.plant import Workspace
from orchestration.settings import Settings

DOWNSTREAM = [dg.AssetKey(["marts", "oee_by_day"]), dg.AssetKey(["published"])]
PLAN = RunPlan(["1 file(s) of historian"], ["historian"], date(2026, 11, 1), "abc")


@pytest.fixture
def instance() -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.ephemeral() as instance:
        yield instance


def tick(workspace: Workspace, instance: dg.DagsterInstance) -> dg.RunRequest | dg.SkipReason:
    sensor = landing_sensor(workspace, DOWNSTREAM, Settings())
    result = sensor(dg.build_sensor_context(instance=instance))
    assert isinstance(result, dg.RunRequest | dg.SkipReason)
    return result


def skip_message(result: dg.RunRequest | dg.SkipReason) -> str:
    assert isinstance(result, dg.SkipReason)
    return result.skip_message or ""


def test_a_landed_file_starts_one_run_for_its_source_and_all_downstream(
    workspace: Workspace, instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(automation, "plan_run", lambda *_: PLAN)
    request = tick(workspace, instance)
    assert isinstance(request, dg.RunRequest)
    assert request.run_key == "abc"
    assert request.asset_selection == [dg.AssetKey(["ingest", "historian"]), *DOWNSTREAM]
    assert request.tags["dagster/asset_partition_range_start"] == "2026-11-01"
    assert request.tags["dagster/asset_partition_range_end"] == "2026-11-01"
    assert request.tags["millrace/why"] == "1 file(s) of historian"


def test_nothing_new_is_said(
    workspace: Workspace, instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(automation, "plan_run", lambda *_: None)
    assert "Nothing new" in skip_message(tick(workspace, instance))


def test_no_run_is_started_while_one_is_under_way(
    workspace: Workspace, instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    @dg.job
    def main() -> None:
        pass

    monkeypatch.setattr(automation, "plan_run", lambda *_: PLAN)
    run_id = instance.create_run_for_job(main, status=dg.DagsterRunStatus.STARTED).run_id
    assert skip_message(tick(workspace, instance)) == f"Run {run_id[:8]} is under way."


def test_no_run_is_started_while_the_workspace_is_in_use(workspace: Workspace, instance: dg.DagsterInstance) -> None:
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with workspace_lock(workspace):
            held.set()
            done.wait(10)

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait(10)
    try:
        assert "in use by process" in skip_message(tick(workspace, instance))
    finally:
        done.set()
        holder.join()


def test_each_site_has_a_schedule_after_its_day_starts_in_its_own_zone(workspace: Workspace) -> None:
    plant = workspace.load()
    site = plant.sites[0].model_copy(update={"id": "south-1", "time_zone": "Asia/Kolkata", "day_start": 23 * 60 + 50})
    made = schedules(
        workspace,
        plant.model_copy(update={"sites": (site,)}),
        DOWNSTREAM,
        Settings(schedule_cron="0 * * * *"),
    )
    assert [(schedule.name, schedule.cron_schedule, schedule.execution_timezone) for schedule in made] == [
        ("after_day_start_south_1", "5 0 * * *", "Asia/Kolkata"),
        ("own", "0 * * * *", "UTC"),
    ]


def test_a_due_pull_starts_a_run_of_its_source_alone(
    workspace: Workspace, instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(automation, "plan_run", lambda *_: None)
    monkeypatch.setattr(automation, "due_pulls", lambda *_: ["historian"])
    request = tick(workspace, instance)
    assert isinstance(request, dg.RunRequest)
    assert request.asset_selection == [dg.AssetKey(["ingest", "historian"])]
    assert request.tags == {"millrace/why": "the pull of historian is due"}


def test_a_due_pull_goes_along_with_a_run_that_starts_anyhow(
    workspace: Workspace, instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(automation, "plan_run", lambda *_: PLAN)
    monkeypatch.setattr(automation, "due_pulls", lambda *_: ["historian", "other"])
    request = tick(workspace, instance)
    assert isinstance(request, dg.RunRequest)
    assert request.asset_selection == [
        dg.AssetKey(["ingest", "other"]),
        dg.AssetKey(["ingest", "historian"]),
        *DOWNSTREAM,
    ]
