"""GE Proficy Historian: sections `[Data]`, `[Tags]`, `[Messages]`, `[Alarms]`, each with a header of its own.

Samples are the rows of [Data], `Tagname,TimeStamp,Value,DataQuality`; rows of the other sections are no samples and
are accounted for as such. A file without any section is one of data. Lines that begin with `*` are comments.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import polars as pl
from pydantic import Field

from orchestration.readers.contract import Batch, ByteStream
from orchestration.readers.delimited_records import RecordSplitter, layout_of
from orchestration.readers.delimited_sections import divided, without_first_line
from orchestration.readers.historian import delimited_long
from orchestration.readers.historian.vendor_recognition import as_vendors, has_columns
from orchestration.readers.local_time import LocalClock
from orchestration.readers.recognition import Recognition, Sample
from orchestration.readers.rejected_rows import NO_SAMPLE, rejected_frame
from orchestration.readers.sample_text import text_of
from orchestration.readers.schema import SAMPLES, SCHEMAS
from orchestration.readers.text_options import TimeFormats
from orchestration.readers.text_stream import Block, text_blocks

_SECTION = re.compile(rb"^[ \t]*\[(?:Data|Tags|Messages|Alarms)\]", re.MULTILINE | re.IGNORECASE)
_DATA = "[data]"
_NAMES = ("tagname", "timestamp", "value", "dataquality")
_COLUMNS = "its header names Tagname, TimeStamp, Value and DataQuality"


class Options(delimited_long.Options):
    """Options of `historian.proficy_csv`."""

    comment_prefixes: tuple[str, ...] = Field(
        default=("*",), description="Lines that start so are skipped and not counted."
    )
    time_format: TimeFormats = Field(
        default=(
            "%m/%d/%Y %H:%M:%S.%f", "%m/%d/%y %H:%M:%S.%f", "%m/%d/%Y %H:%M", "%m/%d/%y %H:%M",
            "%m/%d/%Y %I:%M:%S.%f %p", "%m/%d/%y %I:%M:%S.%f %p", "%m/%d/%Y %I:%M %p", "%m/%d/%y %I:%M %p",
        ),
        description="US order, month first, with 24 or 12 hours, with or without seconds and their fraction, years of "
        "two or four digits; where the server writes another order, its format.",
    )  # fmt: skip
    good: tuple[str, ...] = Field(
        default=("good", "100"),
        description="Quality words or percentages that mean good (any case); also with a substatus behind them, "
        "such as `Good - NonSpecific`.",
    )
    uncertain: tuple[str, ...] = Field(default=("uncertain",), description="The same for uncertain.")
    bad: tuple[str, ...] = Field(default=("bad", "not available"), description="The same for bad.")

    def quality_of(self, text: str) -> int:
        """The quality of a word or code, or of a word with its substatus."""
        word = re.match(r"[A-Za-z]+", text.strip())
        known = word is not None and not self.is_quality_word(text) and self.is_quality_word(word[0])
        return super().quality_of(word[0] if word and known else text)


class _Sections:
    """The sections of one file, piece by piece."""

    def __init__(self, reader: "_ProficyReader", options: Options, clock: LocalClock) -> None:
        self._reader, self._options, self._clock = reader, options, clock
        self._name, self._lines_to_skip = _DATA, options.skip_lines
        self._has_header = False
        self._to_batch: Callable[[Block], Batch] = self._left_out

    def batches(self, piece: Block) -> Iterator[Batch]:
        """What a piece holds, which lies within one section."""
        rest: Block | None = piece
        if _SECTION.match(piece.data):
            line, rest = without_first_line(piece)
            self._name, self._has_header, self._to_batch = line.strip(), False, self._left_out
        while rest is not None and not self._has_header:
            line, following = without_first_line(rest)
            if self._lines_to_skip:
                self._lines_to_skip -= 1
            elif line.strip() and not line.startswith(self._options.comment_prefixes):
                self._has_header = True
                if self._name.lower() == _DATA:
                    self._begin_data(line)
                    following = following if self._options.names_columns(line) else rest
            rest = following
        if rest is not None:
            yield self._to_batch(rest)

    def _begin_data(self, line: str) -> None:
        layout = layout_of(line, self._options, is_header=self._options.names_columns(line))
        columns, to_batch = self._reader.table(layout, self._options, self._clock)
        splitter = RecordSplitter(self._options, layout)
        self._to_batch = lambda block: to_batch(splitter.records(block, columns))

    def _left_out(self, block: Block) -> Batch:
        reason = f"{NO_SAMPLE}a row of {self._name}"
        rows = [
            (row_no, line, reason)
            for row_no, line in enumerate(block.lines, start=block.first_line)
            if line.strip() and not line.startswith(self._options.comment_prefixes)
        ]
        return Batch(SAMPLES, pl.DataFrame(schema=SCHEMAS[SAMPLES]), rejected_frame(rows), len(rows))


def _as_proficy(found: Recognition | None, mark: str) -> Recognition:
    """With the defaults for comments, banner and the order of the date, where that can be the US one."""
    told = [] if found is None else [found.options.get("time_format"), *(v for one in found.doubts for v in one.values)]
    formats = [one for given in told for one in ([given] if isinstance(given, str) else given or ())]
    order = ("time_format",) if any(str(one).startswith("%m/") for one in formats) else ()
    return as_vendors(found, mark, without=(*order, "comment_prefixes", "skip_lines"))


class _ProficyReader(delimited_long.DelimitedLongReader[Options]):
    joins = False

    def recognise(self, sample: Sample, /) -> Recognition | None:
        """By a line that begins a section, or the columns of data."""
        text = text_of(sample)
        sections = [n for n, line in enumerate(text.lines) if _SECTION.match(line.encode())] if text else []
        if text is None or not sections:
            return _as_proficy(super().recognise(sample), _COLUMNS) if has_columns(sample, *_NAMES) else None
        data = next((n for n in sections if text.lines[n].strip().lower() == _DATA), None)
        end = next((n for n in sections if data is not None and n > data), len(text.lines))
        lines = text.lines[data + 1 : end] if data is not None else ()
        found = super().recognise(Sample("\n".join(lines).encode()))
        known = _as_proficy(found, f"it has the section {text.lines[sections[0]].strip()}")
        return replace(known, options={**text.options, **known.options}, doubts=(*text.doubts, *known.doubts))

    def _batches(self, stream: ByteStream, options: Options, clock: LocalClock) -> Iterator[Batch]:
        sections = _Sections(self, options, clock)
        for block in text_blocks(stream, options.encoding):
            for piece in divided(block, _SECTION):
                yield from sections.batches(piece)


READER = _ProficyReader("historian.proficy_csv", Options)
