"""`millrace init` and `millrace check`: making a workspace, and finding what is wrong with one."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from orchestration.commands.terminal import foreseen, open_workspace, say


def initialise(folder: Path) -> dict[str, Any]:
    """Make a workspace in `folder`.

    Raises:
        CommandFailedError: there is one already.
    """
    from orchestration.plant import scaffold

    with foreseen():
        files = scaffold(folder)
    say(f"Made a workspace at {folder}: {', '.join(path.name for path in files)}.")
    say(f"Edit plant.yaml and tags.csv, drop files into {folder}/landing/<source>/, then: millrace run -w {folder}")
    return {"workspace": str(folder), "files": [str(path) for path in files]}


def check_workspace(option: Path | None, *, quiet: bool) -> dict[str, Any]:
    """Check a workspace and tell everything that was found."""
    from orchestration.commands.archive import notices_of_keys, notices_of_originals
    from orchestration.commands.counter_notices import notices_of_counters
    from orchestration.commands.gap_notices import notices_of_gaps
    from orchestration.plant import check

    workspace = open_workspace(option)
    report = check(workspace)
    notices = [*report.units_without_signal, *report.notices]
    if report.is_ok:
        plant = workspace.load()
        notices += notices_of_keys(plant)
        notices += notices_of_originals(workspace, plant)
        notices += notices_of_counters(workspace, plant)
        notices += notices_of_gaps(workspace)
    if not quiet:
        for error in report.errors:
            say(f"Error: {error}")
        for tag in report.unmapped_tags or ():
            say(f"Not mapped: tag {tag.tag} of source {tag.source} ({tag.samples} samples); add it to tags.csv.")
        for notice in notices:
            say(f"Notice: {notice}")
        if report.is_ok:
            say("The configuration has no errors.")
    return {
        "errors": [asdict(error) for error in report.errors],
        "unmapped_tags": [asdict(tag) for tag in report.unmapped_tags or ()],
        "notices": [asdict(notice) for notice in notices],
    }
