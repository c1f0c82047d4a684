"""`millrace retract`: a wrong export is taken back, with its reason."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from orchestration.commands.terminal import foreseen, open_workspace, say
from orchestration.lake import retract


def retract_file(option: Path | None, named: str, reason: str, wait_s: float) -> dict[str, Any]:
    """Take one loaded file back and say what was done.

    Raises:
        CommandFailedError: no loaded file, or more than one, is named so; or another process holds the workspace.
    """
    workspace = open_workspace(option)
    with foreseen():
        done = retract(workspace, named, reason, wait_s)
    say(
        f"Retracted {done.file_name} of source {done.source} (load {done.load_seq}, {done.rows} rows). "
        "'millrace run' publishes the figures without it."
    )
    return asdict(done)
