"""Files as they land (plain, gzip, zip) as streams of their members, with caps against archives that are bombs.

The kind is told by the file's first bytes, never by its name. Members are decompressed while they are read, so that
an archive costs no more memory or disk than a plain file.
"""

import gzip
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import BinaryIO

from orchestration.readers.contract import ByteStream, FileRejected

_GZIP, _ZIP, _ZIP_EMPTY = b"\x1f\x8b", b"PK\x03\x04", b"PK\x05\x06"
_OTHER_ARCHIVES = {
    b"7z\xbc\xaf\x27\x1c": "7-Zip", b"Rar!": "RAR", b"BZh": "bzip2", b"\xfd7zXZ\x00": "xz",
    b"\x28\xb5\x2f\xfd": "Zstandard",
}  # fmt: skip
_PIECE_BYTES = 8 << 20
_READABLE_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@dataclass(frozen=True)
class Caps:
    """Limits of one landed file.

    total_bytes: of all members together, decompressed. ratio: decompressed to compressed bytes, judged once more than
    ratio_from_bytes are out (small files of zeros are harmless). members: number of files in an archive.
    """

    total_bytes: int = 20 << 30
    ratio: float = 200.0
    ratio_from_bytes: int = 100_000_000
    members: int = 10_000


@dataclass(frozen=True)
class Member:
    """One file to read. name: within the archive, None for a plain or gzip file. stream: to be read before the next."""

    name: str | None
    stream: ByteStream


class _Capped:
    """A member's decompressed bytes, counted; turns what decompression reports into sentences."""

    def __init__(
        self, inner: ByteStream, budget: "_Budget", label: str, packed: Callable[[], int], *, is_plain: bool = False
    ) -> None:
        self._inner, self._budget, self._label, self._packed = inner, budget, label, packed
        self._is_plain = is_plain
        self._out = 0

    def read(self, size: int = -1, /) -> bytes:
        # Never more at once than a piece: a larger read would unpack a bomb before it is weighed.
        if size < 0 or not self._is_plain:
            size = _PIECE_BYTES if size < 0 else min(size, _PIECE_BYTES)
        try:
            data = self._inner.read(size)
        except EOFError as error:
            raise FileRejected(
                f"{self._label} is truncated: its compressed data ends too early; export it again."
            ) from error
        except (zlib.error, gzip.BadGzipFile, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
            raise FileRejected(
                f"{self._label} is damaged and cannot be decompressed ({error}); export it again."
            ) from error
        self._out += len(data)
        self._budget.spend(len(data), self._out, self._packed(), self._label)
        return data


@dataclass
class _Budget:
    caps: Caps
    spent: int = 0

    def spend(self, count: int, member_out: int, member_packed: int, label: str) -> None:
        self.spent += count
        self.weigh(self.spent, member_out, member_packed, label)

    def weigh(self, total: int, member_out: int, member_packed: int, label: str) -> None:
        if total > self.caps.total_bytes:
            raise FileRejected(
                f"{label} brings the file over {self.caps.total_bytes} bytes decompressed, "
                "the most that is read; split it."
            )
        if member_out > self.caps.ratio_from_bytes and member_out > self.caps.ratio * max(member_packed, 1):
            raise FileRejected(
                f"{label} unpacks to more than {self.caps.ratio:g} times its size, as archive bombs do; "
                "export it uncompressed if it is genuine."
            )


def open_members(path: Path, caps: Caps | None = None) -> Iterator[Member]:
    """The files inside a landed file, one after the other.

    Raises FileRejected for encrypted, nested, damaged or truncated archives, names that leave the folder, broken caps.
    """
    budget = _Budget(caps or Caps())
    with path.open("rb") as file:
        head = file.read(8)
        file.seek(0)
        size = path.stat().st_size
        _refuse_other_archive(head, "The file")
        if head.startswith(_GZIP):
            with gzip.GzipFile(fileobj=file) as unpacked:
                # A gzip file announces no size: what is out is weighed against what was read of it so far.
                yield Member(None, _checked(_Capped(unpacked, budget, "The gzip file", file.tell), "The gzip file"))
        elif head.startswith((_ZIP, _ZIP_EMPTY)):
            yield from _zip_members(file, size, budget)
        else:
            yield Member(None, _Capped(file, budget, "The file", lambda: size, is_plain=True))


def _zip_members(file: BinaryIO, size: int, budget: _Budget) -> Iterator[Member]:
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise FileRejected(f"The zip file is damaged or truncated ({error}); export it again.") from error
    with archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        if not entries:
            raise FileRejected("The zip file holds no files.")
        if len(entries) > budget.caps.members:
            raise FileRejected(f"The zip file holds {len(entries)} files; at most {budget.caps.members} are read.")
        _refuse_announced(entries, size, budget)
        for entry in entries:
            label = f"The member {entry.filename!r}"
            try:
                unpacked = archive.open(entry)
            except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
                raise FileRejected(f"{label} cannot be opened ({error}); export it again.") from error
            with unpacked:
                capped = _Capped(unpacked, budget, label, lambda: size)
                yield Member(entry.filename, _checked(capped, label))


def _refuse_announced(entries: list[zipfile.ZipInfo], size: int, budget: _Budget) -> None:
    # No member is unpacked beyond the size that the archive announces for it: so a bomb is known before it is read.
    total = 0
    for entry in entries:
        _refuse_entry(entry)
        total += entry.file_size
        budget.weigh(total, entry.file_size, min(entry.compress_size, size), f"The member {entry.filename!r}")
    budget.weigh(total, total, size, "The zip file")


def _refuse_entry(entry: zipfile.ZipInfo) -> None:
    name = entry.orig_filename
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if ".." in parts or name.startswith(("/", "\\")) or PureWindowsPath(name).drive or "\x00" in name:
        raise FileRejected(f"The zip file holds {name!r}, a name that leaves its folder; nothing of it is read.")
    if entry.flag_bits & 0x1:
        raise FileRejected(f"The member {name!r} is encrypted; export it without a password.")
    if entry.compress_type not in _READABLE_METHODS:
        raise FileRejected(f"The member {name!r} is packed by a method other than deflate; export it as plain zip.")


def _checked(stream: _Capped, label: str) -> ByteStream:
    """The stream itself, unless it is an archive again."""
    head = stream.read(8)
    _refuse_other_archive(head, label)
    if head.startswith((_GZIP, _ZIP, _ZIP_EMPTY)):
        raise FileRejected(f"{label} holds an archive inside an archive, which is not read; pack the exports once.")
    return _Rewound(head, stream)


class _Rewound:
    """A stream whose first bytes were already looked at."""

    def __init__(self, head: bytes, rest: ByteStream) -> None:
        self._head, self._rest = head, rest

    def read(self, size: int = -1, /) -> bytes:
        if self._head:
            head, self._head = self._head, b""
            return head
        return self._rest.read(size)


def _refuse_other_archive(head: bytes, label: str) -> None:
    for magic, kind in _OTHER_ARCHIVES.items():
        if head.startswith(magic):
            raise FileRejected(f"{label} is a {kind} archive; only gzip and zip are read.")
