"""Where somebody is led after signing in: back to a page of the dashboard, and nowhere else."""

import re
from itertools import count
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

import dashboard
from dashboard.sign_in_return import QUERY_KEYS, ReturnAfterSignIn, cookie_name, own_page

HOST = "https://millrace.example.org"


@pytest.fixture
def client() -> TestClient:
    """Streamlit's two routes as far as they matter here: away to the provider, and back to the first page.

    Each sign-in has the next state: s-1, s-2 and so on.
    """
    numbers = count(1)

    def login(_: Request) -> Response:
        return RedirectResponse(f"https://login.example.org/authorize?client_id=m&state=s-{next(numbers)}", 302)

    def callback(_: Request) -> Response:
        return RedirectResponse("/", 302)

    routes = [Route("/auth/login", login), Route("/oauth2callback", callback)]
    app = Starlette(routes=routes, middleware=[Middleware(ReturnAfterSignIn)])
    return TestClient(app, base_url=HOST, follow_redirects=False)


def led_to(client: TestClient, referer: str) -> str:
    return led_back(client, asked(client, referer))


def asked(client: TestClient, referer: str) -> str:
    """The state of a sign-in that begins on ``referer``."""
    away = client.get("/auth/login", headers={"referer": referer}).headers["location"]
    return away.rpartition("state=")[2]


def led_back(client: TestClient, state: str) -> str:
    return client.get("/oauth2callback", params={"code": "c", "state": state}).headers["location"]


def test_a_link_s_page_and_filters_open_after_signing_in(client: TestClient) -> None:
    assert led_to(client, f"{HOST}/stops?line=Linie+1+%26+2&period=7+days") == "/stops?line=Linie+1+%26+2&period=7+days"


def test_the_way_to_the_provider_stays_as_it_was(client: TestClient) -> None:
    answer = client.get("/auth/login", headers={"referer": f"{HOST}/stops"})
    assert answer.headers["location"] == "https://login.example.org/authorize?client_id=m&state=s-1"


def test_a_page_is_led_to_once(client: TestClient) -> None:
    led_to(client, f"{HOST}/stops?line=Line+1")
    assert list(client.cookies) == []
    assert led_back(client, "s-1") == "/"


def test_of_two_sign_ins_at_once_each_leads_to_its_own_page(client: TestClient) -> None:
    first, second = asked(client, f"{HOST}/stops?line=Line+1"), asked(client, f"{HOST}/losses?line=Line+2")
    assert led_back(client, second) == "/losses?line=Line+2"
    assert led_back(client, first) == "/stops?line=Line+1"


def test_an_answer_to_no_question_of_this_browser_opens_the_first_page(client: TestClient) -> None:
    asked(client, f"{HOST}/stops?line=Line+1")
    assert led_back(client, "another") == "/"
    assert client.get("/oauth2callback").headers["location"] == "/"


@pytest.mark.parametrize("referer", ["", "https://login.example.org/authorize", f"{HOST}//evil.example.org/stops"])
def test_without_a_page_of_ours_the_first_page_opens(client: TestClient, referer: str) -> None:
    assert led_to(client, referer) == "/"


@pytest.mark.parametrize(
    "planted", ["%2F%2Fevil.example.org", "https%3A%2F%2Fevil.example.org", "..%2Fadmin", "%0D%0Ax"]
)
def test_a_planted_cookie_leads_nowhere_else(client: TestClient, planted: str) -> None:
    client.cookies.set(cookie_name("s-1"), planted)
    assert led_back(client, "s-1") == "/"


@pytest.mark.parametrize(
    ("address", "page"),
    [
        (f"{HOST}/stops?stop=s-1", "stops?stop=s-1"),
        (f"{HOST}/?site=North+plant", "?site=North+plant"),
        ("https://evil.example.org/stops", "stops"),
        (f"{HOST}/stops?next=https://evil.example.org&line=Line+1", "stops?line=Line+1"),
        (f"{HOST}/stops/../admin", None),
        (f"{HOST}/\\evil.example.org", None),
        (f"{HOST}/auth/login", None),
        (f"{HOST}/stops?find=" + "x" * 4000, None),
        ("https://[broken", None),
    ],
)
def test_only_own_pages_and_known_keys_are_kept(address: str, page: str | None) -> None:
    assert own_page(address, "") == page


def test_the_pages_below_a_base_path_are_known_too() -> None:
    assert own_page(f"{HOST}/plant/stops?line=Line+1", "/plant") == "stops?line=Line+1"
    assert own_page(f"{HOST}/stops?line=Line+1", "/plant") is None


def test_every_key_that_a_page_binds_or_reads_is_known() -> None:
    folder = Path(dashboard.__file__).parent
    source = "\n".join(file.read_text(encoding="utf-8") for file in folder.rglob("*.py"))
    bound = re.findall(r'key="(\w+)", bind="query-params"', source)
    chosen = re.findall(r'choose(?:_on_page)?\(say\("[\w-]+"\), "(\w+)"', source)
    read = re.findall(r'query_params\.get\("(\w+)"\)', source)
    named = re.findall(r'^(?:KEY|FILE|BRANCH|FIND) = "(\w+)"', source, re.MULTILINE)
    assert min(map(len, (bound, chosen, read, named))) > 0
    assert {*bound, *chosen, *read, *named, "unit", "kind", "reason"} == QUERY_KEYS
