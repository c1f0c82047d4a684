"""`millrace demo`: a simulated plant, made and run through the whole chain."""

from datetime import date
from pathlib import Path
from typing import Any

from orchestration.commands.run import run_once
from orchestration.commands.terminal import CommandFailedError, say
from orchestration.plant import Workspace


def make_and_run(
    option: Path | None, end: str | None, days: int, seed: int, historian: str, erp: str
) -> dict[str, Any]:
    """Make the demo plant where there is none yet, and run what is new.

    Raises:
        CommandFailedError: the end is no date, the days are too few, or there is no such historian or ERP.
    """
    from orchestration.demo import make_demo

    workspace = Workspace.resolve(option)
    last = _date(end) if end else None
    if (workspace.root / "plant.yaml").exists():
        say(f"The demo plant at {workspace.root} is there already; remove the folder to have another one made.")
    else:
        say(f"Making the demo plant at {workspace.root}: {days} days …")
        try:
            make_demo(workspace.root, last, days, seed, historian, erp)
        except ValueError as error:
            raise CommandFailedError(f"{error}.") from error
    return run_once(workspace.root, wait_s=0.0)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandFailedError(f"--end '{text}' is no date: write it as 2026-10-31.") from None
