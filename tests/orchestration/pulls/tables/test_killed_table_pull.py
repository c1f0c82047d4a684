"""A pull of a table that dies before any of its durable steps: the next one leaves what an undisturbed one leaves."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import pytest

MODULES = tuple(import_module(f"orchestration.pulls.{name}") for name in ("table_pulling", "table_rows", "table_state"))


class Death(BaseException):
    """As a kill, nothing catches it."""


@contextmanager
def dying_at(step: int) -> Iterator[list[int]]:
    """Durable steps before which a pull dies: flushes, notes of the state, renames. Gives how many are left."""
    left = [step]

    def counted(function):
        def call(*arguments, **named):
            left[0] -= 1
            if left[0] == 0:
                raise Death
            return function(*arguments, **named)

        return call

    with pytest.MonkeyPatch.context() as patched:
        for module in MODULES:
            for name in ("flush_to_disk", "move_durably", "save_table_state", "write_atomically", "copyfile"):
                if hasattr(module, name):
                    patched.setattr(module, name, counted(getattr(module, name)))
        yield left


def change(erp) -> None:
    erp.insert(3, "MO/3", 30, "2026-03-02 11:00:00")
    erp.execute("update production set qty = 11, changed = '2026-03-02 11:30:00' where id = 1")
    erp.execute("delete from production where id = 2")


def test_a_kill_at_any_step_loses_and_doubles_nothing(sqlite, table_plant):
    sqlite.make()
    steps = 0
    for step in range(1, 100):
        sqlite.execute("drop table if exists production")
        sqlite.make()
        plant = table_plant()
        for folder in ("landing", "pulls"):
            for path in (plant.workspace.root / folder).glob("**/*"):
                if path.is_file():
                    path.unlink()
        plant.pull()
        landed_first = len(plant.landed())
        change(sqlite)
        with dying_at(step) as left:
            try:
                plant.pull(24)
            except Death:
                steps += 1
        finished = left[0] > 0
        plant.pull(24)
        files = [path.name.split("_pulled_")[0] for path in plant.landed()]
        assert (landed_first, sorted(files)) == (1, ["erp", "erp", "erp_deleted"]), f"died before step {step}"
        assert list((plant.workspace.pulls / "erp").glob(".*")) == []
        if finished:
            break
    assert steps == step - 1 >= 8


@pytest.mark.slow
def test_pulls_and_ingests_that_are_killed_at_random_moments_leave_what_the_table_has(sqlite, table_plant, tmp_path):
    sqlite.execute(
        "create table production (id integer primary key, name text, product text, qty numeric, due text, "
        "changed text, secret text)"
    )
    sqlite.execute(
        "with recursive n(i) as (select 1 union all select i + 1 from n where i < 20000) insert into production "
        "select i, 'MO/' || i, 'P', 0, '2026-03-05 10:00:00', '2026-03-01 08:00:00', '' from n"
    )
    root = table_plant().workspace.root
    command = [sys.executable, "-m", "tests.orchestration.pulls.tables.killed_table_pull"]
    ran = subprocess.run(
        [*command, str(root), str(tmp_path / "erp.db"), "15", "7"],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path.cwd(),
    )
    assert ran.returncode == 0, ran.stderr[-3000:]

    told = json.loads(ran.stdout)
    there = sqlite.execute("select name, qty from production order by name").fetchall()
    assert [tuple(row[:2]) for row in told["standing"]] == there
    # Each change has a quantity of its own: a row that is there twice was landed or loaded twice.
    assert told["rows"] == told["different"] > 20_000
    assert told["died"] >= 5
