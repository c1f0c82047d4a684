"""The pages in a real browser as people use them: clicked through, shared, left open while something new comes.

How each page looks in each state is in ``test_browser_states.py``.
"""

import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from published_fixture import LAST_DAY, make_published, point_at, write_failure
from pypdf import PdfReader
from running import running_dashboard
from visitor import PATIENCE_MS, Visitor

from dashboard.charts.colours import DARK, LIGHT

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("workspace")
    publish(folder, "20261120T121000")
    return folder


def publish(folder: Path, version: str) -> Path:
    """A new version, with the days whose files the fixture names."""
    return make_published(folder / "published", LAST_DAY, datetime.now(UTC), version)


@pytest.fixture(scope="module")
def address(root: Path) -> Iterator[str]:
    with running_dashboard(root) as url:
        yield url


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Visitor]:
    one = Visitor(browser)
    yield one
    one.context.close()


def choose(page: Page, name: str, option: str) -> None:
    """Chooses an option of a filter in the sidebar, as a person does."""
    page.get_by_test_id("stSidebar").get_by_role("combobox", name=name).click()
    page.get_by_role("option", name=option).click()


def pick_first_row(page: Page) -> None:
    """Picks the first row of the page's last table, by its box."""
    table = page.get_by_test_id("stDataFrame").last
    table.scroll_into_view_if_needed()
    table.click(position={"x": 18, "y": 54})


def says(page: Page, title: str) -> None:
    """Waits for a title or heading, and checks that the filters chosen at the start are still in the link."""
    expect(page.get_by_role("heading", name=title).first).to_be_visible(timeout=PATIENCE_MS)
    expect(page).to_have_url(re.compile(r"(?=.*period=7)(?=.*line=Line)"), timeout=PATIENCE_MS)


def test_a_figure_leads_from_the_overview_to_the_rows_of_a_file_and_the_browser_back_again(
    visitor: Visitor, browser: Browser, address: str
) -> None:
    page = visitor.open(address)
    choose(page, "Period", "7 days")
    choose(page, "Line", "Line 1")
    says(page, "North plant, Line 1: OEE")
    page.get_by_test_id("stSidebarNav").get_by_role("link", name="Losses").click()
    says(page, "Technical cost most")
    page.get_by_role("button", name="Technical:").click()
    says(page, "Technical: Hydraulic leak cost most")
    other = Visitor(browser)
    says(other.open(page.url), "Technical: Hydraulic leak cost most")
    other.context.close()
    page.get_by_role("link", name="Hydraulic leak: 5 stops").click()
    says(page, "5 stops took")
    says(page, "The longest stop: Press")
    visitor.settled()
    pick_first_row(page)
    says(page, "Press: Hydraulic leak, 1 h 30 min")
    assert visitor.complaints("light") == []
    other = Visitor(browser)
    says(other.open(page.url), "Press: Hydraulic leak, 1 h 30 min")
    other.context.close()
    page.get_by_role("link", name="export_202611").click()
    says(page, "export_20261119.csv")
    expect(page.get_by_text("18,003 rows read, 18,000 loaded, 3 rejected")).to_be_visible(timeout=PATIENCE_MS)
    assert visitor.complaints("light") == []
    page.go_back()
    says(page, "Press: Hydraulic leak, 1 h 30 min")
    says(page, "5 stops took")
    page.go_back()
    expect(page.get_by_role("heading", name="Press: Hydraulic leak")).to_have_count(0, timeout=PATIENCE_MS)
    page.go_back()
    says(page, "Technical: Hydraulic leak cost most")
    page.go_back()
    says(page, "Technical cost most")
    assert visitor.errors == []


def test_a_line_of_the_overview_becomes_the_place_and_the_days_shown_can_be_kept(
    visitor: Visitor, browser: Browser, address: str
) -> None:
    page = visitor.open(address)
    button = page.get_by_test_id("stMain").get_by_test_id("stBaseButton-tertiary")
    button.filter(has_text="Line 2").click()
    expect(page.locator("h1")).to_contain_text("North plant, Line 2", timeout=PATIENCE_MS)
    visitor.settled()
    page.go_back()
    expect(page.locator("h1")).not_to_contain_text("Line 2", timeout=PATIENCE_MS)
    visitor.settled()
    page.go_forward()
    expect(page.locator("h1")).to_contain_text("North plant, Line 2", timeout=PATIENCE_MS)
    visitor.settled()
    page.get_by_role("button", name="Keep these days in the link").click()
    day = LAST_DAY.isoformat()
    kept = re.compile(rf"(?=.*line=Line\+2)(?=.*period=Custom)(?=.*first={day})(?=.*last={day})")
    expect(page).to_have_url(kept, timeout=PATIENCE_MS)
    other = Visitor(browser)
    expect(other.open(page.url).locator("h1")).to_contain_text("North plant, Line 2", timeout=PATIENCE_MS)
    other.context.close()
    assert visitor.errors == []


