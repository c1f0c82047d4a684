"""The events of runs are stored as Dagster stores them, in databases that stay open."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

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
    prepare_dagster_home(Workspace(tmp_path))
    with dg.DagsterInstance.get() as instance:
        yield instance


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The databases that were opened, in order."""
    addresses: list[str] = []

    def create_engine(address: str, **options: Any) -> Any:
        addresses.append(address.rpartition("/")[2])
        return original(address, **options)

    original = run_history.create_engine
    monkeypatch.setattr(run_history, "create_engine", create_engine)
    return addresses


def test_a_run_opens_its_own_database_and_the_index_once(opened: list[str], instance: dg.DagsterInstance) -> None:
    run_id = dg.materialize([thing], instance=instance).run_id
    stored = {entry.dagster_event_type for entry in instance.all_logs(run_id) if entry.is_dagster_event}
    assert {dg.DagsterEventType.ASSET_MATERIALIZATION, dg.DagsterEventType.RUN_SUCCESS} <= stored
    assert sorted(opened) == sorted([f"{run_id}.db", "index.db"])


def test_of_many_runs_few_databases_stay_open(opened: list[str], instance: dg.DagsterInstance) -> None:
    runs = [dg.materialize([thing], instance=instance).run_id for _ in range(9)]
    assert all(instance.all_logs(run_id) for run_id in runs)
    assert len(instance.event_log_storage._engines) == 8  # type: ignore[attr-defined]
    assert opened.count("index.db") == 1


def test_another_process_s_events_are_seen_and_nothing_is_left_in_its_write_ahead_log(
    instance: dg.DagsterInstance, tmp_path: Path
) -> None:
    with dg.DagsterInstance.get() as other:
        run_id = dg.materialize([thing], instance=other).run_id
    assert not list(tmp_path.rglob(f"{run_id}.db-wal"))
    assert instance.get_latest_materialization_event(thing.key) is not None
    assert [run.run_id for run in instance.get_runs()] == [run_id]
