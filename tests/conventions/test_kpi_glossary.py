"""What the published file says of its figures is what docs/kpis.md says."""

import csv
import io

from orchestration.defs.publish.catalogue import CATALOGUE
from tests.conventions.kpi_catalogue import catalogue
from tests.conventions.kpi_glossary import rendered


def test_the_published_catalogue_is_as_the_document() -> None:
    assert CATALOGUE.read_text(encoding="utf-8") == rendered(), "Run: uv run python -m tests.conventions.kpi_glossary"


def test_every_figure_has_one_entry_and_all_kpis_of_the_standard_are_among_them() -> None:
    entries = list(csv.DictReader(io.StringIO(rendered())))
    own = sum(len(section.kpis) for section in catalogue() if section.tables != ["iso22400_kpis"])
    assert len(entries) == own + 34
    assert len({entry["kpi"] for entry in entries}) == len(entries)
    assert [
        entry["kpi"] for entry in entries if not (entry["definition"] and entry["formula"] and entry["source"])
    ] == []
