"""One run at a time: the workspace's lock as a Dagster resource, and what dead runs left behind.

The lock is the operating system's, freed by death. Dagster's own record of a killed run is not: it stays "started"
and keeps its pool slot. So the next run, once it holds the lock, marks dead runs as failed and frees their slots.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import time

import dagster as dg
from filelock import FileLock, Timeout

from orchestration.lake import (
    Lake,
    WorkspaceBusyError,
    finish_open_retention,
    finish_open_retraction,
    lock_holder,
    workspace_lock,
)
from orchestration.plant import Workspace

_UNDER_WAY = [dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.CANCELING]
# From a run's launch to the first thing that it does here; importing the definitions takes seconds.
_START_GRACE_S = 300.0


def _life_sign(workspace: Workspace, run_id: str) -> Path:
    return workspace.dagster_home / "alive" / f"{run_id}.lock"


def _is_alive(workspace: Workspace, run_id: str) -> bool | None:
    """Return whether the process of a run lives; None when it never got as far as saying so."""
    path = _life_sign(workspace, run_id)
    if not path.exists():
        return None
    try:
        with FileLock(path, timeout=0):
            return False
    except Timeout:
        return True


def fail_dead_runs(instance: dg.DagsterInstance, workspace: Workspace, own_run_id: str | None = None) -> list[str]:
    """Mark runs whose process is gone as failed and free their pool slots; return their ids."""
    dead = []
    for record in instance.get_run_records(dg.RunsFilter(statuses=_UNDER_WAY)):
        run = record.dagster_run
        if run.run_id == own_run_id:
            continue
        alive = _is_alive(workspace, run.run_id)
        began = record.start_time or record.create_timestamp.timestamp()
        if alive or (alive is None and time() - began < _START_GRACE_S):
            continue
        instance.report_run_failed(run, "The process of this run ended without a word (killed, or a power cut).")
        instance.event_log_storage.free_concurrency_slots_for_run(run.run_id)
        _life_sign(workspace, run.run_id).unlink(missing_ok=True)
        dead.append(run.run_id)
    return dead


@contextmanager
def sole_run(
    instance: dg.DagsterInstance, workspace: Workspace, run_id: str, log: dg.DagsterLogManager, wait_s: float
) -> Iterator[None]:
    """Hold the workspace for one run; waits for another run to end, and tidies up after dead ones.

    Raises:
        dg.Failure: another process held the workspace for longer than `wait_s` seconds.
    """
    sign = _life_sign(workspace, run_id)
    sign.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(sign), ExitStack() as held:
        try:
            held.enter_context(workspace_lock(workspace))
        except WorkspaceBusyError:
            log.info(f"Waiting for {lock_holder(workspace)}, which holds the workspace.")
            try:
                held.enter_context(workspace_lock(workspace, wait_s))
            except WorkspaceBusyError as error:
                raise dg.Failure(str(error)) from error
        for dead in fail_dead_runs(instance, workspace, run_id):
            log.warning(f"Run {dead} had died; it is marked as failed and its pool slots are free.")
        finish_open_retraction(workspace, Lake(workspace.lake_uri))
        finish_open_retention(workspace, Lake(workspace.lake_uri))
        yield
    sign.unlink(missing_ok=True)


class SoleRun(dg.ConfigurableResource[None]):
    """Resource that every step needs: it holds the workspace's lock from the run's first step to its last."""

    workspace_root: str
    lock_wait_s: float

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator[None]:
        """Hold the lock while the run's steps run (they share a process, so it is taken once a run)."""
        if context.instance is None or context.run is None or context.log is None:
            raise dg.DagsterInvariantViolationError("The workspace's lock is only for runs.")
        workspace = Workspace(Path(self.workspace_root))
        with sole_run(context.instance, workspace, context.run.run_id, context.log, self.lock_wait_s):
            yield None
