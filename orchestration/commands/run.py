"""`millrace run`: pulls; says when there is nothing new; otherwise runs Dagster's job `main` in this process."""

import time
import uuid
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from orchestration.commands.terminal import CommandFailedError, foreseen, open_plant, output_to, say, say_error

if TYPE_CHECKING:
    from dagster import EventLogEntry
    from rich.console import Console

    from orchestration.defs.run_plan import RunPlan
    from orchestration.plant import Plant, Workspace


def run_once(option: Path | None, wait_s: float) -> dict[str, Any]:
    """Do what there is to do and return what was done.

    Raises:
        CommandFailedError: the run failed, another run holds the workspace, or originals are to be encrypted without a
            key.
    """
    from orchestration.defs.run_plan import plan_run
    from orchestration.lake import Keeping, workspace_lock

    workspace, plant = open_plant(option)
    with foreseen():
        for source in plant.sources:
            Keeping.of(source)
    # Held for a moment: whoever works on the workspace now would change what is new.
    with foreseen(), workspace_lock(workspace, wait_s):
        pulls = _pull(workspace, plant)
        plan = plan_run(workspace, plant)
    if plan is None:
        say("Nothing new: all that landed is published.")
        return {"status": "nothing_new", **pulls}
    say(f"Running: {'; '.join(plan.reasons)}.")
    with foreseen():
        return {**_execute(workspace, plan), **pulls}


def _pull(workspace: "Workspace", plant: "Plant") -> dict[str, Any]:
    """Pull every source that has a pull; one that fails is told and costs itself only."""
    sources = [source for source in plant.sources if source.pull is not None]
    if not sources:
        return {}
    from orchestration.pulls import pull_sentence, pull_source  # loads database clients: only for those who pull

    results = []
    for source in sources:
        result = pull_source(workspace, plant, source)
        (say if result.failure is None else say_error)(pull_sentence(result))
        results.append(asdict(result))
    return {"pulls": results}


def _execute(workspace: "Workspace", plan: "RunPlan") -> dict[str, Any]:
    from orchestration.defs.dagster_home import prepare_dagster_home

    prepare_dagster_home(workspace)
    started = time.perf_counter()
    log = workspace.logs / f"run-{time.strftime('%Y%m%dT%H%M%S', time.gmtime())}.log"
    with output_to(log) as person:
        result = _execute_job(workspace, plan, person)
    result.update(seconds=round(time.perf_counter() - started, 1), log=str(log))
    if result["status"] == "failed":
        raise CommandFailedError(
            f"{result['reason']}\nThe last good version stays published. Details: {log}, "
            f"and the run in the Dagster UI ('millrace up')."
        )
    say(f"Published version {result['version']} in {result['seconds']} s.")
    return result


def _execute_job(workspace: "Workspace", plan: "RunPlan", person: "Console") -> dict[str, Any]:
    # Imported here: Dagster and the definitions take seconds, which a run with nothing new does not spend.
    import dagster as dg

    from orchestration.definitions import assemble
    from orchestration.defs.automation import JOB_NAME, assets_of, run_tags
    from orchestration.defs.ingest.assets import PULLED_TAG
    from orchestration.defs.publish.current import read_publication
    from orchestration.defs.publish.failure import read_failure
    from orchestration.lake import Lake, loaded_since, newest_load
    from orchestration.settings import load_settings

    before = newest_load(Lake(workspace.lake_uri))
    definitions = assemble(workspace, load_settings())
    job = definitions.resolve_job_def(JOB_NAME)
    everything = definitions.resolve_asset_graph().materializable_asset_keys
    downstream = sorted(key for key in everything if key.path[0] not in {"ingest", "lake"})
    run_id = str(uuid.uuid4())
    steps = _StepReport(person)
    with dg.DagsterInstance.get() as instance:
        instance.add_event_listener(run_id, steps)
        outcome = job.execute_in_process(
            instance=instance,
            run_id=run_id,
            tags={**run_tags(plan), PULLED_TAG: "before the run"},
            run_config={"loggers": {"console": {"config": {"log_level": "INFO"}}}},
            asset_selection=assets_of(plan, downstream),
            raise_on_error=False,
        )
    result: dict[str, Any] = {"run_id": run_id, "reasons": plan.reasons, "steps": steps.seconds}
    if not outcome.success:
        failure = read_failure(workspace) or {}
        reason = failure.get("reason", "The run failed.")
        checks = "".join(f"\n  {check['name']}: {check['detail']}" for check in failure.get("checks", []))
        return {**result, "status": "failed", "reason": reason + checks}
    publication = read_publication(workspace)
    loaded = loaded_since(Lake(workspace.lake_uri), before)
    if loaded["files"]:
        say(
            "Loaded {files:,} files: {rows_new:,} rows new, {rows_changed:,} changed, {rows_repeated:,} repeated, "
            "{rows_superseded:,} superseded, {rows_rejected:,} rejected.".format(**loaded)
        )
    return {
        **result,
        "status": "published",
        "version": publication.version if publication else None,
        "loaded": loaded,
    }


class _StepReport:
    """Tells a person about each step of a run as it ends, and remembers how long it took."""

    def __init__(self, person: "Console") -> None:
        self.seconds: dict[str, float] = {}
        self._person = person
        self._began: dict[str, float] = {}

    def __call__(self, entry: "EventLogEntry") -> None:
        event = entry.dagster_event
        if event is None or event.step_key is None:
            return
        if event.event_type_value == "STEP_START":
            self._began[event.step_key] = entry.timestamp
            # On a terminal the line of the step's end takes its place: steps follow one another.
            end = "\r" if self._person.is_terminal else "\n"
            self._person.print(f"  {event.step_key} …", markup=False, end=end)
        elif event.event_type_value in {"STEP_SUCCESS", "STEP_FAILURE"}:
            seconds = entry.timestamp - self._began.get(event.step_key, entry.timestamp)
            self.seconds[event.step_key] = round(seconds, 1)
            word = "done" if event.event_type_value == "STEP_SUCCESS" else "failed"
            self._person.print(f"  {event.step_key} {word} in {seconds:.1f} s", markup=False)
