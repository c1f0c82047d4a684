"""Where a loaded file's original stays, as its source has it kept: as it is, sealed, or not at all.

The reader has read it by then and the batch is committed: what follows changes no row.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from orchestration.lake.durable import flush_to_disk, move_durably
from orchestration.lake.sealed_files import ArchiveKeyError, archive_key, seal, sealed_name

if TYPE_CHECKING:
    from orchestration.plant import ArchiveWay, Source


@dataclass(frozen=True)
class Keeping:
    """How a source's originals are kept; `key` is set where they are encrypted."""

    way: ArchiveWay
    key: bytes | None = None

    @classmethod
    def of(cls, source: Source) -> Self:
        """As the source is configured.

        Raises:
            ArchiveKeyError: its originals are encrypted and there is no key.
        """
        if source.archive != "encrypt":
            return cls(source.archive)
        try:
            return cls("encrypt", archive_key())
        except ArchiveKeyError as error:
            raise ArchiveKeyError(
                f"The originals of source {source.id} are kept encrypted, and {error}; or say in plant.yaml what "
                f"becomes of them instead, as `archive: drop` or `archive: keep` of {source.id}. Its files wait."
            ) from error


def put_away(path: Path, place: Path, keeping: Keeping) -> None:
    """Bring a file from `path` to where it stays: `place`, sealed beside it, or nowhere.

    Done again it changes nothing.
    """
    if not path.is_file():
        return
    if keeping.way == "keep":
        if path != place:
            move_durably(path, place)
        return
    if keeping.key is not None:
        seal(path, sealed_name(place), keeping.key)
    path.unlink()
    flush_to_disk(path.parent)
