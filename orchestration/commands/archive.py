"""`millrace archive`: originals of loaded files, given back; and what `check` says of the key that seals them."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from orchestration.commands.terminal import CommandFailedError, foreseen, open_workspace, say
from orchestration.lake import ArchiveKeyError, Keeping, protect, restore, restore_all, unprotected

if TYPE_CHECKING:
    from orchestration.plant import Plant, Workspace
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


def restore_files(option: Path | None, file_ids: list[str], sources: list[str], folder: Path) -> dict[str, Any]:
    """Write several originals, and all of some sources, into a folder, and say what was done.

    Raises:
        CommandFailedError: one is not there, its key is missing, or another file has its name.
    """
    workspace = open_workspace(option)
    with foreseen():
        done = restore_all(workspace, file_ids, sources, folder)
    sealed = sum(one.was_sealed for one in done.restored)
    clear = f", {sealed} of them kept encrypted and now in clear: delete them when you are done" if sealed else ""
    there = f" {done.there_already} were there already." if done.there_already else ""
    left_out = f" {done.retracted} were retracted and are left out." if done.retracted else ""
    say(f"Wrote {len(done.restored)} originals into {folder}{clear}.{there}{left_out}")
    return asdict(done)


def protect_files(option: Path | None, sources: list[str], wait_s: float) -> dict[str, Any]:
    """Encrypt or drop what was archived before its source was configured so, and say what was done.

    Raises:
        CommandFailedError: there is no such source, no key, or the workspace is in use.
    """
    workspace = open_workspace(option)
    with foreseen():
        plant = workspace.load()
        if unknown := sorted(set(sources) - {source.id for source in plant.sources}):
            known = ", ".join(source.id for source in plant.sources)
            raise CommandFailedError(f"plant.yaml has no source {unknown[0]!r}; it has {known}.")
        done = protect(workspace, plant, sources, wait_s)
    for one in done:
        what = "encrypted" if one.way == "encrypt" else "dropped"
        say(f"{one.source}: {what} {one.files} originals, {one.size_bytes:,} bytes.")
    if not done:
        say("No source has its originals encrypted or dropped: nothing to do.")
    return {"sources": [asdict(one) for one in done]}


def notices_of_originals(workspace: "Workspace", plant: "Plant") -> Iterator["Notice"]:
    """Sources whose older originals are not kept as they say."""
    from orchestration.plant.check import Notice

    for source in plant.sources:
        if paths := unprotected(workspace, source):
            lie = "lie in clear" if source.archive == "encrypt" else "are still kept"
            since = f"in archive and quarantine, from before `archive: {source.archive}` held."
            how = "Encrypt" if source.archive == "encrypt" else "Drop"
            yield Notice(
                source.id, f"{len(paths)} originals {lie} {since}", f"{how} them: millrace archive protect {source.id}"
            )


def notices_of_keys(plant: "Plant") -> Iterator["Notice"]:
    """Sources whose originals are to be encrypted while there is no key to do it with."""
    from orchestration.plant.check import Notice

    for source in plant.sources:
        try:
            Keeping.of(source)
        except ArchiveKeyError as error:
            yield Notice(source.id, "it cannot be loaded.", str(error))
