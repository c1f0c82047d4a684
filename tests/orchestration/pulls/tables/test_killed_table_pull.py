"""A pull of a table that dies before any of its durable steps: the next one leaves what an undisturbed one leaves."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

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
