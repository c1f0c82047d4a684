"""What the dashboard's tests ask for: a published file, a locked connection on it, and a workspace around it."""

import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Browser, sync_playwright

from dashboard.publication import open_locked

# Under --import-mode=importlib the folder of a test is not on the path; the maker of the fixture lies here.
sys.path.insert(0, str(Path(__file__).parent))

from published_fixture import make_published
from running import ARGUMENTS, CHROMIUM


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published file whose last production day is Thu 19 Nov 2026."""
    return make_published(tmp_path_factory.mktemp("published"))


@pytest.fixture(scope="session")
def connection(published: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection as the dashboard opens it."""
    opened = open_locked(published)
    yield opened
    opened.close()


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace whose figures end on the newest working day; two sources are fresh, two are not."""
    monkeypatch.setenv("MILLRACE_WORKSPACE", str(tmp_path))
    now = datetime.now(UTC)
    last = (now - timedelta(hours=36)).date()
    while last.weekday() > 4:
        last -= timedelta(days=1)
    make_published(tmp_path / "published", last, now)
    return tmp_path


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        message = f"no browser at {CHROMIUM}: apt-get install chromium fonts-dejavu"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture(autouse=True)
def main_stays_main(monkeypatch: pytest.MonkeyPatch) -> None:
    """Streamlit's AppTest puts the tested script in the place of ``__main__``, which later processes would run."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
