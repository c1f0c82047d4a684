"""`millrace docs`: one page without network, that shows a table's columns and where they come from."""

import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
# How many pixels of the graph's layers are drawn on.
DRAWN = """() => [...document.querySelectorAll('canvas')].map(canvas => {
    const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data
    let drawn = 0
    for (let at = 3; at < pixels.length; at += 4) drawn += pixels[at] > 0
    return drawn
}).reduce((sum, drawn) => sum + drawn, 0)"""


@pytest.fixture(scope="module")
def page_file(demo: Any, command: Any) -> Path:
    done = command("docs", "--no-serve", "--json", "--wait", "300", "--workspace", demo.root)
    assert done.returncode == 0, done.stderr
    return Path(json.loads(done.stdout)["page"])


@pytest.fixture(scope="module")
def address(page_file: Path) -> Iterator[str]:
    serving = (
        "import sys; from pathlib import Path; from orchestration.commands.docs import serve_docs; "
        "serve_docs(Path(sys.argv[1]), '127.0.0.1', 0)"
    )
    server = subprocess.Popen([sys.executable, "-c", serving, str(page_file.parent)], stderr=subprocess.PIPE, text=True)
    assert server.stderr is not None
    said = server.stderr.readline()
    yield said.split("Documentation: ")[1].split(". ")[0]
    server.terminate()
    server.wait(20)


def test_the_page_lies_in_the_warehouse_and_is_served_alone(demo: Any, page_file: Path, address: str) -> None:
    assert page_file == demo.root / "warehouse" / "docs" / "index.html"
    with urllib.request.urlopen(address) as answer:  # noqa: S310 - the server of this test
        assert answer.read() == page_file.read_bytes()


@pytest.mark.browser
def test_a_table_s_columns_and_its_lineage_show_without_any_other_host(address: str) -> None:
    if not CHROMIUM.exists():
        message = f"no browser at {CHROMIUM}: apt-get install chromium fonts-dejavu"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        page = browser.new_page()
        elsewhere: list[str] = []
        errors: list[str] = []
        page.on(
            "request",
            lambda request: None if request.url.startswith((address, "data:")) else elsewhere.append(request.url),
        )
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{address}/#!/model/model.millrace.oee_by_day", timeout=60_000)
        page.get_by_text("good_s / busy").first.wait_for(timeout=60_000)
        page.goto(f"{address}/#!/model/model.millrace.oee_by_day?g_v=1&g_i=%2Boee_by_day", timeout=60_000)
        page.reload()
        page.get_by_text("Lineage Graph").first.wait_for(timeout=60_000)
        page.wait_for_function(f"({DRAWN})() > 1000", timeout=60_000)
        browser.close()
    assert elsewhere == []
    assert errors == []
