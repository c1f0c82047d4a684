"""docs/kpis.md, section Catalogue, as data: which columns it documents, with their formulas and examples."""

import re
from dataclasses import dataclass
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
MARTS = ROOT / "transforms" / "models" / "marts"
NUMBERS = ("decimal", "double", "bigint", "integer")
# Tables whose numbers are no figures but keys and values of samples, and what a row says about dimensions.
NO_FIGURES = {"fct_evidence"}
FUNCTIONS = {"greatest", "least", "coalesce"}
_EXAMPLE = re.compile(r"`(?P<inputs>[^`]+)` gives (?P<value>-?[\d.]+)")


@dataclass(frozen=True)
class Kpi:
    """One row of a table: the column, its formula over columns of the row or words, and an example of it."""

    name: str
    column: str
    definition: str
    formula: str
    inputs: dict[str, float]
    value: float

    @property
    def named(self) -> set[str]:
        """The columns and words that the formula names."""
        return set(re.findall(r"[a-z_][a-z0-9_]*", self.formula)) - FUNCTIONS


@dataclass(frozen=True)
class Section:
    """The figures of some tables of one subject."""

    tables: list[str]
    grain: str
    source: str
    kpis: list[Kpi]
    parts: list[str]

    @property
    def columns(self) -> list[str]:
        """All columns that the section documents."""
        return [kpi.column for kpi in self.kpis] + self.parts


def catalogue() -> list[Section]:
    """Every section of the catalogue."""
    text = (ROOT / "docs" / "kpis.md").read_text(encoding="utf-8")
    chapter = text.split("\n## Catalogue\n", 1)[1].split("\n## ", 1)[0]
    return [_section(part) for part in chapter.split("\n### ")[1:]]


def numeric_columns() -> dict[str, set[str]]:
    """Of each mart that holds figures, its numeric columns as its contract has them."""
    found = {}
    for file in MARTS.glob("*.yml"):
        for model in yaml.safe_load(file.read_text(encoding="utf-8"))["models"]:
            if not model["name"].startswith("dim_") and model["name"] not in NO_FIGURES:
                found[model["name"]] = {
                    column["name"] for column in model["columns"] if column["data_type"].startswith(NUMBERS)
                }
    return found


def _section(text: str) -> Section:
    heading, body = text.split("\n", 1)
    parts = re.search(r"^Parts: (.*?)\.$", body, flags=re.DOTALL | re.MULTILINE)
    grain = re.search(r"^Grain: (.*?)\.\sSource:\s(.*?)\.$", body, flags=re.DOTALL | re.MULTILINE)
    return Section(
        tables=re.findall(r"`(\w+)`", heading),
        grain=_one_line(grain.group(1)) if grain else "",
        source=_one_line(grain.group(2)) if grain else "",
        kpis=[_kpi(line) for line in body.splitlines() if line.startswith("| ") and "`" in line],
        parts=re.findall(r"`(\w+)`", parts.group(1)) if parts else [],
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _kpi(line: str) -> Kpi:
    _, name, column, definition, formula, example, _ = (cell.strip() for cell in line.split("|"))
    found = _EXAMPLE.fullmatch(example)
    if found is None:
        raise ValueError(f"The example of {column} is not written as `a = 1, b = 2` gives 3: {example}")
    inputs = dict(part.split(" = ") for part in found["inputs"].split(", "))
    return Kpi(
        name=name,
        column=column.strip("`"),
        definition=definition,
        formula=formula.strip("`"),
        inputs={name: float(value) for name, value in inputs.items()},
        value=float(found["value"]),
    )
