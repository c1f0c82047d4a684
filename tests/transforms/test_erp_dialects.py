"""One plant, told by each ERP's tables: whatever the dialect, the same figures are published."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

import polars as pl
import pytest

from orchestration.demo.deliveries import deliver
from orchestration.demo.delivery import Delivery, write
from orchestration.demo.erp import DIALECTS, TABLES
from orchestration.demo.simulation import simulate
from orchestration.demo.working_time import Window
from orchestration.demo.workspace_files import write_configuration
from orchestration.plant import Plant, Workspace
from orchestration.plant.config_tables import compile_config
from orchestration.readers.contract import ReadContext
from orchestration.readers.files import read_file
from tests.transforms.models import Marts, Models
from tests.transforms.plants import Lake

START, END = date(2026, 10, 26), date(2026, 11, 8)
SAMPLED = [START + timedelta(days=day) for day in range(3)]
"""Of these days the machines' samples are taken; all that ERP and MES say is whole."""

PROVENANCE = {"source", "tag", "file_id", "file_name", "load_seq", "row_no", "report_key"}
"""The key of a report holds its source."""

UNTOLD = {
    ("odoo", "operation_performance"): {
        "planned_start_utc", "planned_finish_utc", "planned_duration_s", "start_deviation_s", "finish_deviation_s",
        "duration_deviation_s",
    },
}  # fmt: skip
"""Odoo's work orders lose their planned dates to the actual ones."""


def is_taken(file: Delivery) -> bool:
    """Whether a file is of ERP or MES, or has samples of the days that are taken."""
    is_dated = any(f"{day:{form}}" in file.file_name for day in SAMPLED for form in ("%Y%m%d", "%Y-%m-%d"))
    return file.status == "loaded" and (
        is_dated or file.source.startswith(("erp", "sap", "odoo", "b2mml", "eam", "hr", "qm", "ie"))
    )


@pytest.fixture(scope="module")
def published(models: Models, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Marts]:
    """All models on the plant with the tables of a dialect."""
    sim = simulate(Window(START, END), 7)
    known: dict[str, Marts] = {}

    def of(dialect: str) -> Marts:
        if dialect not in known:
            root = tmp_path_factory.mktemp(dialect)
            write_configuration(sim, root, erp=dialect)
            plant = Workspace(root).load()
            files = [file for file in deliver(sim, erp=dialect) if is_taken(file)]
            write(files, root / "landing")
            lake = loaded(Workspace(root), plant, files)
            known[dialect] = models.run(lake.tables(), compile_config(plant, END + timedelta(days=1)))
        return known[dialect]

    return of


def loaded(workspace: Workspace, plant: Plant, files: Iterable[Delivery]) -> Lake:
    """The files as ingestion would load them."""
    lake = Lake()
    for file in files:
        source = plant.source(file.source)
        path = workspace.root / "landing" / source.id / file.file_name
        batches = list(read_file(path, source.reader, source.options, ReadContext(source.id, source.zone)))
        assert sum(batch.rejected.height for batch in batches) == file.rejected
        for name in dict.fromkeys(batch.table for batch in batches):
            lake.load(source.id, name, pl.concat([batch.rows for batch in batches if batch.table == name]))
    return lake


def tables(marts: Marts) -> list[str]:
    found = marts.rows("select table_name from information_schema.tables where table_schema = 'marts' order by 1")
    return [name for (name,) in found]


def rows(marts: Marts, table: str, dialect: str) -> pl.DataFrame:
    """All of a table but what says where its rows come from, and what the dialect does not tell, in one order."""
    frame = marts.ask(f"select * from marts.{table}")
    left_out = PROVENANCE | UNTOLD.get((dialect, table), set())
    frame = frame.select(name for name in frame.columns if name not in left_out)
    return frame.sort(frame.columns)


@pytest.mark.parametrize("dialect", [name for name in DIALECTS if name != TABLES])
def test_every_published_table_is_the_same_whatever_erp_told_it(published, dialect: str) -> None:
    plain, other = published(TABLES), published(dialect)
    assert tables(plain) == tables(other)
    differing = [name for name in tables(plain) if not rows(plain, name, dialect).equals(rows(other, name, dialect))]
    assert differing == []
    compared = {name for name in tables(plain) if rows(plain, name, dialect).height}
    assert compared > {
        "orders", "dim_product", "count_reconciliation", "downtime_cost_by_reason", "failure_orders",
        "order_performance", "operation_performance", "reported_stops", "service_level",
    }  # fmt: skip
    assert plain.rows("select count(*) > 0 from marts.fct_losses where scrap_cost > 0") == [(True,)]
    assert plain.rows("select distinct planned_time_from from marts.order_performance") == [
        ("operations of the order",)
    ]
