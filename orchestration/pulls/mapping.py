"""What a pull needs of a table: the columns that the reader's options name, and nothing else of it."""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from orchestration.plant import Source
from orchestration.pulls.failure import PullFailed
from orchestration.readers.mapped_options import MappedOptions
from orchestration.readers.schema import BUSINESS_KEYS

# What a pull asks for; the other keys of a pull say only how and when it asks.
_ASKED = ("connector", "table", "query", "model", "domain", "doctype", "parent", "filters", "cursor")


@dataclass(frozen=True)
class Wanted:
    """Names of a table's columns as the table spells them.

    columns: all that are landed. keys: those by which a row is known. cursor: the one that says what is new.
    worker: the one that is hashed.
    """

    columns: tuple[str, ...]
    keys: tuple[str, ...]
    cursor: str | None
    worker: str | None


def wanted(source: Source, cursor: str | None, found: Sequence[str], shown: str) -> Wanted:
    """The columns that a source's mapping needs of those that its table has.

    Raises:
        PullFailed: the table lacks one of them, or has it twice.
    """
    options = source.options
    if not isinstance(options, MappedOptions):
        raise TypeError(f"The options of {source.id} map no table: {type(options).__name__}.")
    spelled: dict[str, list[str]] = {}
    for name in found:
        spelled.setdefault(name.lower(), []).append(name)

    def spell(column: str | int, what: str) -> str:
        names = spelled.get(str(column).strip().lower(), [])
        if len(names) != 1:
            problem = "has more than one column" if names else "has no column"
            raise PullFailed(
                f"The {shown} {problem} {column!r}, which plant.yaml names for {what}. Its columns: "
                f"{', '.join(found)[:500]}. What was pulled before stays; correct the source's options or pull."
            )
        return names[0]

    used: dict[str, None] = {}
    keys: dict[str, None] = {}
    for field, column in options.columns.items():
        for part in column if isinstance(column, tuple) else (column,):
            used[spell(part, field)] = None
            if field in BUSINESS_KEYS[source.produces[0]]:
                keys[spell(part, field)] = None
    used.update((spell(column, option), None) for column, option in options.asides().items())
    marked = None if cursor is None else spell(cursor, "the cursor")
    if marked is not None:
        used[marked] = None
    worker = options.columns.get("worker")
    named = None if worker is None or isinstance(worker, tuple) else spell(worker, "worker")
    return Wanted(tuple(used), tuple(keys), marked, named)


def asks_for(source: Source, want: Wanted, pseudonym_key: bytes | None) -> str:
    """A hash of what a pull asks for; another one means that everything is asked for again."""
    pull: Mapping[str, object] = source.pull.model_dump(mode="json") if source.pull else {}
    asked = {name: value for name, value in pull.items() if name in _ASKED}
    key = hmac.new(pseudonym_key, b"pull", hashlib.sha256).hexdigest() if want.worker and pseudonym_key else ""
    content = json.dumps([asked, want.columns, want.keys, want.worker, key], sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:16]
