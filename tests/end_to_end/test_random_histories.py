"""Whatever comes late, corrected, doubled or is taken back: steps lead to what one rebuild of everything makes.

MILLRACE_TEST_HISTORIES says how many histories are tried (default 1: about two minutes on two cores).
"""

import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import duckdb
import pytest

from orchestration.defs.transforms.dbt_project import dbt_environment
from orchestration.defs.transforms.rebuild import plan_rebuild
from orchestration.defs.transforms.window import begin, write_state
from orchestration.demo import make_demo
from orchestration.lake import ingest_source, pending_files, retract, workspace_lock
from orchestration.plant import Workspace
from orchestration.settings import TRANSFORMS_DIR

pytestmark = pytest.mark.slow

HISTORIES = range(int(os.environ.get("MILLRACE_TEST_HISTORIES", "1")))
STEPS = 3
TIMED = (
    "north_historian",
    "north_line2",
    "north_mes",
    "erp_confirmations",
    "south_shdr",
    "south_mtconnect",
    "south_mes",
)


def dbt(workspace: Workspace, *arguments: str, **environment: str) -> None:
    finished = subprocess.run(
        [sys.executable, "-m", "dbt.cli.main", "run", *arguments],
        cwd=TRANSFORMS_DIR,
        env={**os.environ, **dbt_environment(workspace), **environment},
        text=True,
        capture_output=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stdout


@dataclass
class Plant:
    """A workspace, the files that have not arrived yet, and what became of it."""

    workspace: Workspace
    chance: random.Random
    waiting: list[Path]
    arrived: list[Path] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def land(self, file: Path, name: str | None = None) -> None:
        """Drop a file of the simulated exports into its source's inbox."""
        folder = self.workspace.landing / file.parent.name
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, folder / (name or file.name))
        self.told.append(f"land {file.parent.name}/{name or file.name}")

    def arrive(self, share: float) -> None:
        """A share of what waits arrives, in any order."""
        self.chance.shuffle(self.waiting)
        count = max(1, round(len(self.waiting) * share))
        for file in self.waiting[:count]:
            self.land(file)
        self.arrived += self.waiting[:count]
        del self.waiting[:count]

    def correct_operations(self) -> None:
        """The MES corrects an export: other quantities, and one operation that ended earlier than it said."""
        file = self.chance.choice([file for file in (*self.arrived, *self.waiting) if file.parent.name == "south_mes"])
        header, *lines = file.read_text(encoding="utf-8").splitlines()
        changed = self.chance.sample(lines, min(3, len(lines)))
        text = "\n".join([header, *(re.sub(r",(\d+),(\d+),(\d+),", r",\2,\1,\3,", line) for line in changed)])
        copy = file.with_name(f"mes_correction_2026{self.chance.randint(1201, 1229)}T000000.csv")
        copy.write_text(f"{text}\n", encoding="utf-8")
        self.land(copy)

    def correct_samples(self) -> None:
        """A logger sends a day again: some lines are missing, and stops have become running."""
        file = self.chance.choice([file for file in (*self.arrived, *self.waiting) if file.parent.name == "south_shdr"])
        lines = file.read_text(encoding="utf-8").splitlines()
        kept = [line.replace("OPTIONAL_STOP", "ACTIVE") for line in lines if self.chance.random() > 0.02]
        copy = file.with_name(f"{file.stem}-again.txt")
        copy.write_text("\n".join(kept) + "\n", encoding="utf-8")
        self.land(copy)

    def change_prices(self) -> None:
        """Finance gives another price from some day on, and sends all orders again as they were."""
        prices = next(file for file in (*self.arrived, *self.waiting) if file.name.startswith("prices"))
        lines = prices.read_text(encoding="utf-8").splitlines()
        copy = prices.with_name(f"prices_{self.chance.randint(100, 999)}.csv")
        number = re.compile(r"\d+[.,]\d+")
        lines[1] = number.sub(lambda found: f"{found.group()[:-1]}7", lines[1], count=1)
        copy.write_text("\n".join(lines) + "\n", encoding="utf-8")
        self.land(copy)

    def take_back(self) -> None:
        """A wrong export is taken back; half of the time it arrives once more later."""
        file = self.chance.choice([file for file in self.arrived if file.parent.name in TIMED])
        retract(self.workspace, file.name, "sent by mistake")
        self.told.append(f"retract {file.name}")
        self.arrived.remove(file)
        if self.chance.random() < 0.5:
            self.waiting.append(file)

    def edit_configuration(self) -> None:
        """Somebody takes a planned stop out of the calendar, calls a reason a failure, or maps a tag no more."""
        name = self.chance.choice(["calendar.csv", "reasons.csv", "tags.csv"])
        file = self.workspace.root / name
        lines = file.read_text(encoding="utf-8").splitlines()
        if name == "reasons.csv":
            lines = [line.replace("false", "true") if ",own," in line else line for line in lines]
        else:
            removable = [line for line in lines[1:] if "State" not in line]
            lines.remove(self.chance.choice(removable))
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        self.told.append(f"edit {name}")

    def run(self) -> bool:
        """Ingest and transform as a run does; says whether it built on what was there."""
        plant = self.workspace.load()
        with workspace_lock(self.workspace, 0):
            for source in plant.sources:
                if pending_files(self.workspace, source):
                    ingest_source(self.workspace, plant, source)
            rebuild = plan_rebuild(self.workspace, None)
            begin(self.workspace, rebuild.state_before, rebuild.spans)
            dbt(self.workspace, *(["--full-refresh"] if rebuild.spans is None else []))
            write_state(self.workspace, replace(rebuild.state_after))
        self.told.append(f"run {rebuild.from_date} to {rebuild.to_date}")
        return rebuild.spans is not None


