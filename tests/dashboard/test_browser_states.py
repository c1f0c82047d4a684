"""Each page in each state that it may be found in, in a real browser: light and dark, on a laptop and on a phone.

One server follows one published folder, which is brought from state to state as the publisher does it. Each page says
what is so and what to do next, and nothing is wrong with it (``visitor.complaints``: errors, sideways scroll, figures
cut off, barriers that axe-core finds, contrast among them, requests that leave the machine).
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Browser, expect
from published_fixture import make_published, point_at, write_failure
from running import running_dashboard
from visitor import PATIENCE_MS, Visitor

from dashboard.pages import PAGES

pytestmark = pytest.mark.browser

NAMES = [page.name for page in PAGES]
WIDTHS = (1440, 390)
LATE = ("1 of 2 sources late", "north_erp: newest data of")
NOT_PLANNED = ("Nothing was planned to run", "Choose another period at the side")
NOTHING_MATCHES = ("Nothing matches these filters", "Take a filter away or choose a longer period")


@dataclass(frozen=True)
class State:
    """What the folder shows (``file``, or nothing at all), whether the newest run failed, and what is then said.

    ``said`` stands on every page, ``said_on`` on single ones; ``asked`` is the query of a page.
    """

    file: str | None
    has_failed: bool = False
    said: tuple[str, ...] = ()
    said_on: dict[str, tuple[str, ...]] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)


STATES = {
    "full": State("fresh", asked=dict.fromkeys(NAMES, "lang=Deutsch")),
    "without data in the filter": State(
        "fresh",
        said_on={
            "overview": NOT_PLANNED,
            "oee": NOT_PLANNED,
            "losses": NOT_PLANNED,
            "stops": NOTHING_MATCHES,
            "production": ("Nothing was made, and nothing was planned", "Choose another period at the side"),
            "maintenance": ("No machine failed in this period", *NOTHING_MATCHES),
            "energy": ("No source tells energy here", "Map a meter's tag as energy"),
            "shift_report": ("A shift report is of one site", "Choose a site"),
            "data_trust": (
                "There is no file gone.csv of this place",
                "Choose its site at the side, or close this file",
            ),
            "glossary": NOTHING_MATCHES,
        },
        asked=dict.fromkeys(NAMES, "period=Custom&first={idle}&last={idle}")
        | {
            "energy": "site=South+plant&line=Drilling",
            "shift_report": "site=All+sites",
            "data_trust": "file=gone.csv",
            "glossary": "find=no+such+figure",
        },
    ),
    "stale": State(
        "late",
        has_failed=True,
        said=(
            "The newest run was not published",
            "1 of 41 checks failed",
            "The last good version stays",
            "millrace status",
        ),
        said_on={
            **dict.fromkeys(("oee", "losses", "stops", "production", "maintenance", "energy"), LATE),
            "overview": (*LATE, "Low coverage", "hold for the known time only", "Sources, files and checks"),
            "shift_report": ("Source is late", "north_erp"),
            "data_trust": ("Late: north_erp",),
        },
    ),
    "unpublished": State(
        None,
        said=("There are no figures yet", "millrace demo", "millrace run --workspace", "as soon as they are published"),
    ),
    "of another release": State(
        "other",
        said=("The published figures are of another release", "Publish again with the release", "millrace run"),
    ),
    "unreadable": State(
        "broken", said=("The published figures cannot be read", "Publish again; if it comes back", "millrace run")
    ),
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a file for each state; nothing is published yet."""
    folder = tmp_path_factory.mktemp("workspace")
    now = datetime.now(UTC)
    late = make_published(folder / "published", last_day(now), now, "late")
    (folder / "published" / "millrace.duckdb").unlink()
    changed(late, "fresh", "update meta.sources set newest_data_utc = (select data_to_utc from meta.publication)")
    changed(late, "other", "drop table meta.checks")
    late.with_name("millrace-broken.duckdb").write_bytes(b"no database" * 999)
    return folder


def last_day(now: datetime) -> date:
    """The newest working day that is over."""
    last = (now - timedelta(hours=36)).date()
    return last - timedelta(days=max(last.weekday() - 4, 0))


def changed(published: Path, version: str, statement: str) -> None:
    """Another version beside ``published``."""
    copy = published.with_name(f"millrace-{version}.duckdb")
    shutil.copy(published, copy)
    with duckdb.connect(str(copy)) as writer:
        writer.execute(statement)


@pytest.fixture(scope="module")
def address(root: Path) -> Iterator[str]:
    with running_dashboard(root) as url:
        yield url


@pytest.fixture(scope="module")
def somebody(browser: Browser) -> Iterator[Visitor]:
    """One visitor for the whole file: what the browser has loaded once it need not load for every page."""
    one = Visitor(browser)
    yield one
    one.context.close()


@pytest.fixture(scope="module")
def enter(root: Path) -> Callable[[State], None]:
    """Brings the published folder into a state, as the publisher would."""
    folder = root / "published"

    def into(state: State) -> None:
        (folder / "last_failure.json").unlink(missing_ok=True)
        if state.has_failed:
            write_failure(folder, datetime.now(UTC))
        if state.file is None:
            (folder / "millrace.duckdb").unlink(missing_ok=True)
        else:
            point_at(folder, folder / "versions" / f"millrace-{state.file}.duckdb")

    return into


@pytest.mark.parametrize("page", NAMES)
@pytest.mark.parametrize("name", STATES)
def test_a_page_says_what_is_so_and_what_to_do_next_and_nothing_is_wrong_with_it(
    somebody: Visitor, enter: Callable[[State], None], address: str, name: str, page: str
) -> None:
    state = STATES[name]
    enter(state)
    idle = last_day(datetime.now(UTC))
    idle -= timedelta(days=idle.weekday() + 1)
    query = state.asked.get(page, "").format(idle=idle)
    somebody.errors.clear()
    somebody.left.clear()
    somebody.look(WIDTHS[0], "light")
    shown = somebody.open(f"{address}/{'' if page == 'overview' else page}?{query}")
    for theme in ("light", "dark"):
        for width in WIDTHS:
            somebody.look(width, theme)
            for words in state.said + state.said_on.get(page, ()):
                main = shown.get_by_test_id("stMain")
                expect(main).to_contain_text(words, use_inner_text=True, timeout=PATIENCE_MS)
            assert somebody.complaints(theme) == []
