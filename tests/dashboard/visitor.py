"""Somebody at the dashboard with a real browser, and what must hold of a page wherever they look."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, expect
from playwright.sync_api import TimeoutError as WaitedInVain

PATIENCE_MS = 60_000
# On a deep link Streamlit's own client first tries these below the page's path, and falls back on the 404.
STREAMLIT_PROBES = ("/_stcore/health", "/_stcore/host-config")
BACKGROUND = {"light": "rgb(255, 255, 255)", "dark": "rgb(21, 25, 30)"}
WIDER_THAN_THE_WINDOW = """
    ['[data-testid=stMain]', 'html']
        .filter(name => document.querySelector(name).scrollWidth > document.querySelector(name).clientWidth)
        .map(name => `wider than the window: ${name}`)
"""
NOTHING_MOVES = "() => document.getAnimations().every(one => one.effect.getTiming().iterations === Infinity)"
# Streamlit cuts a figure, its name and its change off where they are longer than their box.
CUT_OFF = """
    [...document.querySelectorAll('[data-testid=stMetric] *')]
        .filter(part => part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).overflowX === 'hidden')
        .map(part => `cut off: ${part.innerText}`)
"""
# Charts and tables take the width of a resized window some frames after it.
FITTING_MS = 10_000


class Visitor:
    """A page of the browser that notes every error and every request that leaves the machine."""

    def __init__(self, browser: Browser, width: int = 1440, theme: str = "light") -> None:
        self.context = browser.new_context()
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self.look(width, theme)
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

    def look(self, width: int, theme: str) -> None:
        """Makes the window ``width`` pixels wide, a laptop or a phone, on a machine that prefers ``theme``."""
        self.page.set_viewport_size({"width": width, "height": 900 if width > 800 else 844})
        self.page.emulate_media(color_scheme="dark" if theme == "dark" else "light")

    def open(self, url: str) -> Page:
        """The page at ``url``, drawn to its end."""
        self.page.goto(url)
        self.settled()
        return self.page

    def settled(self) -> None:
        """Waits until the page has a title, all has come from the server, and nothing of before is fading out."""
        expect(self.page.locator("h1")).to_be_visible(timeout=PATIENCE_MS)
        expect(self.page.get_by_test_id("stStatusWidget")).to_have_count(0, timeout=PATIENCE_MS)
        expect(self.page.locator('[data-stale="true"]')).to_have_count(0, timeout=PATIENCE_MS)
        self.page.wait_for_function(NOTHING_MOVES)

    def complaints(self, theme: str) -> list[str]:
        """All that is wrong with the page as it is shown now; empty when nothing is."""
        self.settled()
        app = self.page.get_by_test_id("stApp")
        expect(app).to_have_css("background-color", BACKGROUND[theme], timeout=PATIENCE_MS)
        found = [f"an error on the page: {text}" for text in self.page.get_by_test_id("stException").all_inner_texts()]
        found += self._barriers() + self._misfits()
        found += [f"in the console: {error}" for error in self.errors]
        return found + [f"asks another machine: {url}" for url in self.left]

    def _misfits(self) -> list[str]:
        """What is still too wide for the window or for its box when the page has had time to fit itself in."""
        misfits = f"[...{WIDER_THAN_THE_WINDOW}, ...{CUT_OFF}]"
        try:
            self.page.wait_for_function(f"{misfits}.length === 0", timeout=FITTING_MS)
        except WaitedInVain:
            return list(self.page.evaluate(misfits))
        return []

    def _barriers(self) -> list[str]:
        """What axe-core finds that keeps people out (impact serious or critical): the rule, and the first place."""
        return [
            f"{rule['id']}: {rule['nodes'][0]['target']} {rule['nodes'][0]['failureSummary']}"
            for rule in Axe().run(self.page).response["violations"]
            if rule["impact"] in ("serious", "critical")
        ]