def tables(connection: duckdb.DuckDBPyConnection, database: str) -> list[str]:
    return [
        f"{schema}.{table}"
        for schema, table in connection.execute(
            """
            select schema_name, table_name from duckdb_tables()
            where database_name = ? and (schema_name in ('marts', 'staged', 'meta') or table_name in (
                'int_mapped_samples', 'int_tag_days', 'int_day_silences', 'int_unit_shifts', 'int_line_shifts',
                'int_oee_parts', 'int_policy_times', 'int_order_shifts', 'int_line_orders', 'int_order_parts',
                'int_repairs', 'int_order_loss_costs', 'int_contested_times'
            ))
            order by all
            """,
            [database],
        ).fetchall()
    ]


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two weeks of the demo plant: its configuration and its files, per source."""
    root = tmp_path_factory.mktemp("exports") / "workspace"
    make_demo(root, date(2026, 11, 8), 14)
    return root


@pytest.fixture(params=HISTORIES)
def plant(request: pytest.FixtureRequest, exports: Path, tmp_path: Path) -> Plant:
    root = tmp_path / "workspace"
    root.mkdir()
    for file in exports.iterdir():
        if file.suffix in {".yaml", ".csv"}:
            shutil.copy(file, root)
    shutil.copytree(exports / "landing", tmp_path / "exports")
    files = sorted(file for file in (tmp_path / "exports").rglob("*") if file.is_file())
    chance = random.Random(request.param)  # noqa: S311 - a story to be told again, no secret
    plant = Plant(Workspace(root), chance, [file for file in files if file.parent.name in TIMED])
    for file in files:
        if file.parent.name not in TIMED:
            plant.land(file)
            plant.arrived.append(file)
    plant.arrive(0.6)
    assert not plant.run()
    return plant


def test_steps_lead_to_what_one_rebuild_of_everything_makes(plant: Plant, tmp_path: Path) -> None:
    happenings: list[Callable[[], None]] = [
        plant.correct_operations,
        plant.correct_samples,
        plant.change_prices,
        plant.take_back,
        plant.take_back,
        lambda: plant.land(plant.chance.choice(plant.arrived)),
    ]
    plant.chance.shuffle(happenings)
    for step in range(STEPS):
        for happening in happenings[step::STEPS]:
            happening()
        if plant.waiting:
            plant.arrive(0.4)
        edited = step == 1
        if edited:
            plant.edit_configuration()
        # An edited configuration may change every day: then, and only then, everything is rebuilt.
        assert plant.run() == (not edited)

    whole = tmp_path / "whole.duckdb"
    dbt(plant.workspace, "--full-refresh", MILLRACE_BUILD_DB=str(whole))
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute(f"attach '{plant.workspace.build_db}' as steps (read_only)")
        connection.execute(f"attach '{whole}' as whole (read_only)")
        compared = tables(connection, "whole")
        assert compared == tables(connection, "steps")
        assert len(compared) > 60
        for table in compared:
            for left, right in (("steps", "whole"), ("whole", "steps")):
                only = connection.execute(f"(from {left}.{table}) except all (from {right}.{table}) limit 3").pl()
                assert only.is_empty(), f"{table}: only in {left}: {only.to_dicts()}\nafter {plant.told}"
