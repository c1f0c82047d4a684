"""Documents that must follow the code."""

import re
from pathlib import Path

import pytest

from orchestration.readers.registry import READERS

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("reader", sorted(READERS))
def test_every_option_of_every_reader_is_documented(reader: str) -> None:
    text = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    section = text.split(f"### {reader}\n", 1)[1].split("\n### ", 1)[0]
    options = READERS[reader].options_type.model_fields
    missing = [name for name, field in options.items() if f"`{name}`" not in section or not field.description]
    assert missing == []


def test_links_between_documents_lead_somewhere() -> None:
    broken = [
        f"{document.relative_to(ROOT)}: {target}"
        for document in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8"))
        if "://" not in target and not (document.parent / target).exists()
    ]
    assert broken == []


def test_each_kpi_of_iso_22400_is_documented_by_its_name_and_unit() -> None:
    macro = (ROOT / "transforms" / "macros" / "iso22400.sql").read_text(encoding="utf-8")
    chapter = (ROOT / "docs" / "kpis.md").read_text(encoding="utf-8").split("\n## ISO 22400-2\n", 1)[1]
    defined = re.findall(r"^ +\['(\w+)', '[^']+', .*, '([^']+)', '\w+'\],$", macro, flags=re.MULTILINE)
    rows = [
        [cell.strip("` ") for cell in line.split("|")[1:-1]] for line in chapter.splitlines() if line.startswith("| `")
    ]
    assert len(defined) == 34
    assert [(row[0], row[3]) for row in rows if len(row) == 5 and row[0] != "kpi"] == defined
