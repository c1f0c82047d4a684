"""What a real browser draws in a table whose figures it writes itself: one longer than 200 rows.

Its cells are no elements but paint on a canvas, so what is told to the canvas is written down.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from running import ROOT, running_dashboard
from visitor import PATIENCE_MS

pytestmark = pytest.mark.browser

APP = """
import polars as pl
import streamlit as st

from dashboard.views.parts import tables
from dashboard.views.parts.figure_columns import defined

st.title("One table")
figures = {
    "oee": [77.44, 0.0], "oee_change": [1.23, -2.5], "planned_busy_h": [1234.56, -0.01], "cost": [1774.6, None],
    "cost_difference": [1762.4, -98.0], "segment_s": [40.125, 0.0], "row_no": [18003, 7], "as_closed": [0.70648, 0.5],
    "adjustment": [0.00127, -0.1], "stops": [1204, 1],
}
frame = pl.DataFrame({name: values + [None] * 199 for name, values in figures.items()}, strict=False)
columns = defined(
    "oee", "oee_change", "planned_busy_h", "cost", "segment_s", "row_no", "as_closed", "adjustment",
    cost_difference="cost_change", stops="loss_stops",
)
tables.draw(frame, {name: columns[name] for name in figures}, "All kinds of figures", "none", currency="EUR")
"""
WRITTEN_DOWN = """
    window.drawn = [];
    const fillText = CanvasRenderingContext2D.prototype.fillText;
    CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
        window.drawn.push([y, x, String(text)]);
        return fillText.apply(this, arguments);
    };
"""
ROWS_DRAWN = "() => new Set(window.drawn.map(([y]) => y)).size > 3"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("table")
    (folder / "table.py").write_text(APP, encoding="utf-8")
    with running_dashboard(folder, {"PYTHONPATH": str(ROOT)}, app=folder / "table.py") as url:
        yield url


def rows_drawn(browser: Browser, address: str, locale: str) -> list[list[str]]:
    """The texts of the table's rows from the header down, each once, from left to right."""
    context = browser.new_context(viewport={"width": 2000, "height": 900}, locale=locale)
    page = context.new_page()
    page.add_init_script(WRITTEN_DOWN)
    page.goto(address)
    page.wait_for_function(ROWS_DRAWN, timeout=PATIENCE_MS)
    drawn = {(round(y), round(x), text) for y, x, text in page.evaluate("window.drawn")}
    context.close()
    return [[text for at, _, text in sorted(drawn) if at == row] for row in sorted({y for y, *_ in drawn})]


@pytest.mark.parametrize(
    ("locale", "first", "second"),
    [
        (
            "en-US",
            ["77.4 %", "+1.2", "1,234.6", "1,775", "+1762", "40.125", "18003", "0.7065", "+0.0013", "1,204"],
            ["0.0 %", "-2.5", "0", "none", "-98", "0", "7", "0.5000", "-0.1000", "1"],
        ),
        (
            "de-DE",
            ["77.4 %", "+1.2", "1.234,6", "1.775", "+1762", "40,125", "18003", "0.7065", "+0.0013", "1.204"],
            ["0.0 %", "-2.5", "0", "none", "-98", "0", "7", "0.5000", "-0.1000", "1"],
        ),
    ],
)
def test_the_browser_writes_the_figures_of_a_long_table_as_their_units_ask(
    browser: Browser, address: str, locale: str, first: list[str], second: list[str]
) -> None:
    header, *rows = rows_drawn(browser, address, locale)
    assert header[:4] == ["OEE", "Points", "Planned busy h", "Cost EUR"]
    assert rows[:3] == [first, second, ["none"] * 10]
