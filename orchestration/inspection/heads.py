"""The heads of a landed file's members, as readers are shown them."""

import tempfile
import zipfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from orchestration.readers.archive import open_members
from orchestration.readers.contract import ByteStream
from orchestration.readers.recognition import SAMPLE_BYTES, Sample
from orchestration.readers.seekable import local_file

MEMBERS_LOOKED_AT = 200
"""Members of a zip file whose heads are looked at; the others are taken to be like them."""


_SOUGHT = (b"PAR1", b"SQLite format 3\x00", b"PK\x03\x04")


@dataclass(frozen=True, eq=False)
class Head:
    """The head of one member. member: its name within a zip file, None for any other file."""

    member: str | None
    sample: Sample


def heads(path: Path) -> Iterator[Head]:
    """The heads of a file's members, each to be looked at before the next.

    A packed member of a format that is sought in, such as Parquet, stands in a temporary file as long.
    Raises FileRejected where the packing cannot be read.
    """
    for member in islice(open_members(path), MEMBERS_LOOKED_AT):
        data = _beginning(member.stream)
        is_whole = len(data) < SAMPLE_BYTES
        plain = getattr(member.stream, "path", None)
        name = member.name or path.name
        if plain is None and data.startswith(_SOUGHT):
            with local_file(_Rewound(data, member.stream)) as place:
                yield Head(member.name, Sample(data, name, is_whole, place))
        else:
            yield Head(member.name, Sample(data, name, is_whole or not member.stream.read(1), plain))


def _beginning(stream: ByteStream) -> bytes:
    data = b""
    while len(data) < SAMPLE_BYTES and (piece := stream.read(SAMPLE_BYTES - len(data))):
        data += piece
    return data


@dataclass
class _Rewound:
    """A stream whose first bytes were read already."""

    head: bytes
    rest: ByteStream

    def read(self, size: int = -1, /) -> bytes:
        head, self.head = self.head, b""
        return head or self.rest.read(size)


@contextmanager
def without_members(path: Path, left_out: Collection[str]) -> Iterator[Path]:
    """A zip file with the members that are not left out, for as long as it is looked at."""
    with tempfile.TemporaryDirectory(prefix="millrace_inspect_") as folder:
        part = Path(folder) / path.name
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as out:
            for member in open_members(path):
                if member.name is None or member.name in left_out:
                    continue
                with out.open(member.name, "w", force_zip64=True) as target:
                    while piece := member.stream.read(1 << 20):
                        target.write(piece)
        yield part
