"""Zip files opened with a limit to their list of members, which is unpacked before anything of them can be judged."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from orchestration.readers.contract import FileRejected

LISTING_LIMIT = 10 << 20
"""Bytes of the list: ten thousand members with the longest names that systems have."""


class LimitedListing:
    """An open zip file for `zipfile`, which reads the list at once, and nothing else of that length."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.seek, self.tell, self.seekable = file.seek, file.tell, file.seekable

    def read(self, size: int = -1, /) -> bytes:
        """As of the file; raises FileRejected where that is longer than a list of members is."""
        if size > LISTING_LIMIT:
            raise FileRejected(
                f"The list of members of the zip file takes more than {LISTING_LIMIT >> 20} MiB, which no export's is; "
                "pack fewer files at once."
            )
        return self._file.read(size)


@contextmanager
def opened_zip(path: Path) -> Iterator[zipfile.ZipFile]:
    """A zip file for reading. Raises FileRejected for a list over its limit, and what `zipfile` raises."""
    with path.open("rb") as file, zipfile.ZipFile(LimitedListing(file)) as archive:
        yield archive
