"""A small plant's published file, made as the benchmark makes its large one."""

import sys
from datetime import date
from pathlib import Path

import pytest

from orchestration.bench.dashboard.published_file import PublishedFile, make_published


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> PublishedFile:
    """Twenty days and six work units of two sites; the last day is Thu 19 Nov 2026."""
    return make_published(tmp_path_factory.mktemp("plant"), days=20, work_units=6, last=date(2026, 11, 19))


@pytest.fixture(scope="session")
def workspace(made: PublishedFile) -> Path:
    """The folder that the dashboard is told."""
    return made.path.parents[2]


@pytest.fixture(autouse=True)
def main_stays_main(monkeypatch: pytest.MonkeyPatch) -> None:
    """Streamlit's AppTest puts the tested script in the place of ``__main__``, which later processes would run."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
