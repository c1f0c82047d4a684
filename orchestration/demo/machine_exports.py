"""Samples as each historian writes them: delimited long, delimited wide, SHDR log, MTConnectStreams XML.

Every function takes rows (epoch second, tag, value, good) in order of time and returns a file's bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import groupby
from xml.sax.saxutils import quoteattr
from zoneinfo import ZoneInfo

from orchestration.demo.signals import Value

Row = tuple[int, str, Value, bool]

LONG_HEADER = "Tagname;Zeitstempel;Wert;Qualität"
XML_TYPES = {
    "execution": "Execution",
    "TotalCount": "PartCount",
    "RejectCount": "PartCount",
    "Order": "ProcessAggregateId",
}


class LocalClockText:
    """Local times without a zone; the repeated hour is written twice, as a historian does."""

    def __init__(self, zone: str, pattern: str) -> None:
        self.zone, self.pattern = ZoneInfo(zone), pattern
        self._hour, self._offset = -1, 0

    def __call__(self, at: int) -> str:
        """The wall-clock text of an epoch second."""
        if at // 900 != self._hour:  # offsets change on quarter hours only
            self._hour = at // 900
            offset = datetime.fromtimestamp(at, self.zone).utcoffset()
            self._offset = int(offset.total_seconds()) if offset else 0
        return datetime.fromtimestamp(at + self._offset, UTC).strftime(self.pattern)


def _comma(value: Value) -> str:
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)


def long_text(rows: Iterable[Row], zone: str, extra_lines: tuple[str, ...] = ()) -> bytes:
    """Semicolons, decimal commas, German header and quality words, Windows-1252, CRLF."""
    clock = LocalClockText(zone, "%d.%m.%Y %H:%M:%S")
    lines = [LONG_HEADER]
    lines += [f"{tag};{clock(at)};{_comma(value)};{'Gut' if good else 'Schlecht'}" for at, tag, value, good in rows]
    return "\r\n".join([*lines, *extra_lines, ""]).encode("cp1252")


def wide_text(rows: Iterable[Row], zone: str, tags: list[str], extra_lines: tuple[str, ...] = ()) -> bytes:
    """One column a tag, empty where nothing was sampled at that second, UTF-8 with BOM, bad values as a word."""
    clock = LocalClockText(zone, "%Y-%m-%d %H:%M:%S")
    lines = [",".join(["Timestamp", *tags])]
    for at, same in groupby(rows, key=lambda row: row[0]):
        cells = {tag: str(value) for _, tag, value, _ in same}
        lines.append(",".join([clock(at), *(cells.get(tag, "") for tag in tags)]))
    return ("\ufeff" + "\r\n".join([*lines, *extra_lines, ""])).encode()


def shdr_log(rows: Iterable[Row], tail: str = "") -> bytes:
    """`time|item|value`, in UTC with a changing number of fraction digits; items of one second share a line."""
    lines = []
    for at, same in groupby(rows, key=lambda row: row[0]):
        fraction = ("", ".0", ".000", ".000000", ".0000000")[at % 5]
        pairs = "|".join(f"{tag}|{value}" for _, tag, value, _ in same)
        lines.append(f"{datetime.fromtimestamp(at, UTC):%Y-%m-%dT%H:%M:%S}{fraction}Z|{pairs}")
    return ("\n".join(lines) + "\n" + tail).encode()


def streams_xml(rows: Iterable[Row], device: str, created: int) -> bytes:
    """One MTConnectStreams 1.3 document of a device, whose tags are `<device>.<item>`; UNAVAILABLE is a gap."""
    stamp = f"{datetime.fromtimestamp(created, UTC):%Y-%m-%dT%H:%M:%SZ}"
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<MTConnectStreams xmlns="urn:mtconnect.org:MTConnectStreams:1.3">',
        f'<Header creationTime="{stamp}" sender="agent" instanceId="1" version="1.3.0" bufferSize="131072" '
        'nextSequence="1" firstSequence="1" lastSequence="1"/>',
        f"<Streams><DeviceStream name={quoteattr(device)} uuid={quoteattr('demo-' + device)}>",
        '<ComponentStream component="Controller" name="controller" componentId="c1"><Events>',
    ]
    for sequence, (at, tag, value, _) in enumerate(rows, start=1):
        item = tag.removeprefix(f"{device}.")
        element = XML_TYPES[item]
        lines.append(
            f'<{element} dataItemId="{device}-{item}" name="{item}" sequence="{sequence}" '
            f'timestamp="{datetime.fromtimestamp(at, UTC):%Y-%m-%dT%H:%M:%S}Z">{value}</{element}>'
        )
    lines.append("</Events></ComponentStream></DeviceStream></Streams></MTConnectStreams>")
    return ("\n".join(lines) + "\n").encode()
