"""Files that are no historian export: what they are instead, as the end of a sentence that says what a file is."""

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from orchestration.readers.dialect import Column, Dialect, dialect_of
from orchestration.readers.recognition import Sample
from orchestration.readers.sample_text import SampleText, text_of

_MAGICS = (
    (b"%PDF-", "a PDF document; export the data behind the report as CSV"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"BM", "a bitmap picture"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a document of old Office (such as .xls); save it as .xlsx or CSV"),
    (
        b"PAR1",
        "a Parquet file without columns that are known as tag, time and value. Tables of an ERP or an MES are read by "
        "erp.parquet and mes.parquet (docs/readers.md)",
    ),
    (b"PK\x03\x04", "an Office document without a sheet of tags, times and values"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
)
_SQLITE = b"SQLite format 3\x00"
_TIMED_LINE = re.compile(r"\W?(\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}|[A-Z][a-z]{2} +\d{1,2})[ T]+\d{1,2}:\d\d")
_START = re.compile(r"start|begin|beginn|from|von|anfang", re.IGNORECASE)
_END = re.compile(r"end|finish|complete|stop|to$|bis|ende", re.IGNORECASE)
_NAMES_SHOWN = 6


def kind_of(sample: Sample) -> str:
    """What a file is that no reader recognises."""
    if not sample.data.strip(b"\x00"):
        return "nothing but zeros: the space was set aside and never written" if sample.data else "empty"
    if sample.data.startswith(_SQLITE):
        return _database(sample.path)
    for magic, kind in _MAGICS:
        if sample.data.startswith(magic) and not (len(magic) == 2 and text_of(sample) is not None):
            return kind
    text = text_of(sample)
    if text is None:
        return "binary data of no known format"
    head = "\n".join(text.lines).lstrip()
    if re.match(r"(<!doctype html|<html|<head|<body)", head, re.IGNORECASE):
        title = re.search(r"<title[^>]*>([^<]{1,80})", head, re.IGNORECASE)
        named = f", titled {title[1].strip()!r}" if title else ""
        return f"a web page{named}, which servers send instead of an export when something failed; export it again"
    if head.startswith("<"):
        root = re.search(r"<(?![?!])([\w.:-]+)", head)
        return (
            f"XML whose root is {root[1]!r}, neither MTConnectStreams nor a B2MML message that is read"
            if root
            else "XML without an element"
        )
    if head.startswith(("{", "[")):
        return _json(head)
    dialect = dialect_of(sample)
    return _lines(text) if dialect is None else _table(dialect)


def _database(place: Path | None) -> str:
    tables: list[str] = []
    if place is not None:
        try:
            with closing(
                sqlite3.connect(f"file:{quote(str(place.absolute()))}?mode=ro&immutable=1", uri=True)
            ) as database:
                tables = [row[0] for row in database.execute("select name from sqlite_master where type = 'table'")]
        except sqlite3.Error as error:
            return f"an SQLite database that cannot be opened ({error})"
    named = f"; its tables are {_listed(tables)}" if tables else ""
    return f"an SQLite database without the tables of Ignition's history (sqlth_te, sqlt_data_…){named}"


def _json(head: str) -> str:
    names = list(dict.fromkeys(re.findall(r'"((?:[^"\\]|\\.){1,60})"\s*:', head[:20_000])))
    if not names:
        try:
            json.loads(head)
        except ValueError:
            return "text that begins as JSON does and is none"
        return "JSON without members"
    return f"JSON with the members {_listed(names)}, which no historian is known to answer with (docs/readers.md)"


def _lines(text: SampleText) -> str:
    lines = [line for line in text.lines if line.strip()]
    timed = sum(bool(_TIMED_LINE.match(line)) for line in lines)
    if timed * 2 > len(lines):
        return "a log: its lines begin with a time and go on in words, with no tag and value to be told apart"
    return "text whose lines do not divide into a common number of columns"


def _table(dialect: Dialect) -> str:
    names = _listed([str(column.by) for column in dialect.columns])
    table = f"a table of {len(dialect.columns)} columns ({names})"
    times = dialect.time_columns
    start, end = _named(times, _START), _named(times, _END)
    if start is not None and end is not None and start is not end:
        return (
            f"{table} whose rows have a begin ({start.by}) and an end ({end.by}): a log of operations, as of an MES. "
            "Read it with the reader mes.event_log, which is told which column is which field (docs/readers.md)"
        )
    if not times:
        return (
            f"{table} without a time in any of them: master data, perhaps of an ERP. "
            "Tables of an ERP are read by erp.delimited, which is told which column is which field (docs/readers.md)"
        )
    clocked = [column for column in times if any(":" in text for text in column.filled)]
    which = ", ".join(str(column.by) for column in times[:_NAMES_SHOWN])
    if not clocked:
        return (
            f"{table} with dates ({which}) and no times of day: records of an ERP, perhaps. "
            "Tables of an ERP are read by erp.delimited, which is told which column is which field (docs/readers.md)"
        )
    return (
        f"{table} with times ({which}), but neither has it a column of tags' names beside one of values, nor are its "
        "other columns values of tags. Tables of an ERP or an MES are read by erp.delimited and mes.event_log "
        "(docs/readers.md)"
    )


def _named(columns: tuple[Column, ...], pattern: re.Pattern[str]) -> Column | None:
    return next((column for column in columns if column.name and pattern.search(column.name)), None)


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - _NAMES_SHOWN} more" if len(names) > _NAMES_SHOWN else ""
    return ", ".join(names[:_NAMES_SHOWN]) + more
