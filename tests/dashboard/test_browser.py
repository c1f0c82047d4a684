"""The pages in a real browser: wide and narrow, light and dark, clicked through, without errors or sideways scroll."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, expect
from published_fixture import make_published, write_failure
from pypdf import PdfReader
from running import running_dashboard

pytestmark = pytest.mark.browser

PATIENCE_MS = 60_000
PAGES = ("", "oee", "losses", "stops", "production", "maintenance", "energy", "shift_report", "data_trust", "glossary")
# On a deep link Streamlit's own client first tries these below the page's path, and falls back on the 404.
STREAMLIT_PROBES = ("/_stcore/health", "/_stcore/host-config")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("workspace")
    publish(folder, "20261120T121000")
    return folder


def publish(folder: Path, version: str) -> None:
    now = datetime.now(UTC)
    last = (now - timedelta(hours=36)).date()
    while last.weekday() > 4:
        last -= timedelta(days=1)
    make_published(folder / "published", last, now, version)


@pytest.fixture(scope="module")
def address(root: Path) -> Iterator[str]:
    with running_dashboard(root) as url:
        yield url


class Visitor:
    """A page of the browser that notes every error and every request that leaves the machine."""

    def __init__(self, browser: Browser, width: int = 1440, theme: str = "light") -> None:
        height = 900 if width > 800 else 844
        self.context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if theme == "dark" else "light",
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self.errors: list[str] = []
        self.left: list[str] = []
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", lambda request: self._follow(request.url))

    def _note(self, message: ConsoleMessage) -> None:
        source = str(message.location.get("url", ""))
        if message.type == "error" and not source.endswith(STREAMLIT_PROBES):
            self.errors.append(f"{message.text} ({source})")

    def _follow(self, url: str) -> None:
        if not url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:")):
            self.left.append(url)

    def open(self, url: str) -> Page:
        self.page.goto(url)
        self.settled()
        return self.page

    def settled(self) -> None:
        expect(self.page.locator("h1")).to_be_visible(timeout=PATIENCE_MS)
        expect(self.page.get_by_test_id("stStatusWidget")).to_have_count(0, timeout=PATIENCE_MS)


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Visitor]:
    one = Visitor(browser)
    yield one
    one.context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_no_error_no_sideways_scroll_no_barrier_and_asks_nobody_else(
    browser: Browser, address: str, page: str, width: int, theme: str
) -> None:
    one = Visitor(browser, width, theme)
    shown = one.open(f"{address}/{page}")
    charts = shown.get_by_test_id("stVegaLiteChart")
    if page not in ("data_trust", "glossary"):
        expect(charts.first).to_be_visible(timeout=PATIENCE_MS)
    widths: list[int] = shown.evaluate(
        "['[data-testid=stMain]', 'html'].flatMap(s => { const e = document.querySelector(s);"
        " return [e.scrollWidth, e.clientWidth] })"
    )
    assert widths[0] <= widths[1]
    assert widths[2] <= widths[3]
    background = shown.evaluate("getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor")
    assert background == {"light": "rgb(255, 255, 255)", "dark": "rgb(21, 25, 30)"}[theme]
    assert one.errors == []
    assert one.left == []
    assert barriers(shown) == []
    one.context.close()


def barriers(shown: Page) -> list[str]:
    """What axe-core finds that keeps people out (impact serious or critical): the rule, and the first place."""
    found = Axe().run(shown).response["violations"]
    return [
        f"{rule['id']}: {rule['nodes'][0]['target']} {rule['nodes'][0]['failureSummary']}"
        for rule in found
        if rule["impact"] in ("serious", "critical")
    ]


def test_a_reason_on_the_overview_leads_to_its_stops(visitor: Visitor, address: str) -> None:
    page = visitor.open(address)
    page.get_by_role("link", name="Hydraulic leak").click()
    expect(page.locator("h1")).to_contain_text("1 stop took 1.0 h", timeout=PATIENCE_MS)
    assert "reason=Hydraulic" in page.url
    assert visitor.errors == []


def test_filters_go_along_from_page_to_page_and_a_copied_link_opens_the_same_view(
    visitor: Visitor, browser: Browser, address: str
) -> None:
    page = visitor.open(address)
    page.get_by_test_id("stSidebar").get_by_role("combobox", name="Period").click()
    page.get_by_role("option", name="7 days").click()
    expect(page.get_by_text("production days").first).to_be_visible(timeout=PATIENCE_MS)
    page.get_by_test_id("stSidebarNav").get_by_role("link", name="Stops").click()
    expect(page.locator("h1")).to_contain_text("55 stops", timeout=PATIENCE_MS)
    assert "period=7" in page.url
    other = Visitor(browser)
    copied = other.open(page.url)
    expect(copied.locator("h1")).to_contain_text("55 stops", timeout=PATIENCE_MS)
    other.context.close()


def test_changing_the_site_lets_go_of_the_line(visitor: Visitor, address: str) -> None:
    page = visitor.open(f"{address}/?line=Line+1")
    expect(page.locator("h1")).to_contain_text("Line 1", timeout=PATIENCE_MS)
    page.get_by_test_id("stSidebar").get_by_role("combobox", name="Site").click()
    page.get_by_role("option", name="South plant").click()
    expect(page.locator("h1")).to_contain_text("South plant", timeout=PATIENCE_MS)
    expect(page.locator("h1")).not_to_contain_text("Line 1")
    expect(page).not_to_have_url(f"{address}/?line=Line+1&site=South+plant")


def test_a_stop_is_closed_again(visitor: Visitor, address: str) -> None:
    page = visitor.open(f"{address}/stops?stop=gone")
    expect(page.get_by_text("Stop not found")).to_be_visible(timeout=PATIENCE_MS)
    page.get_by_role("button", name="Close this stop").click()
    expect(page.get_by_text("Stop not found")).to_have_count(0, timeout=PATIENCE_MS)
    assert "stop=" not in page.url


def test_a_failure_and_then_a_new_publication_show_without_a_reload(visitor: Visitor, address: str, root: Path) -> None:
    page = visitor.open(f"{address}/data_trust")
    expect(page.locator("strong", has_text="20261120T121000")).to_be_visible(timeout=PATIENCE_MS)
    write_failure(root / "published", datetime.now(UTC))
    expect(page.get_by_text("The newest run was not published").first).to_be_visible(timeout=PATIENCE_MS)
    publish(root, "20261122T060000")
    (root / "published" / "last_failure.json").unlink()
    expect(page.locator("strong", has_text="20261122T060000")).to_be_visible(timeout=PATIENCE_MS)
    expect(page.get_by_text("The newest run was not published")).to_have_count(0, timeout=PATIENCE_MS)
    assert visitor.errors == []


def test_the_shift_report_is_taken_along_as_pdf_in_its_language(visitor: Visitor, address: str, root: Path) -> None:
    page = visitor.open(f"{address}/shift_report?line=Line+1&lang=Deutsch")
    with page.expect_download() as taken:
        page.get_by_role("button", name="Dieser Bericht als PDF").click()
    name = taken.value.suggested_filename
    assert name.startswith("shift_North-plant-Line-1_")
    text = PdfReader(taken.value.path()).pages[0].extract_text()
    assert "Schicht night" in text
    assert "Seite 1 von 1" in text
    log = (root / "logs" / "dashboard_access.jsonl").read_text()
    assert name in log.splitlines()[-1]
    assert visitor.errors == []


def test_the_shift_report_prints_whole_on_two_sheets(visitor: Visitor, address: str) -> None:
    page = visitor.open(f"{address}/shift_report?line=Line+1")
    expect(page.get_by_test_id("stVegaLiteChart").first).to_be_visible(timeout=PATIENCE_MS)
    sheets = [sheet.extract_text() for sheet in PdfReader(BytesIO(page.pdf(format="A4"))).pages]
    assert len(sheets) == 2
    assert "The stops of this shift" in sheets[-1]


def test_a_figure_leads_to_its_definition(visitor: Visitor, address: str) -> None:
    page = visitor.open(address)
    page.get_by_test_id("stMetric").get_by_test_id("stTooltipIcon").first.hover()
    link = page.get_by_role("link", name="Definition")
    expect(link).to_be_visible(timeout=PATIENCE_MS)
    target = str(link.get_attribute("href"))
    assert target.startswith("glossary?lang=English&site=North+plant&")
    entry = visitor.open(f"{address}/{target}")
    expect(entry.get_by_role("heading", name="OEE", exact=True)).to_be_visible(timeout=PATIENCE_MS)
    assert visitor.errors == []
