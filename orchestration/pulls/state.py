"""How far a source was pulled: a small JSON file beside the rows read last, replaced as a whole.

`done_to` is where the next pull begins: what lies before was asked for so late that it is final. `mark` is how far was
asked at all. `landing` is a file that is about to be landed: it is noted before anything is renamed, so that a kill
in between is mended by renaming what is still there.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from orchestration.lake.durable import flush_to_disk, move_durably, write_atomically

if TYPE_CHECKING:
    from orchestration.plant import Source, Workspace
    from orchestration.plant.pull import Pull

_FORM = 1
# What a pull asks for; the other keys say only how it asks.
_ASKED = ("connector", "query", "time_type", "text_format", "nodes", "folders", "db_schema")


@dataclass(frozen=True)
class Landing:
    """Files on their way: `draft` becomes `landed`, `seen_draft` becomes `seen` (None: the rows are not kept).

    Names are relative to the workspace, and those of drafts are never used twice.
    """

    draft: str
    landed: str
    seen_draft: str | None = None
    seen: str | None = None

    def finish(self, root: Path) -> None:
        """Rename what is not renamed yet in the workspace at `root`. Done again it changes nothing."""
        for draft, target in ((self.draft, self.landed), (self.seen_draft, self.seen)):
            if draft is not None and target is not None and (root / draft).exists():
                move_durably(root / draft, root / target)
                flush_to_disk((root / target).parent)


@dataclass(frozen=True)
class PullState:
    """How far a source was pulled, and what came of the last pull. Times without zone are of the source's clock.

    asked: hash of what the pull asks for. since: where it began. windows, rows, rows_landed: of the last pull.
    pulled_at_utc: when it ended. pulled_whole_at_utc: when last a pull reached the present. failure: why the last
    one is not whole. stamped_at_utc: the moment that the newest file is named after. behind: tags that could not be
    read, and the start of the first window that lacks them.
    """

    asked: str = ""
    since: datetime | None = None
    done_to: datetime | None = None
    mark: datetime | None = None
    windows: int = 0
    rows: int = 0
    rows_landed: int = 0
    pulled_at_utc: datetime | None = None
    pulled_whole_at_utc: datetime | None = None
    failure: str | None = None
    landing: Landing | None = None
    stamped_at_utc: datetime | None = None
    behind: Mapping[str, datetime] = field(default_factory=dict)

    def beginning(self, asked: str, first: datetime) -> Self:
        """The state as a pull begins: from the start again where it asks for something else, or for earlier days."""
        if self.asked != asked or self.since is None or first < self.since:
            return replace(self, asked=asked, since=first, done_to=first, mark=None, behind={})
        return self

    def falling_behind(self, tags: Iterable[str], window_start: datetime) -> Self:
        """The state after a window in which tags could not be read."""
        return replace(self, behind={**dict.fromkeys(tags, window_start), **self.behind})

    def catching_up(self, unreadable: Iterable[str]) -> Self:
        """The state at a pull's end: from where tags that can be read again could not, everything is asked anew."""
        still = {tag: start for tag, start in self.behind.items() if tag in unreadable}
        again = [start for tag, start in self.behind.items() if tag not in still]
        done_to = min([self.done_to, *again]) if self.done_to is not None else None
        return replace(self, behind=still, done_to=done_to)


def asks_for(pull: Pull) -> str:
    """A hash of what a pull asks for."""
    asked = {name: value for name, value in pull.model_dump(mode="json").items() if name in _ASKED}
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()[:16]


def pull_folder(workspace: Workspace, source: Source) -> Path:
    """Where a source's state and the rows read last are kept."""
    return workspace.pulls / source.id


def pull_state(workspace: Workspace, source: Source) -> PullState:
    """How far a source was pulled; nothing is known of one that never was."""
    path = pull_folder(workspace, source) / "state.json"
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return PullState()
    if content.pop("millrace_pull") != _FORM:
        raise ValueError(f"{path} was written by another version of Millrace; pull with that version, or remove it.")
    return PullState(**{name: _value(name, value) for name, value in content.items()})


def save_state(workspace: Workspace, source: Source, state: PullState) -> None:
    """Write the state down; returns when a power cut could no longer lose it."""
    content = {"millrace_pull": _FORM, **asdict(state)}
    path = pull_folder(workspace, source) / "state.json"
    write_atomically(path, json.dumps(content, default=datetime.isoformat, indent=1))


def _value(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name == "landing":
        return Landing(**value)
    if name == "behind":
        return {tag: datetime.fromisoformat(start) for tag, start in value.items()}
    return datetime.fromisoformat(value) if name in {"since", "done_to", "mark"} or name.endswith("_utc") else value
