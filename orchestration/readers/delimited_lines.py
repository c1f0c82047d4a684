"""Delimited lines one by one: the exact path, which says of each line that is no record what is wrong with it."""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from orchestration.readers.text_options import DelimitedOptions
from orchestration.readers.text_stream import Block

_RECORD_LINES = 100
"""Lines that one quoted record may span; past them its opening quote is taken for the fault."""


_ROWS_TOLD = re.compile(
    r"\s*\(?\d+ (rows?|row\(s\)|records?|record\(s\)|Zeilen?|Zeile\(n\))"
    r"( (affected|selected|returned|betroffen|ausgewählt))?\.?\)?\.?\s*",
    re.IGNORECASE,
)


def is_rule(line: str, separator: str) -> bool:
    """Whether a line is drawn below or above a header: dashes in every column, as SQL tools and SAP's lists have it."""
    return "--" in line and not line.strip(f"-+| \t\r{separator}")


@dataclass(frozen=True)
class Skip:
    """Lines that are no data: a repeated header, comments, blank lines, ruled lines, how many rows there were.

    They are not counted.
    """

    header: str | None
    comment_prefixes: tuple[str, ...]
    separator: str

    def matches(self, line: str) -> bool:
        """Whether the line is skipped."""
        if not line.strip(" ") or (self.header is not None and line.strip() == self.header.strip()):
            return True
        if is_rule(line, self.separator) or _ROWS_TOLD.fullmatch(line):
            return True
        return bool(self.comment_prefixes) and line.startswith(self.comment_prefixes)

    def any_in(self, data: bytes) -> bool:
        """Whether any line of a block might be skipped; lines of another number of fields the parser itself finds."""
        if self.header is not None and self.header.strip().encode() in data:
            return True
        if b"--" in data and any(
            b"--" in line and is_rule(line.decode(), self.separator) for line in data.splitlines()
        ):
            return True
        return any(data.startswith(mark) or b"\n" + mark in data for mark in map(str.encode, self.comment_prefixes))


@dataclass
class ExactRecords:
    """Records of a block: rows with their row_nos, rejected (row_no, raw, reason), raw text of records over lines."""

    rows: list[list[str]] = field(default_factory=list)
    row_nos: list[int] = field(default_factory=list)
    rejected: list[tuple[int, str, str]] = field(default_factory=list)
    multiline: dict[int, str] = field(default_factory=dict)
    rows_read: int = 0

    def frame(self, columns: Mapping[str, int]) -> pl.DataFrame:
        """The rows' fields by name, with row_no."""
        picked = {name: [fields[index] for fields in self.rows] for name, index in columns.items()}
        texts = pl.DataFrame(picked, schema=dict.fromkeys(columns, pl.String()))
        return texts.with_columns(pl.Series("row_no", self.row_nos, dtype=pl.Int64))


def divide(record: str, options: DelimitedOptions) -> list[str] | None:
    """The fields of one record's raw text, as split_exactly divides it; None where it cannot."""
    if options.quote is None or options.quote not in record:
        return record.split(options.separator)
    try:
        return _csv_fields(record, options)
    except csv.Error:
        return None


def _csv_fields(record: str, options: DelimitedOptions) -> list[str]:
    # A quote inside an unquoted field (5" pipe) is text; one that opens a field must close it.
    (fields,) = csv.reader([record], delimiter=options.separator, quotechar=options.quote, strict=True)
    return fields


def split_exactly(block: Block, options: DelimitedOptions, width: int, skip: Skip) -> ExactRecords:
    """Divide a block's lines into records of `width` fields."""
    found, lines, index = ExactRecords(), block.lines, 0
    while index < len(lines):
        line, row_no = lines[index], block.first_line + index
        if skip.matches(line):
            index += 1
            continue
        found.rows_read += 1
        if options.quote is None or options.quote not in line:
            fields, used, fault = line.split(options.separator), 1, None
        else:
            fields, used, fault = _quoted_record(lines, index, options)
        if fault is None and len(fields) != width:
            fault = f"found {len(fields)} fields divided by {options.separator!r}, expected {width}"
        raw = "\n".join(lines[index : index + used])
        if fault is not None:
            is_end = not block.terminated and index + used == len(lines)
            found.rejected.append((row_no, raw, f"{fault}; the file ends within this line" if is_end else fault))
        else:
            found.rows.append(fields)
            found.row_nos.append(row_no)
            if used > 1:
                found.multiline[row_no] = raw
        index += used
    return found


def _quoted_record(lines: list[str], start: int, options: DelimitedOptions) -> tuple[list[str], int, str | None]:
    """(fields, lines used, fault) of the record that begins at a line holding a quote."""
    text = lines[start]
    for used in range(1, min(_RECORD_LINES, len(lines) - start) + 1):
        if used > 1:
            text += "\n" + lines[start + used - 1]
        if used > 1 and (options.quote or "") not in lines[start + used - 1]:
            continue
        try:
            fields = _csv_fields(text, options)
        except csv.Error as error:
            if "unexpected end of data" in str(error):
                continue
            return [], 1, f"its quotes do not close before a separator ({error})"
        return fields, used, None
    return [], 1, "it opens a quote that is not closed"
