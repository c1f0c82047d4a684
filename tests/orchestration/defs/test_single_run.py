"""One run at a time, and a killed run never blocks the next."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

from orchestration.defs.dagster_home import prepare_dagster_home
from orchestration.defs.single_run import fail_dead_runs, sole_run
from orchestration.lake import WorkspaceBusyError, workspace_lock
from orchestration.plant import Workspace

LOG = dg.get_dagster_logger()

# A process that holds the workspace as a run does, until it is killed.
HOLDER = """
import sys, time
from pathlib import Path
import dagster as dg
from orchestration.defs.single_run import sole_run
from orchestration.plant import Workspace
workspace = Workspace(Path(sys.argv[1]))
with dg.DagsterInstance.get() as instance, sole_run(instance, workspace, sys.argv[2], dg.get_dagster_logger(), 0):
    instance.event_log_storage.claim_concurrency_slot("warehouse", sys.argv[2], "transforms")
    print("held", flush=True)
    time.sleep(300)
"""


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    for name in ("DAGSTER_HOME", "MILLRACE_WORKSPACE"):
        monkeypatch.setenv(name, "set by prepare_dagster_home, unset by pytest")
    workspace = Workspace(tmp_path)
    prepare_dagster_home(workspace)
    return workspace


@pytest.fixture
def instance(workspace: Workspace) -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.get() as instance:
        assert str(workspace.dagster_home) == os.environ["DAGSTER_HOME"]
        yield instance


def started_run(instance: dg.DagsterInstance) -> str:
    @dg.job
    def main() -> None:
        pass

    return instance.create_run_for_job(main, status=dg.DagsterRunStatus.STARTED).run_id


@pytest.fixture
def killed_run(workspace: Workspace, instance: dg.DagsterInstance) -> str:
    run_id = started_run(instance)
    instance.event_log_storage.set_concurrency_slots("warehouse", 1)
    command = [sys.executable, "-c", HOLDER, str(workspace.root), run_id]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(WorkspaceBusyError, match="in use"), workspace_lock(workspace):
            pass
        holder.send_signal(signal.SIGKILL)
    return run_id


def status_of(instance: dg.DagsterInstance, run_id: str) -> dg.DagsterRunStatus:
    run = instance.get_run_by_id(run_id)
    assert run is not None
    return run.status


def test_a_killed_run_frees_the_lock_its_slot_and_its_name(
    workspace: Workspace, instance: dg.DagsterInstance, killed_run: str
) -> None:
    assert instance.event_log_storage.get_concurrency_info("warehouse").active_slot_count == 1
    with sole_run(instance, workspace, "next", LOG, 0):
        assert status_of(instance, killed_run) == dg.DagsterRunStatus.FAILURE
        assert instance.event_log_storage.get_concurrency_info("warehouse").active_slot_count == 0


def test_a_run_that_lives_and_waits_is_left_alone(workspace: Workspace, instance: dg.DagsterInstance) -> None:
    waiting = started_run(instance)
    with sole_run(instance, workspace, waiting, LOG, 0):
        assert fail_dead_runs(instance, workspace, "another") == []
    assert status_of(instance, waiting) == dg.DagsterRunStatus.STARTED


def test_a_run_that_has_just_been_launched_is_left_alone(workspace: Workspace, instance: dg.DagsterInstance) -> None:
    launched = started_run(instance)
    assert fail_dead_runs(instance, workspace) == []
    assert status_of(instance, launched) == dg.DagsterRunStatus.STARTED


def test_a_second_run_is_told_who_is_at_work(workspace: Workspace, instance: dg.DagsterInstance) -> None:
    run_id = started_run(instance)
    command = [sys.executable, "-c", HOLDER, str(workspace.root), run_id]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        try:
            with (
                pytest.raises(dg.Failure, match=f"in use by process {holder.pid}"),
                sole_run(instance, workspace, "second", LOG, 0.2),
            ):
                pass
        finally:
            holder.kill()
