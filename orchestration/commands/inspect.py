"""`millrace inspect`: what a file is, what stands in it, and the configuration that reads it, written as a proposal."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from orchestration.commands.terminal import CommandFailedError, open_plant, say

if TYPE_CHECKING:
    from orchestration.inspection import Inspection, ProposedFile
    from orchestration.plant import Plant

_DATES = re.compile(r"[\W_]*\d{4,}[\dT_:.\-]*\d")
_UNKNOWN_SITE = "north"


def inspect_export(
    file: Path,
    workspace: Path | None,
    source: str | None,
    time_zone: str | None,
    output: Path | None,
    *,
    write: bool,
    quiet: bool,
) -> dict[str, Any]:
    """Inspect a file, tell what was found, and write the proposal.

    Raises:
        CommandFailedError: there is no such file, it is neither a historian export nor a table of an ERP, or the
            proposal would overwrite files.
    """
    from orchestration.commands.inspect_report import as_result, tell
    from orchestration.commands.table_report import table_result, tell_table
    from orchestration.inspection import FileMissingError, inspect_file, proposed_files
    from orchestration.inspection.mapping import UnitNames
    from orchestration.inspection.names import identifier
    from orchestration.inspection.table_proposal import proposed_table
    from orchestration.plant.fields import zone_names

    if source is not None and not re.fullmatch(r"[a-z0-9_-]+", source):
        raise CommandFailedError(
            f"{source!r} is not an id: write lower-case letters, digits, _ and - only, as {identifier(source)!r}."
        )
    if time_zone is not None and time_zone not in zone_names():
        raise CommandFailedError(f"There is no time zone {time_zone!r}: write an IANA name, as Europe/Berlin.")
    plant = open_plant(workspace)[1] if workspace is not None else None
    if plant is not None and source in {known.id for known in plant.sources}:
        raise CommandFailedError(f"plant.yaml has a source {source!r} already; name another one with --source.")
    name = source or _source_name(file, plant)
    zone = time_zone or (plant.sites[0].time_zone if plant else None)
    try:
        inspection = inspect_file(file, name, zone, _unit_names(plant) if plant else UnitNames({}))
    except (FileMissingError, PermissionError) as unreadable:
        raise CommandFailedError(str(unreadable)) from unreadable
    site = plant.sites[0].id if plant else _UNKNOWN_SITE
    result = as_result(inspection)
    if inspection.found is not None:
        known = frozenset(unit.id for unit in plant.work_units()) if plant else frozenset()
        files = proposed_files(inspection.found, file.name, name, site, known)
        if not quiet:
            tell(inspection)
    elif inspection.table is not None:
        files = [proposed_table(inspection.table, file.name, name, site)]
        result["table"] = table_result(inspection.table)
        if not quiet:
            tell_table(inspection, inspection.table)
    elif quiet:
        return result
    else:
        raise CommandFailedError(_no_export(inspection))
    if not write:
        return result
    folder = output or (workspace / "proposals" / name if workspace else Path(f"{name}_proposal"))
    return {**result, "proposal": [str(path) for path in _write(folder, files)]}


def _no_export(inspection: "Inspection") -> str:
    if inspection.is_known:
        return f"{inspection.path} cannot be read: {inspection.because}."
    return f"{inspection.path} is not a historian export because {inspection.because}."


def _source_name(file: Path, plant: "Plant | None") -> str:
    """An id from the file's name without its date, that no source has yet."""
    from orchestration.inspection.names import identifier

    name = identifier(_DATES.sub("", file.name.partition(".")[0]) or "source")
    taken = {source.id for source in plant.sources} if plant else set()
    free = (name if number == 1 else f"{name}_{number}" for number in range(1, len(taken) + 2))
    return next(one for one in free if one not in taken)


def _unit_names(plant: "Plant") -> Any:
    from orchestration.inspection.mapping import UnitNames

    units = list(plant.work_units())
    ids = {name.casefold(): unit.id for unit in units for name in (unit.name, *unit.aliases, unit.id)}
    return UnitNames(ids, units[0].id if len(units) == 1 else None)


def _write(folder: Path, files: "list[ProposedFile]") -> list[Path]:
    present = [file.name for file in files if (folder / file.name).exists()]
    if present:
        raise CommandFailedError(
            f"Nothing was written: {folder} has {', '.join(present)} already. Remove them, or name another folder with "
            "--output."
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file in files:
            with (folder / file.name).open("x", encoding="utf-8", newline="\n") as out:
                out.write(file.text)
            say(f"Written: {folder / file.name} ({file.place})")
    except (FileExistsError, NotADirectoryError, PermissionError) as refused:
        raise CommandFailedError(f"The proposal cannot be written ({refused}); name another folder.") from refused
    return [folder / file.name for file in files]
