"""A batch: the files that one commit loads, and the intent file that lets a rerun finish it after a kill.

An intent is written before anything is moved. It says which files the batch has and under which numbers (`claimed`);
later also which Parquet files lie ready and which files are to be quarantined (`prepared`). From then on finishing
the batch reads no input: it only commits what is not committed yet. The intent lives beside the archived files, as
it is part of what must not be lost.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from orchestration.lake.durable import write_atomically
from orchestration.lake.parquet_files import DataFile

if TYPE_CHECKING:
    from orchestration.plant import Workspace

INTENT_VERSION = 1


@dataclass(frozen=True)
class BatchFile:
    """One file of a batch; `landed` and `archived` are relative to the workspace's landing and archive."""

    load_seq: int
    file_id: str
    file_name: str
    size_bytes: int
    mtime_ns: int
    landed: str
    archived: str


@dataclass(frozen=True)
class Quarantine:
    """A file that was refused: where in quarantine it goes (relative), and the sentence that says why."""

    load_seq: int
    target: str
    sentence: str


@dataclass(frozen=True)
class Prepared:
    """What a batch commits: the data files of each table, in the order of commitment, and what goes to quarantine."""

    files: dict[str, list[DataFile]]
    quarantines: list[Quarantine] = field(default_factory=list)


@dataclass(frozen=True)
class IngestBatch:
    """The files of one commit of one source; `version` is its application-transaction version."""

    source: str
    version: int
    files: list[BatchFile]
    prepared: Prepared | None = None

    @property
    def prefix(self) -> str:
        """How the names of this batch's Parquet files begin."""
        return f"part-{self.source}-{self.version:08d}"

    def with_files(self, files: list[BatchFile]) -> Self:
        """The same batch with other files."""
        return replace(self, files=files)

    def with_prepared(self, prepared: Prepared) -> Self:
        """The same batch, ready to be committed."""
        return replace(self, prepared=prepared)


def intent_path(workspace: Workspace, source: str) -> Path:
    """Where the open batch of a source is recorded."""
    return workspace.archive / source / ".batch.json"


def save_intent(workspace: Workspace, batch: IngestBatch) -> None:
    """Record the batch durably; returns when a power cut could no longer lose it."""
    content = {"millrace_intent": INTENT_VERSION, **vars(batch)}
    # `asdict` copies every value of thousands of files; what is a dataclass within is written by its fields.
    write_atomically(intent_path(workspace, batch.source), json.dumps(content, default=vars))


def open_intent(workspace: Workspace, source: str) -> IngestBatch | None:
    """The batch that an earlier run left unfinished, or None."""
    path = intent_path(workspace, source)
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    if content.get("millrace_intent") != INTENT_VERSION:
        raise ValueError(
            f"{path} was written by another version of Millrace (form {content.get('millrace_intent')!r}, here "
            f"{INTENT_VERSION}). Finish the batch with that version first."
        )
    return IngestBatch(
        source=content["source"],
        version=content["version"],
        files=[BatchFile(**file) for file in content["files"]],
        prepared=_prepared(content["prepared"]),
    )


def close_intent(workspace: Workspace, source: str) -> None:
    """Forget the batch: it is finished."""
    intent_path(workspace, source).unlink(missing_ok=True)


def _prepared(content: dict[str, Any] | None) -> Prepared | None:
    if content is None:
        return None
    return Prepared(
        files={name: [DataFile.from_json(file) for file in files] for name, files in content["files"].items()},
        quarantines=[Quarantine(**quarantine) for quarantine in content["quarantines"]],
    )
