"""The catalogue that each published file carries, written anew from docs/kpis.md.

uv run python -m tests.conventions.kpi_glossary
"""

import csv
import io
import re
from collections import Counter

from orchestration.defs.publish.catalogue import CATALOGUE, COLUMNS
from tests.conventions.kpi_catalogue import ROOT, catalogue

ISO = "ISO 22400-2"
ACRONYMS = {"oee", "nee", "mtbf", "mttf", "mttr"}


def rows() -> list[dict[str, str]]:
    """Every figure of the catalogue, then every KPI of ISO 22400-2, with the columns of the published table."""
    nearest = dict(re.findall(r"^\| `(\w+)` \| ([^|]+) \|$", _chapter(ISO).split("| element |")[0], re.MULTILINE))
    sections = [section for section in catalogue() if section.kpis and section.tables != ["iso22400_kpis"]]
    times = Counter(kpi.column for section in sections for kpi in section.kpis)
    own = [
        {
            "kpi": kpi.column if times[kpi.column] == 1 else f"{section.tables[0]}.{kpi.column}",
            "kpi_name": kpi.name,
            "definition": kpi.definition,
            "formula": kpi.formula,
            "column_name": kpi.column,
            "table_names": ", ".join(section.tables),
            "grain": section.grain,
            "source": section.source,
            "iso_22400_name": nearest.get(kpi.column, ""),
        }
        for section in sections
        for kpi in section.kpis
    ]
    return own + _of_iso()


def _of_iso() -> list[dict[str, str]]:
    pattern = r"^\| `(\w+)` \| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$"
    section = next(section for section in catalogue() if section.tables == ["iso22400_kpis"])
    return [
        {
            "kpi": name,
            "kpi_name": f"{_words(name)[:1].upper()}{_words(name)[1:]} ({ISO})",
            "definition": f"as the standard has it; unit {unit}",
            "formula": f"({numerator}) / ({denominator})",
            "column_name": "value",
            "table_names": "iso22400_kpis",
            "grain": section.grain,
            "source": inputs.replace("`", ""),
            "iso_22400_name": _words(name),
        }
        for name, numerator, denominator, unit, inputs in re.findall(pattern, _chapter(ISO), re.MULTILINE)
        if name != "kpi"
    ]


def _words(name: str) -> str:
    words = name.removeprefix("iso_").split("_")
    return " ".join(word.upper() if word in ACRONYMS else word for word in words)


def _chapter(title: str) -> str:
    text = (ROOT / "docs" / "kpis.md").read_text(encoding="utf-8")
    return text.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def rendered() -> str:
    """The file's text."""
    content = io.StringIO()
    writer = csv.DictWriter(content, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: row[name].replace("`", "") for name in COLUMNS} for row in rows())
    return content.getvalue()


if __name__ == "__main__":
    CATALOGUE.write_text(rendered(), encoding="utf-8")
