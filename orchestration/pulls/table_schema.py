"""Columns of a table that come, go or become another type."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from orchestration.pulls.failure import PullFailed

_NAMED = 10


def refuse_changed_kinds(
    before: Mapping[str, str], now: Mapping[str, str], used: Sequence[str], shown: str, folder: Path
) -> None:
    """Raise PullFailed where a column that is mapped has values of another kind than at the last pull."""
    for name in used:
        if before.get(name, now[name]) != now[name]:
            raise PullFailed(
                f"The column {name!r} of the {shown} had values of the kind {before[name]} and now has {now[name]}. "
                "What was pulled before stays. See whether its mapping still holds, then remove "
                f"{folder / 'table.json'}: all rows are asked for again."
            )


def new_columns(before: Mapping[str, str], now: Mapping[str, str], shown: str) -> str | None:
    """The sentence about columns that the table did not have at the last pull."""
    added = [name for name in now if name not in before]
    if not before or not added:
        return None
    more = f" and {len(added) - _NAMED} more" if len(added) > _NAMED else ""
    return (
        f"The {shown} has new columns: {', '.join(added[:_NAMED])}{more}. Map those that are wanted; they are then "
        "asked for from the first row on."
    )
