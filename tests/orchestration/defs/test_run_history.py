"""The events of runs are stored as Dagster stores them, by engines that are kept."""

from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

from orchestration.defs import run_history
from orchestration.defs.dagster_home import prepare_dagster_home
from orchestration.plant import Workspace


@dg.asset
def thing() -> None:
    """An asset without content."""


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dg.DagsterInstance]:
    for name in ("DAGSTER_HOME", "MILLRACE_WORKSPACE"):
        monkeypatch.setenv(name, "set by prepare_dagster_home, unset by pytest")
    run_history._engine.cache_clear()
    prepare_dagster_home(Workspace(tmp_path))
    with dg.DagsterInstance.get() as instance:
        yield instance


def test_a_run_s_events_are_found_again_and_took_one_engine_a_database(instance: dg.DagsterInstance) -> None:
    run_id = dg.materialize([thing], instance=instance).run_id
    stored = [entry.dagster_event_type for entry in instance.all_logs(run_id) if entry.is_dagster_event]
    assert {dg.DagsterEventType.ASSET_MATERIALIZATION, dg.DagsterEventType.RUN_SUCCESS} <= set(stored)
    engines = run_history._engine.cache_info()
    assert (engines.misses, engines.hits > len(stored)) == (2, True)


def test_another_process_s_events_are_seen(instance: dg.DagsterInstance) -> None:
    with dg.DagsterInstance.get() as other:
        run_id = dg.materialize([thing], instance=other).run_id
    assert instance.get_latest_materialization_event(thing.key) is not None
    assert [run.run_id for run in instance.get_runs()] == [run_id]
