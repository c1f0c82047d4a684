"""The pictures of the documents: made by their command, and all there."""

import re
import struct
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from published_fixture import LAST_DAY, make_published
from screenshots import FOLDER, PICTURES, ROOT, TALLEST, take

MEGABYTE = 1_000_000


@pytest.mark.browser
def test_a_page_is_pictured(browser: Browser, tmp_path: Path) -> None:
    make_published(tmp_path / "published", LAST_DAY, datetime.now(UTC))
    take(
        browser, tmp_path, tmp_path / "pictures", [picture for picture in PICTURES if picture.name == "overview_phone"]
    )
    # A PNG has its width and height in bytes 16 to 24.
    width, height = struct.unpack(">II", (tmp_path / "pictures" / "overview_phone.png").read_bytes()[16:24])
    assert width == 390
    assert 844 < height <= TALLEST


def test_each_page_has_its_picture_and_all_of_them_are_small() -> None:
    files = sorted(FOLDER.glob("*.png"))
    assert [path.stem for path in files] == sorted(picture.name for picture in PICTURES)
    assert sum(path.stat().st_size for path in files) < 2.5 * MEGABYTE


def test_the_readme_shows_pictures_that_are_there() -> None:
    shown = re.findall(r"docs/screenshots/(\w+)\.png", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert {"overview", "overview_phone"} <= set(shown)
    assert set(shown) <= {picture.name for picture in PICTURES}
