"""What a run would have to do, found without Dagster: what is new since the last publication.

`millrace run`, the landing sensor and the schedules ask this; all three then start the same job.
"""

import hashlib
from dataclasses import dataclass
from datetime import date

import polars as pl

from orchestration.defs.publish.current import read_publication
from orchestration.defs.publish.failure import read_failure
from orchestration.defs.transforms.window import (
    new_loads,
    new_retractions,
    read_state,
    refuse_expired_history,
    refuse_lost_loads,
)
from orchestration.lake import Lake, open_retraction, pending_files
from orchestration.plant import Plant, Workspace, configuration_hash
from orchestration.settings import code_version

LEDGER_COLUMNS = ["source", "load_seq", "status", "max_ts_utc", "touched_days", "changed_days", "kept_from"]


@dataclass(frozen=True)
class RunPlan:
    """A run that is worth starting.

    Attributes:
        reasons: why, in words.
        sources: ids of the sources that have files waiting; the others are not touched.
        day: a production date that the run is sure to rebuild. Dagster wants partitions named before a run begins,
            and before a file is read nobody knows its days; the transforms report the others they made.
        key: the same for the same work, so that a sensor asks for it once.
    """

    reasons: list[str]
    sources: list[str]
    day: date
    key: str


def read_ledger(workspace: Workspace) -> pl.DataFrame:
    """Read the ledger's columns that decide what to rebuild; empty before the first load."""
    lake = Lake(workspace.lake_uri)
    lake.create_tables()
    return lake.read("ledger", LEDGER_COLUMNS)


_MOST_NAMED = 5
"""Sources with new files that are named one by one; of more, how many there are is told."""


def plan_run(workspace: Workspace, plant: Plant) -> RunPlan | None:
    """Return what a run has to do, or None when everything that landed is published.

    Raises:
        LoadsLostError: the lake lacks what was published before.
        SamplesExpiredError: history begins before the samples that retention left.
    """
    waiting = {source.id: pending_files(workspace, source) for source in plant.sources}
    sources = [source for source, files in waiting.items() if files]
    reasons = [f"{len(waiting[source])} file(s) of {source}" for source in sources]
    if len(sources) > _MOST_NAMED:
        reasons = [f"{sum(map(len, waiting.values()))} files of {len(sources)} sources"]
    state, published, failure = read_state(workspace), read_publication(workspace), read_failure(workspace)
    configuration, code = configuration_hash(plant), code_version()
    ledger = read_ledger(workspace)
    refuse_lost_loads(workspace, ledger, state)
    refuse_expired_history(plant, ledger)
    if published is None:
        reasons.append("nothing is published yet")
    else:
        if state is None:
            reasons.append("there is no whole build database")
        if published.configuration_hash != configuration:
            reasons.append("the configuration changed")
        if published.code_version != code:
            reasons.append("the code changed")
        if state is not None and state.finished_at_utc and state.finished_at_utc > published.published_at_utc:
            reasons.append("the last rebuild was not published")
    if state is not None and state.building:
        reasons.append("the last rebuild was not finished")
    elif state is not None and (loads := new_loads(ledger, state).height):
        reasons.append(f"{loads} load(s) are not in the figures yet")
    if open_retraction(workspace) is not None:
        reasons.append("a retraction was not finished")
    if state is not None and (retracted := new_retractions(ledger, state)["load_seq"].to_list()):
        reasons.append(f"{len(retracted)} file(s) were retracted (load {', '.join(map(str, retracted))})")
    if failure is not None:
        reasons.append("the last run failed")
    if not reasons:
        return None
    files = sorted(
        f"{path.name}:{path.lstat().st_size}:{path.lstat().st_mtime_ns}"
        for paths in waiting.values()
        for path in paths
        if path.exists()
    )
    newest = str(ledger["load_seq"].max())
    key = hashlib.sha256("\n".join([*reasons, configuration, code, newest, *files]).encode()).hexdigest()[:16]
    day = state.until if state and state.until else plant.history_start
    return RunPlan(reasons, sources, day, key)
