"""The pictures in ``docs/screenshots``: ``python tests/dashboard/screenshots.py [workspace [folder]]``.

Pictures a demo plant that was made and published just before, as somebody finds it who opens it the same day. The plant
is the same each time; its days are those before today.
"""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from running import ARGUMENTS, CHROMIUM, running_dashboard
from visitor import Visitor

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "screenshots"
DEMO = ROOT / "data" / "demo"
LAPTOP, PHONE = 1440, 390
# What is further down a page adds little to a picture of it.
TALLEST = 1700
HEIGHT = "document.querySelector('[data-testid=stMain]').scrollHeight"


@dataclass(frozen=True)
class Picture:
    """A file's name, the path and query that it shows, and who looks."""

    name: str
    address: str
    width: int = LAPTOP
    theme: str = "light"


PICTURES = (
    Picture("overview", ""),
    Picture("oee", "oee"),
    Picture("losses", "losses"),
    Picture("stops", "stops?line=Line+1"),
    Picture("production", "production"),
    Picture("maintenance", "maintenance?period=7+days"),
    Picture("energy", "energy"),
    Picture("shift_report", "shift_report?line=Line+1"),
    Picture("data_trust", "data_trust"),
    Picture("glossary", "glossary?kpi=oee"),
    Picture("overview_phone", "", PHONE, "dark"),
    Picture("shift_report_phone", "shift_report?line=Line+1&lang=Deutsch", PHONE, "dark"),
)


def take(browser: Browser, workspace: Path, folder: Path, pictures: Iterable[Picture] = PICTURES) -> None:
    """Writes each of ``pictures`` of the published ``workspace`` as a PNG into ``folder``.

    Raises ``RuntimeError`` where something is wrong with a page that is pictured.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with running_dashboard(workspace.resolve()) as address:
        for picture in pictures:
            somebody = Visitor(browser, picture.width, picture.theme)
            page = somebody.open(f"{address}/{picture.address}")
            page.set_viewport_size({"width": picture.width, "height": min(height_of(page), TALLEST)})
            wrong = somebody.complaints(picture.theme)
            wrong += page.get_by_test_id("stAlertContentError").all_inner_texts()
            if wrong:
                raise RuntimeError(f"{picture.name} is not fit to be shown: {wrong[0]}")
            height_of(page)
            page.screenshot(path=folder / f"{picture.name}.png", animations="disabled")
            somebody.context.close()


def height_of(page: Page) -> int:
    """How high the page is, once it grows no more."""
    height = -1
    while (now := int(page.evaluate(HEIGHT))) != height or page.get_by_test_id("stSkeleton").count():
        height = now
        page.wait_for_timeout(1000)
    return height


if __name__ == "__main__":
    given = [Path(argument) for argument in sys.argv[1:]]
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        take(launched, *(given + [DEMO, FOLDER][len(given) :]))
