"""A visitor hears from a Streamlit server what a browser would: pages, figures, failures, fragments."""

import asyncio
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest

from orchestration.bench.dashboard.visitor import Seen, Visitor

APP = """\
import streamlit as st

def first():
    st.title(f"seen by {st.query_params.get('who', 'nobody')}")
    st.metric("Machines", 1)
    st.metric("Lines", 2)
    st.table({"a": [1]})

def broken():
    st.metric("Before", 1)
    raise ValueError("no such machine")

def refused():
    st.error("Nothing can be read.")

@st.fragment(run_every=0.2)
def again():
    runs = st.session_state.runs = st.session_state.get("runs", -1) + 1
    if runs == 2:
        st.error("the second time it went wrong")

def living():
    again()

st.navigation([st.Page(page, url_path=page.__name__) for page in (first, broken, refused, living)]).run()
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a small app."""
    folder = tmp_path_factory.mktemp("app")
    (folder / "app.py").write_text(APP)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
    process = subprocess.Popen([*command, "--server.port", str(port)], cwd=folder)
    try:
        until = time.monotonic() + 60
        while not answers(port):
            assert process.poll() is None, "the server ended before it answered"
            assert time.monotonic() < until, "the server did not answer within a minute"
            time.sleep(0.2)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2):
            return True
    except (urllib.error.URLError, OSError):
        return False


def look(url: str, *pages: str) -> list[Seen]:
    async def visit() -> list[Seen]:
        async with Visitor(url, "first") as visitor:
            return [await visitor.see(page, {"who": "me"}) for page in pages]

    return asyncio.run(visit())


def test_a_page_is_taken_in_whole_with_its_figures(server):
    (seen,) = look(server, "first")
    assert (seen.page, seen.figures, seen.failures) == ("first", 3, [])
    assert seen.seconds > 0
    assert seen.size_bytes > 500


def test_a_link_to_a_page_opens_it_and_the_menu_leads_to_the_others(server):
    refused, first, again = look(server, "refused", "first", "refused")
    assert refused.failures == again.failures == ["Nothing can be read."]
    assert (first.figures, refused.figures) == (3, 0)


def test_an_exception_on_a_page_is_a_failure(server):
    (seen,) = look(server, "broken")
    assert (seen.figures, len(seen.failures)) == (1, 1)
    assert "no such machine" in seen.failures[0]


def test_a_page_that_is_not_there_is_a_failure(server):
    assert look(server, "nowhere")[0].failures == ["there is no page 'nowhere'"]


def test_fragments_run_while_the_visitor_stays(server):
    async def visit() -> list[str]:
        async with Visitor(server, "first") as visitor:
            assert (await visitor.see("living", {})).failures == []
            return await visitor.stay(1.0)

    assert asyncio.run(visit()) == ["the second time it went wrong"]
