"""What fuzzing begins with: for each reader files that it reads, and the tokens of its format."""

from collections.abc import Iterator
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from pydantic import ValidationError

from orchestration.readers.contract import ReaderOptions
from orchestration.readers.registry import READERS
from orchestration.readers.text_options import TextOptions
from tests.fuzz.invariants import check_recognition, exact_path, outcome_of, small_pieces
from tests.orchestration.readers.examples import example

_DIALECTS: tuple[dict[str, Any], ...] = (
    {},
    {"separator": ";", "decimal": ","},
    {"separator": "tab", "quote": None},
    {"decimal": ",", "separator": ";", "thousands": "."},
    {"thousands": "'"},
    {"encoding": "utf-16-le"},
    {"encoding": "windows-1252"},
    {"header": False},
    {"skip_lines": 1, "comment_prefixes": ["#"]},
    {"final_newline": False},
    {"time_format": "epoch_s"},
    {"time_format": ["%d.%m.%Y %H:%M:%S", "%m/%d/%y %I:%M %p", "iso8601"]},
    {"time_format": "excel_serial"},
    {"quality_suffix": "_q"},
    {"tag": "a"},
    {"tag_name": "{_field}"},
    {"device": "m"},
    {"tag_provider": True},
    {"segments": "confirmations", "material_uses": {"scrap": "production_loss"}},
)

TOKENS = (
    "\r\n", "\n\n", "\r", '"', '""', ",", ";", "\t", "|", "\ufeff", "\x00", "\u2028", "\xa0", "1e400", "-0", "1_000",
    "0x1F", "٣", "12.50-", "\u22125", "1,234.5", "NaN", "-Infinity", "9007199254740993", "4.9e-324", "24:00:00",
    "23:59:60", "0000-01-01T00:00:00Z", "9999-12-31T23:59:59.9999999Z", "+14:00", "-00:01", "2026-03-29T02:30:00",
    "31-Jan-26 06:00:00", "1/31/2026 06:00:00 PM", "46053,25", "UNAVAILABLE", "NULL", "Bad", "192", "#datatype",
    "#default", "[Data]", "[Tags]", "*", "<!DOCTYPE", "<![CDATA[", "&#0;", "xmlns:m=", "<Condition>", '{"Items":[',
    "<SegmentResponse>",
    "\\u0000", "\\ud800", "[[[[", "1769839200000", "i ", "u ", "\\ ", "\\,",
    '<c t="s"><v>', '<c r="A1" t="inlineStr"><is><t>', '<c t="d" s="1">', "</v></c>", '<row r="', "</row>", "<si><t>",
    "<rPh>", 'numFmtId="14"', 'date1904="1"', 'state="hidden"', "_x000D_",
)  # fmt: skip
"""Texts that formats trip over."""


_PACKED = 128


@cache
def dialects(reader: str) -> tuple[ReaderOptions, ...]:
    """The options that a reader is fuzzed with: the defaults first."""
    return tuple(_fitting(reader))


def _fitting(reader: str) -> Iterator[ReaderOptions]:
    kind = READERS[reader].options_type
    for dialect in _DIALECTS:
        if dialect.keys() <= kind.model_fields.keys():
            try:
                yield kind.model_validate({**example(reader).options, **dialect})
            except ValidationError:
                continue


def seeds(reader: str) -> Iterator[bytes]:
    """Files that the reader takes, and what packed ones hold; `check_input` says what the first byte means."""
    data = example(reader).data
    texts = [data]
    if isinstance(example(reader).file, str):
        line = data.rstrip(b"\n").split(b"\n")[-1]
        texts += [data * 3, data + line * 2 + b"\n" + line[: len(line) // 2], data.replace(b",", b";")]
        texts += [data + line.replace(b"1", text.encode()) + b"\n" for text in TOKENS]
    for number, options in enumerate(dialects(reader)):
        encoding = getattr(options, "encoding", "utf-8")
        for text in texts if number == 0 else texts[:4]:
            written = text if encoding == "utf-8" else text.decode().encode(encoding, errors="replace")
            yield bytes([number]) + written
    if inner := example(reader).inner:
        yield bytes([_PACKED]) + inner
        pieces = inner.split(b"1")
        for number, text in enumerate(TOKENS * 2):
            at = 1 + number % (len(pieces) - 1)
            changed = escape(text, {'"': "&quot;", "'": "&apos;"}).encode()
            dialect = bytes([_PACKED + number % len(dialects(reader))])
            yield dialect + b"1".join(pieces[:at]) + changed + b"1".join(pieces[at:])


def check_input(reader: str, data: bytes) -> None:
    """What holds for any input; else raises AssertionError.

    The first byte chooses the dialect, and its highest bit whether the rest is the file or what a file is made around.
    """
    options, around = dialects(reader), example(reader).around
    number, file = (data[0], data[1:]) if data else (0, data)
    chosen = options[number % _PACKED % len(options)]
    if around is not None and number >= _PACKED:
        file = around(file)
    check_recognition(reader, file)
    whole = outcome_of(reader, file, chosen)
    if isinstance(chosen, TextOptions):
        with exact_path():
            exact = outcome_of(reader, file, chosen)
        assert exact == whole, f"the two paths differ: {exact} and {whole}"
        with small_pieces():
            outcome_of(reader, file, chosen)
