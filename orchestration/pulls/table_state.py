"""How far a table was pulled: a small JSON file beside the rows as they were last seen, replaced as a whole."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from orchestration.lake.durable import flush_to_disk, move_durably, write_atomically
from orchestration.pulls.state import pull_folder

if TYPE_CHECKING:
    from orchestration.plant import Source, Workspace

_FORM = 1


@dataclass(frozen=True)
class TableState:
    """How far a table was pulled, and what came of the last pull.

    asked: hash of what the pull asks for. kinds: the table's columns and the kind of their values. mark: the cursor's
    highest value, as text. keys_at_utc: when all keys were last compared. rows, rows_landed, rows_deleted: of the last
    pull. pulled_at_utc: when it ended. pulled_whole_at_utc: when last one was whole. failure: why the last one is not.
    stamped_at_utc: the moment that the newest file is named after. renames: files on their way, draft to name, relative
    to the workspace; noted before anything is renamed, so that a kill in between is mended by the next pull.
    """

    asked: str = ""
    kinds: Mapping[str, str] = field(default_factory=dict)
    mark: str | None = None
    keys_at_utc: datetime | None = None
    rows: int = 0
    rows_landed: int = 0
    rows_deleted: int = 0
    pulled_at_utc: datetime | None = None
    pulled_whole_at_utc: datetime | None = None
    failure: str | None = None
    stamped_at_utc: datetime | None = None
    renames: tuple[tuple[str, str], ...] = ()

    def finish_renames(self, root: Path) -> None:
        """Rename what is not renamed yet in the workspace at `root`. Done again it changes nothing."""
        for draft, target in self.renames:
            if (root / draft).exists():
                move_durably(root / draft, root / target)
                flush_to_disk((root / target).parent)


def table_state(workspace: Workspace, source: Source) -> TableState:
    """How far a table was pulled; nothing is known of one that never was."""
    path = pull_folder(workspace, source) / "table.json"
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return TableState()
    if content.pop("millrace_table_pull") != _FORM:
        raise ValueError(f"{path} was written by another version of Millrace; pull with that version, or remove it.")
    times = {name: datetime.fromisoformat(value) for name, value in content.items() if name.endswith("_utc") and value}
    renames = tuple((draft, target) for draft, target in content["renames"])
    return TableState(**{**content, **times, "renames": renames})


def save_table_state(workspace: Workspace, source: Source, state: TableState) -> None:
    """Write the state down; returns when a power cut could no longer lose it."""
    content = {"millrace_table_pull": _FORM, **asdict(state)}
    path = pull_folder(workspace, source) / "table.json"
    write_atomically(path, json.dumps(content, default=datetime.isoformat, indent=1))
