"""The sources that are proposed for a table of an ERP, as they belong under `sources:` of plant.yaml."""

from collections.abc import Mapping

from orchestration.inspection.proposal import ProposedFile, one_line, yaml_value
from orchestration.inspection.tables import NO_CURRENCY, READER, FoundTable, TableSource

_REMARKS = {None: "      # this file has no such column", NO_CURRENCY: "      # write the plant's own"}


def proposed_table(table: FoundTable, file_name: str, source: str, site: str) -> ProposedFile:
    """One file with an entry for each entity that the table tells."""
    lines = [
        f"# Proposed by `millrace inspect` from {one_line(file_name)}: belongs under `sources:` of plant.yaml.",
        f"# {'Guess' if table.is_guess else 'Recognised'}: {one_line(table.because)}.",
        *(f"# In doubt: {doubt.option}. {one_line(doubt.sentence)}" for doubt in table.doubts),
    ]
    if table.unmapped:
        lines.append(f"# Not mapped: {one_line(', '.join(table.unmapped))}.")
    if len(table.sources) > 1:
        lines.append("# It tells several entities, each a source of its own: drop the file into the folder of each.")
    for number, one in enumerate(table.sources):
        name = source if number == 0 else f"{source}_{one.entity}"
        lines += [f"  - id: {name}", f"    site: {site}", f"    reader: {READER}", "    options:"]
        lines += _options(one, is_guess=table.is_guess)
    return ProposedFile("source.yaml", "under `sources:` in plant.yaml", "\n".join(lines) + "\n")


def _options(one: TableSource, *, is_guess: bool) -> list[str]:
    lines = []
    for name, value in one.options.items():
        if not isinstance(value, Mapping):
            lines.append(f"      {name}: {yaml_value(value)}")
            continue
        lines.append(f"      {name}:")
        remark = "      # guess: by what the column is called" if is_guess and name == "columns" else ""
        lines += [f"        {key}: {yaml_value(entry)}{_REMARKS.get(entry, remark)}" for key, entry in value.items()]
    return lines
