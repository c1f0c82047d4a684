"""`millrace archive`: originals of loaded files, given back; and what `check` says of the key that seals them."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from orchestration.commands.terminal import foreseen, open_workspace, say
from orchestration.lake import ArchiveKeyError, Keeping, restore

if TYPE_CHECKING:
    from orchestration.plant import Plant
    from orchestration.plant.check import Notice


def restore_file(option: Path | None, file_id: str, target: Path) -> dict[str, Any]:
    """Write one original, decrypted where it is sealed, to a path, and say what was done.

    Raises:
        CommandFailedError: there is no such original, its key is missing, or `target` is taken.
    """
    workspace = open_workspace(option)
    with foreseen():
        done = restore(workspace, file_id, target)
    sealed = ", in clear: delete it when you are done" if done.was_sealed else ""
    say(f"Wrote {done.kept_as} to {done.path}{sealed}.")
    return asdict(done)


def notices_of_keys(plant: "Plant") -> Iterator["Notice"]:
    """Sources whose originals are to be encrypted while there is no key to do it with."""
    from orchestration.plant.check import Notice

    for source in plant.sources:
        try:
            Keeping.of(source)
        except ArchiveKeyError as error:
            yield Notice(source.id, "it cannot be loaded.", str(error))
