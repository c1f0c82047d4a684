"""docs/data-dictionary.md, written anew from the readers' entities and the columns' descriptions.

uv run python -m tests.conventions.data_dictionary
"""

import re
from pathlib import Path

import polars as pl

from orchestration.readers.entities import PARTS, Entity

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "data-dictionary.md"

_HEAD = """\
# Data dictionary

The canonical tables of the IT side, after ISA-95: what ERP, MES, maintenance and finance say, whatever system they
are. Each is a table of the lake (`lake.<name>`, all rows as they came) and, typed, newest only and with references
resolved, a table `staged.<name>` of the published file. Samples are in [architecture.md](architecture.md), KPIs in
[kpis.md](kpis.md).

Every row also has `source`, `load_seq` and `row_no`: the way back to its file and line. Times (`_utc`) are UTC, `_s`
seconds, `_h` hours; money is in the row's `currency`; quantities are in its `unit`. Both ends of a validity are
included, and an empty end is open. **Bold** fields are in every row, * marks what a row is known by: of rows with the
same key the newest counts. Where the key is an id that not every source gives, a row without it is known by all its
fields.

This page is written from the code by `uv run python -m tests.conventions.data_dictionary`.
"""
_TYPES = {pl.String(): "text", pl.Float64(): "number", pl.Date(): "date"}


def rendered() -> str:
    """The page's text."""
    texts = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "transforms/models").glob("columns*.md"))
    meanings = dict(re.findall(r"{% docs (\w+) %}\n(.*?)\n{% enddocs %}", texts, re.DOTALL))
    return _HEAD + "".join(
        f"\n## {title}\n" + "".join(_section(entity, meanings) for entity in part) for title, part in PARTS.items()
    )


def _section(entity: Entity, meanings: dict[str, str]) -> str:
    lines = [f"\n### {entity.name}\n", f"One row per {entity.what}.\n"]
    lines += ["| field | type | what it is |", "| --- | --- | --- |"]
    for field, dtype in entity.fields.items():
        name = f"**{field}**" if field in entity.required else field
        mark = "*" if field in entity.key else ""
        choices = entity.choices.get(field)
        meaning = f"One of {', '.join(choices)}." if choices else meanings[field].replace("\n", " ")
        lines.append(f"| {name}{mark} | {_TYPES.get(dtype, 'time')} | {meaning} |")
    for pair in entity.one_of:
        lines.append(f"\nEvery row has {' or '.join(pair)}.")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(rendered(), encoding="utf-8")
