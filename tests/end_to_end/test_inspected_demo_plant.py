"""The demo plant's exports, inspected as unknown files, beside the configuration that the demo has for them."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from orchestration.demo import make_demo
from orchestration.inspection import inspect_file
from orchestration.inspection.inspecting import Found
from orchestration.inspection.mapping import UnitNames
from orchestration.plant.source import ExportTime

EXPORT_TIME = ExportTime(pattern=r"(\d{8}T\d{6})\.", format="%Y%m%dT%H%M%S")


@pytest.fixture(scope="module", params=["mixed", "vendors"])
def plant(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("inspected") / request.param
    make_demo(root, date(2026, 11, 8), 14, 1, request.param)
    return root


def sources(root: Path) -> list[dict[str, Any]]:
    """The plant's historians as plant.yaml has them."""
    described = yaml.safe_load((root / "plant.yaml").read_text(encoding="utf-8"))["sources"]
    return [one for one in described if one["reader"].startswith("historian.")]


def largest(root: Path, source: str) -> Found:
    """What inspection says of the largest file of a source."""
    file = max((root / "landing" / source).iterdir(), key=lambda path: path.stat().st_size)
    inspection = inspect_file(file, source, None, UnitNames({}))
    assert inspection.found is not None, f"{file.name}: {inspection.because}"
    return inspection.found


def test_each_export_is_recognised_read_whole_and_its_tags_mean_what_they_are_mapped_to(plant: Path) -> None:
    lines = (plant / "tags.csv").read_text(encoding="utf-8").splitlines()
    mapped = {(row["source"], row["tag"]): row["signal"] for row in csv.DictReader(lines)}
    for described in sources(plant):
        source = described["id"]
        found = largest(plant, source)
        assert found.candidate.reader == described["reader"]
        assert (found.reading.refused, found.reading.lost) == (None, 0)
        assert found.export_time == (EXPORT_TIME if "export_time" in described else None)
        proposed = {tag.profile.tag: tag.guess.signal for tag in found.tags if tag.is_proposed}
        there = {tag.profile.tag for tag in found.tags}
        assert proposed == {tag: signal for (of, tag), signal in mapped.items() if of == source and tag in there}
