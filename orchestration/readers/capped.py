"""Decompressed bytes under caps: what an archive may cost before it is refused as a bomb."""

import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from orchestration.readers.contract import ByteStream, FileRejected

_PIECE_BYTES = 8 << 20


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


class Capped:
    """A member's decompressed bytes, counted; turns what decompression reports into sentences."""

    def __init__(
        self, inner: ByteStream, budget: "Budget", label: str, packed: Callable[[], int], path: Path | None = None
    ) -> None:
        self._inner, self._budget, self._label, self._packed = inner, budget, label, packed
        self.path = path
        """Where the same bytes stand as a file, when nothing is packed."""
        self._out = 0

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes, none at the end; raises FileRejected for damaged data and broken caps."""
        # Never more at once than a piece: a larger read would unpack a bomb before it is weighed.
        if size < 0 or self.path is None:
            size = _PIECE_BYTES if size < 0 else min(size, _PIECE_BYTES)
        try:
            data = self._inner.read(size)
        except EOFError as error:
            raise FileRejected(
                f"{self._label} is truncated: its compressed data ends too early; export it again."
            ) from error
        except (zlib.error, OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
            if isinstance(error, OSError) and error.errno is not None:
                # The machine's trouble, not the file's.
                raise
            raise FileRejected(
                f"{self._label} is damaged and cannot be decompressed ({error}); export it again."
            ) from error
        self._out += len(data)
        self._budget.spend(len(data), self._out, self._packed(), self._label)
        return data


@dataclass
class Budget:
    """What is left of the caps of one landed file."""

    caps: Caps
    spent: int = 0

    def spend(self, count: int, member_out: int, member_packed: int, label: str) -> None:
        """Count bytes that were decompressed; raises FileRejected once a cap is broken."""
        self.spent += count
        self.weigh(self.spent, member_out, member_packed, label)

    def weigh(self, total: int, member_out: int, member_packed: int, label: str) -> None:
        """Raise FileRejected if these sizes break a cap."""
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
