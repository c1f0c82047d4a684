"""From what the lake could be made anew, as `millrace status` says it: the archive, a key with it, or a backup."""

import polars as pl

from orchestration.lake import SEALED_SUFFIX, Lake
from orchestration.plant import Plant, Workspace

_HASH_LENGTH = 64


def restorable_from(workspace: Workspace, plant: Plant) -> str:
    """The archive, as far as it has every loaded file, else a backup only; and which sources make it so."""
    lake = Lake(workspace.lake_uri)
    if not lake.exists():
        return "the archive: every file that was loaded is there"
    ledger = lake.read("ledger", ["source", "file_id", "status"]).filter(pl.col("status") == "loaded")
    files = [path for path in workspace.archive.rglob("*") if path.is_file()]
    clear = {path.name[:_HASH_LENGTH] for path in files if path.suffix != SEALED_SUFFIX}
    sealed = {path.name[:_HASH_LENGTH] for path in files if path.suffix == SEALED_SUFFIX} - clear
    loaded = set(ledger["file_id"])
    gone = loaded - clear - sealed
    text = "the archive: every file that was loaded is there"
    if gone:
        days = plant.lake.retention.archive_days
        policy = f" (lake.retention.archive_days: {days})" if days is not None else ""
        kept = len(loaded) - len(gone)
        text = f"a backup of the lake only: the archive has {kept} of {len(loaded)} loaded files{policy}"
    told = [
        *(f"those of {named} are not kept" for named in _sources(ledger, gone)),
        *(f"those of {named} need MILLRACE_ARCHIVE_KEY" for named in _sources(ledger, sealed)),
    ]
    return "; ".join([text, *told])


def _sources(ledger: pl.DataFrame, files: set[str]) -> list[str]:
    """The sources of some files, as one text in a list; an empty list where there are none."""
    names = ledger.filter(pl.col("file_id").is_in(list(files)))["source"].unique().sort().to_list()
    return [", ".join(names)] if names else []
