"""What every writer of a historian's format takes and gives: rows of samples, local clocks, a file's content."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from orchestration.demo.signals import Value

Row = tuple[int, str, Value, bool]
"""Epoch second, tag, value, and whether its quality is good. Rows are in order of time."""

SERIAL_DAY_OF_1970 = 25_569
"""1970-01-01 as spreadsheets count days."""


@dataclass(frozen=True)
class Export:
    """A file's bytes, and how many of its rows are no samples by the format's own rules."""

    content: bytes
    no_samples: int = 0


@dataclass(frozen=True)
class Format:
    """A historian's format: how its files are written, and the reader and options that read them.

    suffix: of the file's name. is_packed: whether its files may come compressed. keeps_bad: whether a sample whose
    quality is bad can be told in it.
    """

    reader: str
    suffix: str
    write: Callable[[list[Row], str], Export]
    options: Mapping[str, Any] = field(default_factory=dict)
    is_packed: bool = True
    keeps_bad: bool = True


class LocalClockText:
    """Local times without a zone; the repeated hour is written twice, as a historian does."""

    def __init__(self, zone: str, pattern: str) -> None:
        self.zone, self.pattern = ZoneInfo(zone), pattern
        self._hour, self._offset = -1, 0

    def seconds(self, at: int) -> int:
        """The wall clock at an epoch second, as if it were UTC."""
        if at // 900 != self._hour:  # offsets change on quarter hours only
            self._hour = at // 900
            offset = datetime.fromtimestamp(at, self.zone).utcoffset()
            self._offset = int(offset.total_seconds()) if offset else 0
        return at + self._offset

    def __call__(self, at: int) -> str:
        """The wall-clock text of an epoch second."""
        return datetime.fromtimestamp(self.seconds(at), UTC).strftime(self.pattern)


def utc_text(at: int) -> str:
    """An epoch second as ISO 8601 in UTC, without the Z."""
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%dT%H:%M:%S}"


def by_tag(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Rows of each tag, tags in the order of their first row."""
    tags: dict[str, list[Row]] = {}
    for row in rows:
        tags.setdefault(row[1], []).append(row)
    return tags


def kind_of(rows: Iterable[Row]) -> type[int] | type[float] | type[str]:
    """The type of a tag, by its good values."""
    kinds = {type(value) for _, _, value, good in rows if good}
    return str if str in kinds else float if float in kinds else int
