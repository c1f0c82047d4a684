"""Runs of the whole chain: a workspace, the command as a person types it, what it published. What several files of
tests ask is run once for all test processes; they only read it.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import polars as pl
import pytest

HERE = Path(__file__).parent
DEMO_END = date(2026, 11, 8)
"""The demo plant's last production day in tests: its 28 days hold the end of summer time on 25 October."""


@dataclass(frozen=True)
class Published:
    """A workspace after `millrace run`, and questions to its published file."""

    root: Path

    def ask(self, query: str) -> pl.DataFrame:
        """The answer as a frame; decimals as doubles."""
        with duckdb.connect(str(self.root / "published" / "millrace.duckdb"), read_only=True) as connection:
            connection.execute("SET TimeZone = 'UTC'")
            frame = connection.execute(query).pl()
        return frame.with_columns(pl.selectors.decimal().cast(pl.Float64))


def millrace(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "orchestration.cli", *map(str, arguments)],
        env={**os.environ, **environment},
        text=True,
        capture_output=True,
        check=False,
        timeout=900,
    )


def run(root: Path, **environment: str) -> Published:
    """`millrace run` on a workspace; fails with what it printed."""
    finished = millrace("run", "--workspace", root, **environment)
    assert finished.returncode == 0, finished.stdout + finished.stderr
    return Published(root)


def workspace(name: str, root: Path, drops: dict[str, list[Path]]) -> Path:
    """A copy of the configuration of `name` with files dropped into its landing folders."""
    shutil.copytree(HERE / name, root)
    for source, files in drops.items():
        folder = root / "landing" / source
        folder.mkdir(parents=True)
        for file in files:
            shutil.copy(file, folder)
    return root


def run_demo(root: Path, *arguments: str) -> None:
    """Make the demo plant and run it, by the README's first command."""
    finished = millrace("demo", "--no-serve", *arguments, "--end", DEMO_END.isoformat(), "--workspace", root)
    assert finished.returncode == 0, finished.stdout + finished.stderr


@pytest.fixture(scope="session")
def demo(made_once: Callable[..., Path]) -> Published:
    """The demo plant as it is by default."""
    return Published(made_once("demo", run_demo))


@pytest.fixture(scope="session")
def vendors_demo(made_once: Callable[..., Path]) -> Published:
    """The same plant with each machine in another vendor's format, and its ERP by SAP's tables."""
    return Published(made_once("vendors_demo", lambda root: run_demo(root, "--historian", "vendors", "--erp", "sap")))


@pytest.fixture(scope="session")
def nist(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Published:
    """The workspace of the machine tools' logs and the agent's documents, run."""
    logs = real_data / "nist_machine_tools"
    drops = {
        "mazak01_adapter": sorted(logs.glob("Mazak01*.txt")),
        "mazak03_adapter": sorted(logs.glob("Mazak03*.txt")),
        "hurco04_adapter": sorted(logs.glob("Hurco04*.txt")),
        "agent": sorted((real_data / "mtconnect_streams").glob("*.xml")),
    }
    return run(workspace("nist_machine_tools", tmp_path_factory.mktemp("nist") / "workspace", drops))


@pytest.fixture(scope="session")
def job_shop(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Published:
    """The workspace of the job shop's MES log, run with a key for the workers' pseudonyms."""
    drops = {"mes": [real_data / "job_shop_mes_log" / "Production.csv"]}
    root = workspace("job_shop_mes_log", tmp_path_factory.mktemp("job_shop") / "workspace", drops)
    return run(root, MILLRACE_PSEUDONYM_KEY="a key for this test", MILLRACE_ARCHIVE_KEY="0f" * 32)


@pytest.fixture(scope="session")
def adventureworks(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Published:
    """The workspace of the bicycle maker's ERP tables, run."""
    tables = real_data / "adventureworks_erp"
    drops = {
        "products": [tables / "Product.csv"],
        "list_prices": [tables / "Product.csv"],
        "costs": [tables / "ProductCostHistory.csv"],
        "bill_of_materials": [tables / "BillOfMaterials.csv"],
        "work_centres": [tables / "Location.csv"],
        "work_centre_names": [tables / "Location.csv"],
        "scrap_reasons": [tables / "ScrapReason.csv"],
        "units": [tables / "UnitMeasure.csv"],
    }
    return run(workspace("adventureworks_erp", tmp_path_factory.mktemp("adventureworks") / "workspace", drops))


@pytest.fixture(scope="session")
def truth(demo: Published) -> Callable[[str], pl.DataFrame]:
    """The demo plant's own truth, by table."""
    return lambda table: pl.read_parquet(demo.root / "truth" / f"{table}.parquet")


@pytest.fixture(scope="session")
def workspace_of() -> Callable[[str, Path, dict[str, list[Path]]], Path]:
    """A copy of a configuration that lies beside the tests, with files dropped into its landing folders."""
    return workspace


@pytest.fixture(scope="session")
def run_workspace() -> Callable[..., Published]:
    """`millrace run` on a workspace that a test made itself."""
    return run


@pytest.fixture(scope="session")
def command() -> Callable[..., subprocess.CompletedProcess[str]]:
    """The command line, in a process of its own."""
    return millrace
