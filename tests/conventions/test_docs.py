"""Documents that must follow the code."""

import re
from pathlib import Path

import pytest

from orchestration.readers.contract import ReaderOptions
from orchestration.readers.historian import delimited_long, delimited_wide
from orchestration.readers.historian.delimited_samples import DelimitedSampleOptions
from orchestration.readers.historian.ignition_rows import IgnitionOptions
from orchestration.readers.historian.typed_table import TypedTableOptions
from orchestration.readers.mapped_options import MappedOptions
from orchestration.readers.registry import READERS
from orchestration.readers.samples import SampleOptions
from orchestration.readers.text_options import DelimitedOptions, TextOptions

ROOT = Path(__file__).parents[2]


SHARED_OPTIONS: dict[str, type[ReaderOptions]] = {
    "Options of samples": SampleOptions,
    "Options of text": TextOptions,
    "Options of delimited text": DelimitedOptions,
    "Options of delimited samples": DelimitedSampleOptions,
    "Options of mapped tables": MappedOptions,
    "Options of Ignition's history": IgnitionOptions,
    "Options of typed tables": TypedTableOptions,
    "historian.delimited_long": delimited_long.Options,
    "historian.delimited_wide": delimited_wide.Options,
}


def documented_options(section: str) -> list[str]:
    text = (ROOT / "docs" / "readers.md").read_text(encoding="utf-8")
    return re.findall(
        r"^\| `(\w+)` \|", re.split(r"\n###? ", text.split(f"### {section}\n", 1)[1])[0], flags=re.MULTILINE
    )


@pytest.mark.parametrize("reader", sorted(READERS))
def test_every_option_of_every_reader_is_documented(reader: str) -> None:
    """In the reader's own section, or where it is shared, if its default is not another one."""
    options = READERS[reader].options_type
    known = set(documented_options(reader))
    for section, shared in SHARED_OPTIONS.items():
        if issubclass(options, shared):
            known |= {
                name
                for name in documented_options(section)
                if name in shared.model_fields
                and options.model_fields[name].default == shared.model_fields[name].default
            }
    missing = [name for name, field in options.model_fields.items() if name not in known or not field.description]
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
