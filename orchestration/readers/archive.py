"""Files as they land (plain, gzip, Zstandard, zip) as streams of their members, under caps against bombs.

The kind is told by the file's first bytes, never by its name. Members are decompressed while they are read, so that
an archive costs no more memory or disk than a plain file. An Office document is a zip file too, and stays in one piece.
"""

import gzip
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import BinaryIO

import pyarrow as pa

from orchestration.readers.capped import Budget, Capped, Caps
from orchestration.readers.contract import ByteStream, FileRejected
from orchestration.readers.zip_listing import LimitedListing, opened_zip

_GZIP = b"\x1f\x8b"
# Parallel packers put a skippable frame first.
_ZSTD = (b"\x28\xb5\x2f\xfd", b"\x50\x2a\x4d\x18")
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OTHER_ARCHIVES = {b"7z\xbc\xaf\x27\x1c": "7-Zip", b"Rar!": "RAR", b"BZh": "bzip2", b"\xfd7zXZ\x00": "xz"}
_READABLE_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DOCUMENT_PARTS = ({"[Content_Types].xml"}, {"mimetype", "content.xml"})
"""Members by which Office Open XML and OpenDocument files are known."""
_FIRST_PARTS = (b"[Content_Types].xml", b"_rels/", b"docProps/", b"xl/", b"mimetype")
"""With which of their members such files begin, where their list of members is not at hand."""
_LOCAL_HEADER_BYTES, _NAME_BYTES = 30, 64


@dataclass(frozen=True)
class Member:
    """One file to read. name: within a zip file, else None. stream: to be read before the next member.

    share_read: how much of the whole landed file was read so far, from 0 to 1.
    """

    name: str | None
    stream: ByteStream
    share_read: Callable[[], float]


class _Zstandard:
    """The bytes of one or more Zstandard frames."""

    def __init__(self, file: BinaryIO) -> None:
        self._unpacked = pa.CompressedInputStream(file, "zstd")

    def read(self, size: int = -1, /) -> bytes:
        try:
            data: bytes = self._unpacked.read(size)
        except OSError as error:
            if "Truncated" in str(error):
                raise EOFError from error
            raise
        return data


def open_members(
    path: Path, caps: Caps | None = None, comes_first: Callable[[str], bool] | None = None
) -> Iterator[Member]:
    """The files inside a landed file, one after the other; of an archive's, those whose name `comes_first` holds first.

    Raises FileRejected for encrypted, nested, damaged or truncated archives, names that leave the folder, broken caps.
    """
    budget = Budget(caps or Caps())
    with path.open("rb") as file:
        head = file.read(8)
        file.seek(0)
        size = path.stat().st_size
        _refuse_other_archive(head, "The file")

        def share() -> float:
            return min(file.tell() / max(size, 1), 1.0)

        # Gzip and Zstandard announce no size: what is out is weighed against what was read of the file so far.
        if head.startswith(_GZIP):
            with gzip.GzipFile(fileobj=file) as unpacked:
                yield Member(
                    None, _checked(Capped(unpacked, budget, "The gzip file", file.tell), "The gzip file"), share
                )
        elif head.startswith(_ZSTD):
            label = "The Zstandard file"
            yield Member(None, _checked(Capped(_Zstandard(file), budget, label, file.tell), label), share)
        elif head.startswith(_ZIP) and not is_workbook(path):
            yield from _zip_members(file, size, budget, comes_first)
        else:
            yield Member(None, Capped(file, budget, "The file", lambda: size, path), share)


def packing(path: Path) -> str:
    """`plain`, `gzip`, `zstd` or `zip`, by the file's first bytes."""
    with path.open("rb") as file:
        head = file.read(8)
    if head.startswith(_GZIP):
        return "gzip"
    if head.startswith(_ZSTD):
        return "zstd"
    return "zip" if head.startswith(_ZIP) and not is_workbook(path) else "plain"


def is_packed(head: bytes) -> bool:
    """Whether a file that begins so is an archive, read or refused."""
    return head.startswith((_GZIP, *_ZSTD, *_ZIP, *_OTHER_ARCHIVES))


def is_workbook(path: Path) -> bool:
    """Whether a zip file is an Office document and no archive of files."""
    try:
        with opened_zip(path) as archive:
            names = set(archive.namelist())
            return any(parts <= names for parts in _DOCUMENT_PARTS)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, FileRejected):
        return False


