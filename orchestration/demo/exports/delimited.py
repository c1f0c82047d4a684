"""Delimited text of no vendor's own: one sample a line, and one column a tag."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from orchestration.demo.exports.rows import Export, Format, LocalClockText, Row, by_tag
from orchestration.demo.signals import Value

_LONG_HEADER = "Tagname;Zeitstempel;Wert;Qualität"


def long_text(rows: Iterable[Row], zone: str, extra_lines: tuple[str, ...] = ()) -> bytes:
    """Semicolons, decimal commas, German header and quality words, Windows-1252, CRLF."""
    clock = LocalClockText(zone, "%d.%m.%Y %H:%M:%S")
    lines = [_LONG_HEADER]
    lines += [f"{tag};{clock(at)};{_comma(value)};{'Gut' if good else 'Schlecht'}" for at, tag, value, good in rows]
    return "\r\n".join([*lines, *extra_lines, ""]).encode("cp1252")


def wide_text(rows: Iterable[Row], zone: str, tags: Iterable[str], extra_lines: tuple[str, ...] = ()) -> bytes:
    """One column a tag, empty where nothing was sampled at that second, UTF-8 with BOM, bad values as a word."""
    clock = LocalClockText(zone, "%Y-%m-%d %H:%M:%S")
    columns = list(tags)
    lines = [",".join(["Timestamp", *columns])]
    for at, same in groupby(rows, key=lambda row: row[0]):
        cells = {tag: str(value) if good else "Bad" for _, tag, value, good in same}
        lines.append(",".join([clock(at), *(cells.get(tag, "") for tag in columns)]))
    return ("\ufeff" + "\r\n".join([*lines, *extra_lines, ""])).encode()


def _comma(value: Value) -> str:
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)


LONG = Format(
    "historian.delimited_long", ".csv", lambda rows, zone: Export(long_text(rows, zone)),
    {
        "encoding": "windows-1252", "separator": ";", "decimal": ",", "time_format": "%d.%m.%Y %H:%M:%S",
        "tag_column": "Tagname", "time_column": "Zeitstempel", "value_column": "Wert", "quality_column": "Qualität",
        "good": ["Gut"], "bad": ["Schlecht"],
    },
)  # fmt: skip
WIDE = Format(
    "historian.delimited_wide", ".csv", lambda rows, zone: Export(wide_text(rows, zone, by_tag(rows))),
    {"time_format": "%Y-%m-%d %H:%M:%S", "time_column": "Timestamp"},
)  # fmt: skip
