"""How commands speak: people read standard error, scripts read standard output."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

if TYPE_CHECKING:
    from orchestration.plant import Plant, Workspace


class CommandFailedError(Exception):
    """A command cannot do what was asked; the message is a sentence a person can act on."""


def console() -> Console:
    """Return a console on standard error."""
    return Console(stderr=True, highlight=False, soft_wrap=True)


def say(text: str) -> None:
    """Tell a person something."""
    console().print(text, markup=False)


def say_error(text: str) -> None:
    """Tell a person what went wrong."""
    out = console()
    out.print("Error: ", style="bold red", end="")
    out.print(text, markup=False)


@contextmanager
def foreseen() -> Iterator[None]:
    """Turn errors that a person can mend into a CommandFailedError; all others stay what they are."""
    from orchestration.defs.transforms.dbt_project import ProjectUnreadableError
    from orchestration.defs.transforms.window import LoadsLostError, SamplesExpiredError
    from orchestration.lake import (
        ArchiveKeyError,
        RestoreError,
        RetractionError,
        SealedFileError,
        WorkspaceBusyError,
    )
    from orchestration.plant import ConfigurationErrors, WorkspaceExistsError
    from orchestration.settings import SettingError

    try:
        yield
    except (
        ArchiveKeyError,
        ConfigurationErrors,
        LoadsLostError,
        PermissionError,
        ProjectUnreadableError,
        RestoreError,
        RetractionError,
        SamplesExpiredError,
        SealedFileError,
        SettingError,
        WorkspaceBusyError,
        WorkspaceExistsError,
    ) as error:
        raise CommandFailedError(str(error)) from error


def open_workspace(option: Path | None) -> "Workspace":
    """Return the chosen workspace.

    Raises:
        CommandFailedError: there is no workspace there.
    """
    from orchestration.plant import Workspace

    workspace = Workspace.resolve(option)
    if not (workspace.root / "plant.yaml").exists():
        raise CommandFailedError(
            f"There is no workspace at {workspace.root} (it has no plant.yaml). Make one with "
            f"'millrace init {workspace.root}', the demo plant with 'millrace demo', or name another with --workspace."
        )
    return workspace


def open_plant(option: Path | None) -> tuple["Workspace", "Plant"]:
    """Return the chosen workspace and its configuration.

    Raises:
        CommandFailedError: there is none, or its files have errors; the message has all of them.
    """
    workspace = open_workspace(option)
    with foreseen():
        return workspace, workspace.load()


@contextmanager
def output_to(path: Path) -> Iterator[Console]:
    """Send everything this process and its children print to a file; yield a console that still reaches the person."""
    path.parent.mkdir(parents=True, exist_ok=True)
    sys.stdout.flush()
    sys.stderr.flush()
    saved = os.dup(1), os.dup(2)
    with path.open("ab") as log, os.fdopen(os.dup(saved[1]), "w", encoding="utf-8") as person:
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
        try:
            yield Console(file=person, highlight=False, soft_wrap=True)
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            for saved_one, target in zip(saved, (1, 2), strict=True):
                os.dup2(saved_one, target)
                os.close(saved_one)
