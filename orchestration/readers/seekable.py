"""Streams as files, for formats that cannot be read from front to back (SQLite, Parquet, Excel)."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from orchestration.readers.contract import ByteStream, FileRejected

_SPOOLED_LIMIT = 8 << 30
_PIECE_BYTES = 8 << 20


@contextmanager
def local_file(stream: ByteStream, limit: int = _SPOOLED_LIMIT) -> Iterator[Path]:
    """The stream's bytes as a file: the landed file itself where it is plain, else a temporary copy.

    The copy takes at most `limit` bytes of disk and is gone on leaving. Raises FileRejected when it would be larger,
    and when the stream is empty.
    """
    plain = getattr(stream, "path", None)
    if isinstance(plain, Path):
        if not plain.stat().st_size:
            raise FileRejected("The file is empty.")
        yield plain
        return
    with tempfile.NamedTemporaryFile(prefix="millrace-") as copy:
        size = 0
        while piece := stream.read(_PIECE_BYTES):
            size += len(piece)
            if size > limit:
                raise FileRejected(
                    f"The file unpacks to more than {limit / 2**30:g} GiB, and this format cannot be read while it is "
                    "unpacked; unpack it before it is dropped."
                )
            copy.write(piece)
        if not size:
            raise FileRejected("The file is empty.")
        copy.flush()
        yield Path(copy.name)
