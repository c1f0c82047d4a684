"""The entries of docs/odoo-and-erpnext.md: all are right, and those by SQL bring what the demo plant's tables say."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import psycopg
import pytest
import yaml

from orchestration.demo.it_extracts import planned_orders, planned_quantity
from orchestration.demo.plant_description import PRODUCTS
from orchestration.demo.simulation import Simulation, simulate
from orchestration.demo.sites import SITES
from orchestration.demo.working_time import Window
from orchestration.lake import Lake, ingest_source
from orchestration.plant import Workspace
from orchestration.pulls import pull_source
from tests.orchestration.pulls.mariadb_server import connected
from tests.orchestration.pulls.tables.erp_schemas import ERPNEXT, ODOO, fill_erpnext, fill_odoo

DOCUMENT = Path(__file__).parents[4] / "docs" / "odoo-and-erpnext.md"
NORTH = next(site for site in SITES if site.site == "north")


def documented(section: str) -> list[dict[str, Any]]:
    """The sources of a section."""
    text = DOCUMENT.read_text(encoding="utf-8").split(f"\n## {section}\n", 1)[1]
    found = re.search(r"```yaml\n(.*?)```", text, flags=re.DOTALL)
    assert found is not None
    sources: list[dict[str, Any]] = yaml.safe_load(found[1])
    return sources


@pytest.fixture(scope="module")
def sim() -> Simulation:
    """The demo plant's fortnight."""
    return simulate(Window(date(2026, 3, 2), date(2026, 3, 15)), 1)


@pytest.fixture
def workspace_of(table_plant, tmp_path: Path) -> Callable[[str], Workspace]:
    """A workspace with a section's sources."""

    def make(section: str) -> Workspace:
        workspace: Workspace = table_plant().workspace
        path = tmp_path / "plant" / "plant.yaml"
        plant = yaml.safe_load(path.read_text())
        path.write_text(yaml.safe_dump({**plant, "sources": documented(section)}))
        return workspace

    return make


def pulled(workspace: Workspace) -> dict[str, pl.DataFrame]:
    """What each source of a workspace brings: its rows in the lake, none of them rejected."""
    plant = workspace.load()
    now = datetime(2026, 3, 16, 12, tzinfo=UTC)
    lake = Lake(workspace.lake_uri)
    found: dict[str, pl.DataFrame] = {}
    for source in plant.sources:
        first = pull_source(workspace, plant, source, lambda: now)
        again = pull_source(workspace, plant, source, lambda: now)
        assert (first.failure, again.failure, again.rows_landed) == (None, None, 0)
        loaded = ingest_source(workspace, plant, source, settle_s=0)
        assert (loaded.rows_rejected, loaded.quarantined) == (0, 0)
        found[source.id] = lake.read(source.produces[0]).filter(source=source.id)
    return found


@pytest.mark.parametrize("section", ["Odoo by SQL", "ERPNext by SQL", "Odoo by REST", "ERPNext by REST"])
def test_documented_sources_are_right(section, workspace_of):
    assert len(workspace_of(section).load().sources) == len(documented(section))


def told_orders(sim: Simulation) -> set[tuple[Any, ...]]:
    return {
        (order.order, order.product, float(planned_quantity(order)), *(datetime.fromtimestamp(at, UTC) for at in times))
        for _, order, *times in planned_orders(sim, NORTH)
    }


def told_confirmations(sim: Simulation) -> list[tuple[Any, ...]]:
    known = {order.order for _, order, *_ in planned_orders(sim, NORTH)}
    return sorted(
        (one.order, one.work_centre, one.product, datetime.fromtimestamp(one.start, UTC),
         datetime.fromtimestamp(one.end, UTC), float(one.good))
        for one in sim.confirmations if one.order in known and not one.reverses
    )  # fmt: skip


@pytest.fixture
def odoo(postgres: psycopg.Connection, sim: Simulation, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database with Odoo's tables and the demo plant's north site."""
    postgres.execute(ODOO)
    fill_odoo(postgres.execute, sim, NORTH)
    monkeypatch.setenv("ODOO_DB_URL", os.environ["PLANT_HISTORY_URL"])


@pytest.fixture
def erpnext(mariadb, mariadb_socket: Path, sim: Simulation, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A database with ERPNext's tables and the demo plant's north site."""
    monkeypatch.setenv("ERPNEXT_DB_URL", os.environ["PLANT_ERP_URL"])
    with closing(connected(mariadb_socket, "plant")) as connection, connection.cursor() as cursor:
        for statement in filter(str.strip, ERPNEXT.split(";")):
            cursor.execute(statement)
        fill_erpnext(cursor.execute, sim, NORTH)
    yield


CONFIRMED = ("order_id", "work_centre", "product", "start_utc", "end_utc", "good_quantity")
PLANNED = ("order_id", "product", "planned_quantity", "planned_start_utc", "planned_finish_utc", "due_utc")


def test_odoos_tables_bring_the_demo_plants_orders_and_times(odoo, sim, workspace_of, monkeypatch):
    monkeypatch.setenv("MILLRACE_PSEUDONYM_KEY", "secret")
    found = pulled(workspace_of("Odoo by SQL"))
    named = {(p.product, p.name, "brackets", "Units") for p in PRODUCTS}
    assert set(found["odoo_products"].select("product", "name", "product_group", "unit").rows()) == named
    assert set(found["odoo_orders"].select(PLANNED).rows()) == told_orders(sim)
    assert sorted(found["odoo_confirmations"].select(CONFIRMED).rows()) == told_confirmations(sim)
    operations = found["odoo_operations"].select(*CONFIRMED[:5])
    assert sorted(operations.rows()) == [row[:5] for row in told_confirmations(sim)]
    assert found["odoo_operations"]["worker"].n_unique() == 1
    assert set(found["odoo_rates"]["machine_rate_per_h"]) == {42.5}


def test_erpnexts_tables_bring_the_demo_plants_orders_and_times(erpnext, sim, workspace_of, monkeypatch):
    monkeypatch.setenv("MILLRACE_PSEUDONYM_KEY", "secret")
    workspace = workspace_of("ERPNext by SQL")
    found = pulled(workspace)
    assert set(found["erpnext_products"]["product"]) == {p.product for p in PRODUCTS}
    assert set(found["erpnext_orders"].select(PLANNED[:5]).rows()) == {row[:5] for row in told_orders(sim)}
    assert sorted(found["erpnext_confirmations"].select(CONFIRMED).rows()) == told_confirmations(sim)
    assert sorted(found["erpnext_operations"].select(CONFIRMED).rows()) == told_confirmations(sim)
    assert set(found["erpnext_routings"]["ideal_cycle_s"]) == {30.0}
    (broken,) = found["erpnext_breakdowns"].select("maintenance_order", "start_utc", "finish_utc").rows()
    seven = datetime(2026, 3, 2, 7, tzinfo=UTC)
    assert broken == ("DT-1", seven, seven.replace(minute=45))
    names = {one.worker.encode() for one in sim.confirmations}
    files = [path.read_bytes() for path in workspace.root.rglob("*") if path.is_file()]
    assert not any(name in content for name in names for content in files)
