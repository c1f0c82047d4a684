"""How a delimited text is written: separator, banner, comments, header, and what stands in its columns."""

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from orchestration.readers.decimal_guess import is_number
from orchestration.readers.recognition import Sample
from orchestration.readers.sample_text import SampleText, text_of
from orchestration.readers.time_guess import TimeGuess, guess_times

_SEPARATORS = (",", ";", "\t", "|")
_COMMENTS = ("#", "*", "//", "--")
_LINES = 2_000
_ROWS_JUDGED = 400
_WIDTH_SHARE = 0.6
_BANNER_LINES = 50


@dataclass(frozen=True)
class Column:
    """A column's texts, and the times that they are."""

    index: int
    name: str | None
    texts: tuple[str, ...]
    times: TimeGuess | None

    @property
    def by(self) -> str | int:
        """What the column is given by in options."""
        return self.name if self.name else self.index + 1

    @cached_property
    def filled(self) -> tuple[str, ...]:
        """The texts that are not blank."""
        return tuple(text.strip() for text in self.texts if text.strip())

    @cached_property
    def distinct(self) -> int:
        """How many different texts there are."""
        return len(set(self.filled))

    @cached_property
    def number_share(self) -> float:
        """Share of the texts that are numbers."""
        return sum(map(is_number, self.filled)) / len(self.filled) if self.filled else 0.0


@dataclass(frozen=True)
class Dialect:
    """A delimited text. header: the columns' names, None without. skip_lines: lines of a banner before it."""

    text: SampleText
    separator: str
    header: tuple[str, ...] | None
    skip_lines: int
    comment_prefixes: tuple[str, ...]
    columns: tuple[Column, ...]
    row_count: int

    @property
    def options(self) -> dict[str, Any]:
        """Options of DelimitedOptions that the text needs, whether or not they are a reader's defaults."""
        options: dict[str, Any] = {
            **self.text.options,
            "separator": "tab" if self.separator == "\t" else self.separator,
        }
        if self.header is None:
            options["header"] = False
        if self.skip_lines:
            options["skip_lines"] = self.skip_lines
        if self.comment_prefixes:
            options["comment_prefixes"] = list(self.comment_prefixes)
        return options

    @property
    def time_columns(self) -> tuple[Column, ...]:
        """The columns of times."""
        return tuple(column for column in self.columns if column.times)

    def column(self, *names: str) -> Column | None:
        """The first of the named columns that the header has (any case)."""
        if self.header is None:
            return None
        folded = [name.lower() for name in self.header]
        return next((self.columns[folded.index(name)] for name in names if name in folded), None)


@lru_cache(maxsize=8)
def dialect_of(sample: Sample) -> Dialect | None:
    """The sample as delimited text; None where it is no text, or its lines have no common number of fields."""
    text = text_of(sample)
    if text is None:
        return None
    lines = text.lines[:_LINES]
    found = [dialect for mark in _SEPARATORS if (dialect := _divided(text, lines, mark)) is not None]
    if not found:
        return None
    return max(found, key=lambda dialect: (bool(dialect.time_columns), dialect.row_count, len(dialect.columns)))


def _divided(text: SampleText, lines: Sequence[str], separator: str) -> Dialect | None:
    comments = tuple(mark for mark in _COMMENTS if any(line.startswith(mark) for line in lines))
    rows = [
        (number, fields)
        for number, line in enumerate(lines)
        if line.strip() and not (comments and line.startswith(comments))
        if (fields := _fields(line, separator)) is not None
    ]
    widths = Counter(len(fields) for _, fields in rows)
    if not widths:
        return None
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    if width < 2 or count < _WIDTH_SHARE * len(rows):
        return None
    fitting = [(number, [field.strip() for field in fields]) for number, fields in rows if len(fields) == width]
    first_line, first = fitting[0]
    data = [fields for _, fields in fitting[1 : _ROWS_JUDGED + 1]]
    header = tuple(first) if _is_header(first, data) else None
    if header is None:
        data = [first, *data]
    skipped = first_line if first_line <= _BANNER_LINES else 0
    if comments and all(not line.strip() or line.startswith(comments) for line in lines[:skipped]):
        skipped = 0
    texts = list(zip(*data, strict=True)) if data else [()] * width
    columns = tuple(
        Column(index, header[index] if header else None, texts[index], guess_times(texts[index]))
        for index in range(width)
    )
    return Dialect(text, separator, header, skipped, comments, columns, len(data))


def _fields(line: str, separator: str) -> list[str] | None:
    try:
        return next(csv.reader([line], delimiter=separator, strict=True), None)
    except csv.Error:
        return None


def _is_header(first: Sequence[str], data: Sequence[Sequence[str]]) -> bool:
    """Whether the first line names columns: it has no number and no time, or a word above times."""
    if not any(is_number(field) or guess_times([field]) for field in first):
        return any(first)
    return any(
        name and not is_number(name) and not guess_times([name]) and guess_times([row[index] for row in data])
        for index, name in enumerate(first)
    )
