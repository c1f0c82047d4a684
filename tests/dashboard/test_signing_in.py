"""Signing in with a real OpenID Connect provider, and what each role then sees in a real browser."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import duckdb
import pytest
from oidc_provider_mock import User, run_server_in_thread
from playwright.sync_api import Browser, Page, expect
from published_fixture import make_published
from running import free_port, running_dashboard

pytestmark = pytest.mark.browser
PATIENCE_MS = 60_000

RULES = """
claim: groups
roles:
  controllers: {sites: all, pages: all}
  north_managers: {sites: [north], pages: all}
  south_leads: {sites: [south], pages: [overview, stops]}
"""
USERS = [
    User(sub="controller", claims={"email": "controller@example.org", "groups": ["controllers"]}),
    User(sub="manager", claims={"email": "manager@example.org", "groups": ["north_managers", "canteen"]}),
    User(sub="lead", claims={"email": "lead@example.org", "groups": ["south_leads"]}),
    User(sub="visitor", claims={"email": "visitor@example.org", "groups": ["canteen"]}),
]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("workspace")
    now = datetime.now(UTC)
    last = (now - timedelta(hours=36)).date()
    while last.weekday() > 4:
        last -= timedelta(days=1)
    make_published(folder / "published", last, now)
    (folder / "access.yaml").write_text(RULES)
    return folder


@pytest.fixture(scope="module")
def address(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    secrets = tmp_path_factory.mktemp("secrets") / "secrets.toml"
    port = free_port()
    with run_server_in_thread(user_claims=USERS) as provider:
        secrets.write_text(
            f"""