def member_names(path: Path) -> list[str]:
    """The names of the files in a zip file; any other file has none."""
    with path.open("rb") as file:
        if not file.read(4).startswith(_ZIP) or is_workbook(path):
            return []
    with opened_zip(path) as archive:
        return [entry.filename for entry in archive.infolist() if not entry.is_dir()]


def refuse_bomb(path: Path, label: str, caps: Caps | None = None) -> None:
    """Raise FileRejected if what a zip file announces of its members breaks the caps, or one leaves the folder."""
    with opened_zip(path) as archive:
        _refuse_announced(archive.infolist(), path.stat().st_size, Budget(caps or Caps()), label)


def _zip_members(
    file: BinaryIO, size: int, budget: Budget, comes_first: Callable[[str], bool] | None
) -> Iterator[Member]:
    try:
        archive = zipfile.ZipFile(LimitedListing(file))
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise FileRejected(f"The zip file is damaged or truncated ({error}); export it again.") from error
    with archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        if not entries:
            raise FileRejected("The zip file holds no files.")
        if len(entries) > budget.caps.members:
            raise FileRejected(f"The zip file holds {len(entries)} files; at most {budget.caps.members} are read.")
        _refuse_announced(entries, size, budget, "The zip file")
        total = max(sum(entry.file_size for entry in entries), 1)
        if comes_first is not None:
            entries.sort(key=lambda entry: not comes_first(entry.filename))
        for entry in entries:
            label = f"The member {entry.filename!r}"
            try:
                unpacked = archive.open(entry)
            except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
                raise FileRejected(f"{label} cannot be opened ({error}); export it again.") from error
            with unpacked:
                capped = Capped(unpacked, budget, label, lambda: size)
                yield Member(entry.filename, _checked(capped, label), lambda: min(budget.spent / total, 1.0))


def _refuse_announced(entries: list[zipfile.ZipInfo], size: int, budget: Budget, label: str) -> None:
    # No member is unpacked beyond the size that the archive announces for it: so a bomb is known before it is read.
    total = 0
    for entry in entries:
        _refuse_entry(entry)
        total += entry.file_size
        budget.weigh(total, entry.file_size, min(entry.compress_size, size), f"The member {entry.filename!r}")
    budget.weigh(total, total, size, label)


def _refuse_entry(entry: zipfile.ZipInfo) -> None:
    name = entry.orig_filename
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if ".." in parts or name.startswith(("/", "\\")) or PureWindowsPath(name).drive or "\x00" in name:
        raise FileRejected(f"The zip file holds {name!r}, a name that leaves its folder; nothing of it is read.")
    if entry.flag_bits & 0x1:
        raise FileRejected(f"The member {name!r} is encrypted; export it without a password.")
    if entry.compress_type not in _READABLE_METHODS:
        raise FileRejected(f"The member {name!r} is packed by a method other than deflate; export it as plain zip.")


def _checked(stream: Capped, label: str) -> ByteStream:
    """The stream itself, unless it is an archive again."""
    head = _first_bytes(stream, _LOCAL_HEADER_BYTES + _NAME_BYTES)
    _refuse_other_archive(head, label)
    if head.startswith((_GZIP, *_ZSTD, *_ZIP)) and not head[_LOCAL_HEADER_BYTES:].startswith(_FIRST_PARTS):
        raise FileRejected(f"{label} holds an archive inside an archive, which is not read; pack the exports once.")
    return _Rewound(head, stream)


def _first_bytes(stream: ByteStream, size: int) -> bytes:
    head = b""
    while len(head) < size and (piece := stream.read(size - len(head))):
        head += piece
    return head


class _Rewound:
    """A stream whose first bytes were already looked at."""

    def __init__(self, head: bytes, rest: ByteStream) -> None:
        self._head, self._rest = head, rest

    def read(self, size: int = -1, /) -> bytes:
        if self._head:
            cut = len(self._head) if size < 0 else size
            head, self._head = self._head[:cut], self._head[cut:]
            return head
        return self._rest.read(size)


def _refuse_other_archive(head: bytes, label: str) -> None:
    for magic, kind in _OTHER_ARCHIVES.items():
        if head.startswith(magic):
            raise FileRejected(f"{label} is a {kind} archive; only gzip, Zstandard and zip are read.")
