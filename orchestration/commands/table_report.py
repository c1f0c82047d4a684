"""What `millrace inspect` found of a table of an ERP, for a person and for a script."""

from dataclasses import asdict
from typing import Any

from orchestration.commands.terminal import say
from orchestration.inspection import Inspection
from orchestration.inspection.tables import READER, FoundTable


def tell_table(inspection: Inspection, table: FoundTable) -> None:
    """Print the report."""
    guessed = ", as a guess" if table.is_guess else ""
    packed = "" if inspection.packing == "plain" else f" ({inspection.packing})"
    say(f"{inspection.path}{packed}: {READER}{guessed}, because {table.because}.")
    for doubt in table.doubts:
        say(f"In doubt: {doubt.option}. {doubt.sentence}")
    for one in table.sources:
        what = one.options.get("preset") or one.options["columns"]
        lost = one.rows_read - one.rows_loaded
        say(f"{one.entity} ({what}): {one.rows_read:,} rows read, {one.rows_loaded:,} would be loaded, {lost:,} not.")
        if one.refused:
            say(f"  As it is the whole file would be quarantined: {one.refused}")
        for reason in one.rejected:
            word = "left out" if reason.is_left_out else "rejected"
            say(f"  {reason.count:,} {word}: {reason.reason} (row {reason.line}: {reason.raw})")


def table_result(table: FoundTable) -> dict[str, Any]:
    """The table for a script."""
    return {
        "is_guess": table.is_guess,
        "because": table.because,
        "doubts": [asdict(doubt) for doubt in table.doubts],
        "sources": [
            {
                "reader": READER,
                "entity": one.entity,
                "options": dict(one.options),
                "read": one.rows_read,
                "loaded": one.rows_loaded,
                "refused": one.refused,
                "reasons": [asdict(reason) for reason in one.rejected],
            }
            for one in table.sources
        ],
    }
