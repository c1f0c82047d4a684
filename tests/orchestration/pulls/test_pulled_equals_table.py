"""Whatever rows come late or change, and wherever pulls die: what is in the lake in the end is what the table has."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import timedelta
from itertools import pairwise
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import orchestration.lake.durable
import orchestration.pulls.rows
import orchestration.pulls.state
import orchestration.pulls.window_pulling
from orchestration.lake import Lake

LOOK_BACK_MIN = 120
STEP_MIN = 10  # so that one time in six is the edge of a window


class Death(BaseException):
    """Ends a pull where it stands, as a kill does."""


class Write(NamedTuple):
    """A value is stored, or changed, for a tag and a time this many minutes ago."""

    tag: str
    minutes_ago: int
    value: int | None


class Round(NamedTuple):
    """Rows are written; so many minutes later a pull runs, and dies at a durable step where one is named."""

    writes: list[Write]
    minutes: int
    dies_at: int | None
    then_ingest: bool


WRITES = st.builds(
    Write,
    st.sampled_from("ab"),
    st.integers(0, LOOK_BACK_MIN // STEP_MIN).map(lambda steps: steps * STEP_MIN),
    st.one_of(st.none(), st.integers(0, 2)),
)
ROUNDS = st.builds(
    Round,
    st.lists(WRITES, min_size=1, max_size=5),
    st.sampled_from([0, 10, 60, 130, 200]),
    st.one_of(st.none(), st.integers(1, 30)),
    st.booleans(),
)


@contextmanager
def dying_at(step: int | None) -> Iterator[None]:
    """Durable steps before which a pull dies: notes of the state, flushes and renames."""
    left = [step]
    modules = (orchestration.pulls.window_pulling, orchestration.pulls.rows, orchestration.pulls.state)

    def counted(function):
        def call(*arguments, **named):
            if left[0] is not None:
                left[0] -= 1
                if left[0] == 0:
                    raise Death
            return function(*arguments, **named)

        return call

    with pytest.MonkeyPatch.context() as patched:
        for module in modules:
            for name in ("flush_to_disk", "move_durably", "save_state", "write_atomically"):
                if hasattr(module, name):
                    patched.setattr(module, name, counted(getattr(module, name)))
        yield


@pytest.mark.slow
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ROUNDS, min_size=2, max_size=5))
def test_the_lake_has_the_table_s_rows_each_once_and_as_they_were_last(plant_at, tmp_path_factory, rounds):
    folder = tmp_path_factory.mktemp("pulled")
    plant = plant_at(folder / "plant")
    table: dict[tuple[str, str], int | None] = {}
    with pytest.MonkeyPatch.context() as environment, closing(sqlite3.connect(folder / "history.db")) as history:
        environment.setenv("PLANT_HISTORY_URL", f"sqlite:///{folder}/history.db")
        history.execute("create table history (tag, time, value, primary key (tag, time))")
        for writes, minutes, dies_at, then_ingest in [*rounds, Round([], 10, None, then_ingest=True)]:
            for tag, minutes_ago, value in writes:
                time = f"{plant.now - timedelta(minutes=minutes_ago):%Y-%m-%d %H:%M:%S}"
                table[tag, time] = value
                history.execute("insert or replace into history values (?, ?, ?)", (tag, time, value))
            history.commit()
            plant.now += timedelta(minutes=minutes)
            with suppress(Death), dying_at(dies_at):
                assert plant.pull().failure is None
            if then_ingest:
                plant.ingest()

    lake = Lake(plant.workspace.lake_uri)
    ledger = lake.read("ledger").select("load_seq", "export_time_utc", "status")
    rows = lake.read("samples").join(ledger, on="load_seq").sort("export_time_utc", "row_no")
    assert set(ledger["status"]) <= {"loaded"}
    told: dict[tuple[str, str], list[float | None]] = {}
    for tag, at, value in rows.select("tag", "ts_utc", "value_num").rows():
        told.setdefault((tag, f"{at:%Y-%m-%d %H:%M:%S}"), []).append(value)
    assert {key: values[-1] for key, values in told.items()} == table
    repeated = {key: values for key, values in told.items() if any(a == b for a, b in pairwise(values))}
    assert repeated == {}