[auth]
redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
cookie_secret = "a secret of the tests, long enough to sign with"
client_id = "millrace"
client_secret = "any"
server_metadata_url = "http://localhost:{provider.server_port}/.well-known/openid-configuration"
"""
        )
        with running_dashboard(root, {"STREAMLIT_SECRETS_FILES": str(secrets)}, port) as url:
            yield url


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    opened = context.new_page()
    opened.set_default_timeout(PATIENCE_MS)
    yield opened
    context.close()


def sign_in(page: Page, address: str, who: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name=who, exact=True).click()
    page.wait_for_url(f"{address}/**")


def test_signing_in_leads_back_to_the_page_and_filters_of_a_link(page: Page, address: str) -> None:
    page.goto(f"{address}/stops?site=North+plant&line=Line+1&period=7+days&kind=Breakdown")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="manager", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("stops took", timeout=PATIENCE_MS)
    parts = urlsplit(page.url)
    assert parts.path == "/stops"
    assert parse_qs(parts.query).items() >= {"line": ["Line 1"], "period": ["7 days"], "kind": ["Breakdown"]}.items()


def log_lines(root: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in (root / "logs" / "dashboard_access.jsonl").read_text().splitlines()]


def test_nothing_is_seen_before_signing_in(page: Page, address: str) -> None:
    for path in ("", "stops", "data_trust?site=South+plant"):
        page.goto(f"{address}/{path}")
        expect(page.get_by_role("heading", name="Sign in to see the figures")).to_be_visible(timeout=PATIENCE_MS)
        assert "plant" not in page.locator("[data-testid=stMain]").inner_text().lower()
        assert page.get_by_test_id("stSidebarNavLink").count() == 0


def test_a_site_s_manager_sees_that_site_alone(page: Page, address: str, root: Path) -> None:
    sign_in(page, address, "manager")
    expect(page.get_by_role("heading", level=1)).to_contain_text("North plant", timeout=PATIENCE_MS)
    assert "All sites" not in page.content()
    page.goto(f"{address}/stops?site=South+plant")
    expect(page.get_by_role("heading", level=1)).to_contain_text("stops took", timeout=PATIENCE_MS)
    expect(page.get_by_text("Signed in as manager@example.org")).to_be_visible(timeout=PATIENCE_MS)
    assert "South" not in page.content()
    assert {"event": "sign_in", "reader": "manager@example.org"}.items() <= log_lines(root)[-1].items()


def test_a_role_sees_its_pages_alone(page: Page, address: str) -> None:
    sign_in(page, address, "lead")
    expect(page.get_by_role("heading", level=1)).to_contain_text("South plant", timeout=PATIENCE_MS)
    names = page.get_by_test_id("stSidebarNavLink").all_inner_texts()
    assert [name.split("\n")[-1] for name in names] == ["Plant overview", "Stops"]


def test_a_controller_sees_the_enterprise(page: Page, address: str) -> None:
    sign_in(page, address, "controller")
    page.goto(f"{address}/?site=All+sites")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Acme Works", timeout=PATIENCE_MS)


def test_without_a_role_everything_is_denied_and_logged(page: Page, address: str, root: Path) -> None:
    sign_in(page, address, "visitor")
    expect(page.get_by_role("heading", name="Your account has no role here")).to_be_visible(timeout=PATIENCE_MS)
    assert page.get_by_test_id("stSidebarNavLink").count() == 0
    assert {"event": "denied", "reader": "visitor@example.org"}.items() <= log_lines(root)[-1].items()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="End session").click()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible(timeout=PATIENCE_MS)


def test_a_download_is_logged(page: Page, address: str, root: Path) -> None:
    sign_in(page, address, "manager")
    page.goto(f"{address}/stops")
    with page.expect_download(timeout=PATIENCE_MS) as taken:
        page.get_by_role("button", name="rows as CSV").first.click()
    assert taken.value.suggested_filename == "stops.csv"
    assert {"event": "download", "reader": "manager@example.org", "what": "stops.csv"}.items() <= log_lines(root)[
        -1
    ].items()


def test_a_role_that_is_taken_away_closes_the_open_page(page: Page, address: str, root: Path) -> None:
    sign_in(page, address, "lead")
    expect(page.get_by_role("heading", level=1)).to_contain_text("South plant", timeout=PATIENCE_MS)
    (root / "access.yaml").write_text(RULES.replace("south_leads", "others"))
    try:
        expect(page.get_by_role("heading", name="Your account has no role here")).to_be_visible(timeout=PATIENCE_MS)
        assert "South" not in page.locator("[data-testid=stMain]").inner_text()
    finally:
        (root / "access.yaml").write_text(RULES)


def test_a_page_that_is_not_granted_is_not_opened_by_its_address(page: Page, address: str) -> None:
    sign_in(page, address, "lead")
    expect(page.get_by_role("heading", level=1)).to_contain_text("South plant", timeout=PATIENCE_MS)
    for path in ("data_trust?site=North+plant", "shift_report?line=Line+1", "losses"):
        page.goto(f"{address}/{path}")
        expect(page.get_by_text("Page not found")).to_be_visible(timeout=PATIENCE_MS)
        expect(page.get_by_role("heading", level=1)).to_contain_text("South plant", timeout=PATIENCE_MS)
        assert "North" not in page.content()


def test_a_stop_of_another_site_is_not_found_by_its_id(page: Page, address: str, root: Path) -> None:
    with duckdb.connect(str(root / "published" / "millrace.duckdb"), read_only=True) as published:
        found = published.execute("select stop_id, reason from fct_stops where site = 'north' limit 1").fetchone()
    assert found is not None
    sign_in(page, address, "lead")
    page.goto(f"{address}/stops?stop={found[0]}&site=North+plant&line=Line+1&unit=Press")
    expect(page.get_by_text("Stop not found")).to_be_visible(timeout=PATIENCE_MS)
    assert "North" not in page.content()
    assert "Press" not in page.content()


def test_broken_rules_deny_everybody(page: Page, address: str, root: Path) -> None:
    (root / "access.yaml").write_text("roles: everybody")
    try:
        sign_in(page, address, "controller")
        expect(page.get_by_role("heading", name="Nobody can be let in")).to_be_visible(timeout=PATIENCE_MS)
        assert "plant" not in page.locator("[data-testid=stMain]").inner_text().lower().replace("workspace", "")
    finally:
        (root / "access.yaml").write_text(RULES)