def test_the_keyboard_alone_leads_from_the_overview_to_the_stops_of_a_reason(visitor: Visitor, address: str) -> None:
    page = visitor.open(address)
    link = page.get_by_role("link", name="Hydraulic leak: 1 stop")
    expect(link).to_be_visible(timeout=PATIENCE_MS)
    for _ in range(80):
        page.keyboard.press("Tab")
        if link.evaluate("element => element === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("1 stop took 1.0 h", timeout=PATIENCE_MS)
    assert "reason=Hydraulic" in page.url
    assert visitor.errors == []


def test_charts_follow_a_machine_that_turns_dark_in_the_evening(visitor: Visitor, address: str) -> None:
    page = visitor.open(address)
    words = page.get_by_test_id("stVegaLiteChart").locator("text").first
    expect(words).to_have_attribute("fill", LIGHT.text, timeout=PATIENCE_MS)
    visitor.look(1440, "dark")
    expect(words).to_have_attribute("fill", DARK.text, timeout=PATIENCE_MS)
    assert visitor.errors == []


def test_no_page_fails_while_versions_are_published_and_old_ones_removed(
    visitor: Visitor, address: str, root: Path
) -> None:
    folder = root / "published"
    page = visitor.open(address)
    shown = (folder / "millrace.duckdb").resolve()
    for name in ("OEE", "Losses", "Stops", "Production", "Maintenance", "Energy", "Shift report", "Data trust"):
        newer = shown.with_name(f"millrace-{name.replace(' ', '-')}.duckdb")
        shutil.copy(shown, newer)
        page.get_by_test_id("stSidebarNav").get_by_role("link", name=name, exact=True).click()
        point_at(folder, newer)
        shown.unlink()
        shown = newer
        expect(page.get_by_test_id("stMain").locator("strong", has_text=name).first).to_be_visible(timeout=PATIENCE_MS)
        visitor.settled()
        assert page.get_by_test_id("stAlertContentError").count() == 0
    assert visitor.errors == []


def test_filters_go_along_from_page_to_page_and_a_copied_link_opens_the_same_view(
    visitor: Visitor, browser: Browser, address: str
) -> None:
    page = visitor.open(address)
    choose(page, "Period", "7 days")
    expect(page.get_by_text("production days").first).to_be_visible(timeout=PATIENCE_MS)
    page.get_by_test_id("stSidebarNav").get_by_role("link", name="Stops").click()
    expect(page.locator("h1")).to_contain_text("55 stops", timeout=PATIENCE_MS)
    assert "period=7" in page.url
    other = Visitor(browser)
    copied = other.open(page.url)
    expect(copied.locator("h1")).to_contain_text("55 stops", timeout=PATIENCE_MS)
    other.context.close()


def test_a_link_asks_for_its_own_days_and_shift_whatever_the_filters_are(
    visitor: Visitor, browser: Browser, address: str
) -> None:
    page = visitor.open(f"{address}/shift_report?line=Line+1&period=7+Tage&lang=Deutsch")
    page.get_by_role("link", name="Die Stillstände dieser Schicht").click()
    scope = page.get_by_test_id("stCaptionContainer").first
    expect(scope).to_contain_text("Produktionstag Do 19. Nov 2026 · Schicht night", timeout=PATIENCE_MS)
    visitor.settled()
    other = Visitor(browser)
    shared = other.open(page.url).get_by_test_id("stCaptionContainer").first
    expect(shared).to_contain_text("Produktionstag Do 19. Nov 2026 · Schicht night", timeout=PATIENCE_MS)
    other.context.close()
    page.go_back()
    expect(page.locator("h1")).to_contain_text("North plant, Line 1, Schicht night: OEE", timeout=PATIENCE_MS)
    expect(page).to_have_url(re.compile("period=7"), timeout=PATIENCE_MS)
    assert visitor.errors == []


def test_a_link_carries_no_filter_that_has_its_default(visitor: Visitor, address: str) -> None:
    page = visitor.open(address)
    page.get_by_role("link", name="Sources, files and checks").click()
    expect(page.locator("h1")).to_contain_text("1 of 2 sources late", timeout=PATIENCE_MS)
    assert page.url == f"{address}/data_trust"


def test_changing_the_site_lets_go_of_the_line(visitor: Visitor, address: str) -> None:
    page = visitor.open(f"{address}/?line=Line+1")
    expect(page.locator("h1")).to_contain_text("Line 1", timeout=PATIENCE_MS)
    choose(page, "Site", "South plant")
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
    expect(page.get_by_text("The stops of this shift")).to_be_visible(timeout=PATIENCE_MS)
    sheets = [sheet.extract_text() for sheet in PdfReader(BytesIO(page.pdf(format="A4"))).pages]
    assert len(sheets) == 2
    assert "The stops of this shift" in sheets[-1]


def test_a_figure_leads_to_its_definition(visitor: Visitor, address: str) -> None:
    page = visitor.open(address)
    page.get_by_test_id("stMetric").get_by_test_id("stTooltipIcon").first.hover()
    link = page.get_by_role("link", name="Definition")
    expect(link).to_be_visible(timeout=PATIENCE_MS)
    target = str(link.get_attribute("href"))
    assert target == "glossary?kpi=oee"
    entry = visitor.open(f"{address}/{target}")
    expect(entry.get_by_role("heading", name="OEE", exact=True)).to_be_visible(timeout=PATIENCE_MS)
    assert visitor.errors == []


def test_on_a_phone_a_finger_opens_the_definitions_of_a_figure_and_of_a_table(browser: Browser, address: str) -> None:
    phone = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = phone.new_page()
    page.goto(address)
    page.get_by_test_id("stMetric").get_by_test_id("stTooltipIcon").first.tap(timeout=PATIENCE_MS)
    expect(page.get_by_role("link", name="Definition")).to_be_visible(timeout=PATIENCE_MS)
    page.goto(f"{address}/data_trust")
    page.get_by_role("button", name="Definitions").first.tap(timeout=PATIENCE_MS)
    expect(page.get_by_text("Time since the newest data of the source")).to_be_visible(timeout=PATIENCE_MS)
    phone.close()
