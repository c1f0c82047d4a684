"""Blocks of delimited lines to records: frames of texts, one column a field, with the physical line of each row.

Two paths give the same records. The fast one hands a block whose lines are all well formed to Arrow's parallel CSV
parser and proves that it found one record a line. Whatever does not pass goes, in small pieces, through the exact
path in delimited_lines.py, which says of every faulty line what is wrong with it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.csv as arrow_csv

from orchestration.readers.contract import FileRejected
from orchestration.readers.delimited_lines import Skip, divide, split_exactly
from orchestration.readers.rejected_rows import rejected_frame
from orchestration.readers.text_options import DelimitedOptions
from orchestration.readers.text_stream import Block, cut_after_record

CUT = "the file ends within this line, or its newline is missing (then set final_newline: false)"
"""Reason of a last line whose last field may be only the beginning of what was written."""

_PIECE_BYTES = 256 << 10
_ARROW_BLOCK = 1 << 20


@dataclass(frozen=True)
class Records:
    """A block's records.

    frame: wanted columns by field name (texts, "" where empty) and `row_no`.
    rejected: lines that are no record, schema REJECTED. rows_read: records in the raw text.
    block: for the raw text of a row. unterminated: row_no of a last line that has no newline, else None.
    """

    frame: pl.DataFrame
    rejected: pl.DataFrame
    rows_read: int
    block: Block
    unterminated: int | None
    multiline: Mapping[int, str]

    def raw(self, row_no: int) -> str:
        """The text of a record as it stands in the file."""
        return self.multiline.get(row_no) or self.block.raw(row_no)


@dataclass(frozen=True)
class Layout:
    """What a file's head says.

    names: of the columns, c1, c2, … without a header. header: the line itself. is_personal: whether the first line
    may be a row with personal data (a header that is missing), so that messages must not show it.
    """

    names: tuple[str, ...]
    header: str | None
    is_personal: bool = False

    @property
    def shown(self) -> str:
        """The columns' names for a message."""
        return f"{len(self.names)} columns" if self.is_personal else ", ".join(self.names)[:300]

    def position(self, wanted: str | int, what: str) -> int:
        """Index of a column given by name (any case) or by position from 1; raises FileRejected if there is none."""
        if isinstance(wanted, int):
            if 1 <= wanted <= len(self.names):
                return wanted - 1
            raise FileRejected(
                f"There is no column {wanted} for {what}: the lines have {len(self.names)}; check the separator."
            )
        folded = [name.lower() for name in self.names]
        matches = [index for index, name in enumerate(folded) if name == wanted.strip().lower()]
        if len(matches) == 1:
            return matches[0]
        problem = "stands twice in" if matches else "is not in"
        advice = "check the separator and the source's column names"
        if matches:
            advice = f"give it by its position, {' or '.join(str(index + 1) for index in matches)}"
        raise FileRejected(f"The column {wanted!r} for {what} {problem} the header ({self.shown}); {advice}.")


def cut_record(records: Records, options: DelimitedOptions) -> int | None:
    """row_no of a last record whose last field may be cut: 12 of 123 would be another value."""
    if records.unterminated is None or not options.final_newline or not records.frame.height:
        return None
    row_no = int(records.frame["row_no"][-1])
    raw = records.raw(row_no)
    if row_no + raw.count("\n") != records.unterminated:
        return None
    is_quoted = options.quote is not None and raw.rstrip().endswith(options.quote)
    return None if is_quoted else row_no


def layout_of(line: str, options: DelimitedOptions, *, is_header: bool, is_personal: bool = False) -> Layout:
    """The layout that a file's first line tells: its fields as names, or c1, c2, … when it is no header."""
    fields = divide(line, options) or line.split(options.separator)
    if is_header:
        return Layout(tuple(field.strip() for field in fields), line, is_personal)
    return Layout(tuple(f"c{index}" for index in range(1, len(fields) + 1)), None)


class RecordSplitter:
    """Divides the blocks of one table, all of one layout."""

    def __init__(self, options: DelimitedOptions, layout: Layout) -> None:
        """`layout.header`, where there is one, is skipped when it is repeated."""
        self._options, self._layout = options, layout
        self._skip = Skip(layout.header, options.comment_prefixes, options.separator)

    def records(self, block: Block, columns: Mapping[str, int]) -> Records:
        """The block's records with the given fields (name to index)."""
        unterminated = None if block.terminated else block.first_line + block.line_count - 1
        whole = self._split_fast(block, columns)
        if whole is not None:
            return Records(whole, rejected_frame([]), block.line_count, block, unterminated, {})
        frames: list[pl.DataFrame] = []
        rejected: list[tuple[int, str, str]] = []
        multiline: dict[int, str] = {}
        rows_read = 0
        for piece in self._pieces(block):
            frame = self._split_fast(piece, columns)
            if frame is None:
                exact = split_exactly(piece, self._options, len(self._layout.names), self._skip)
                frame, rows_read = exact.frame(columns), rows_read + exact.rows_read
                rejected += exact.rejected
                multiline.update(exact.multiline)
            else:
                rows_read += piece.line_count
            frames.append(frame)
        return Records(pl.concat(frames), rejected_frame(rejected), rows_read, block, unterminated, multiline)

    def _pieces(self, block: Block) -> Iterator[Block]:
        start, line_no, data = 0, block.first_line, block.data
        while start < len(data):
            end = len(data)
            if end - start > _PIECE_BYTES:
                window = data[start : start + _PIECE_BYTES]
                end = start + cut_after_record(window, self._options.quote)
                if end == start:
                    end = data.find(b"\n", start + _PIECE_BYTES) + 1
            piece = data[start:end]
            yield Block(piece, line_no, piece.count(b"\n"), block.terminated or end < len(data))
            start, line_no = end, line_no + piece.count(b"\n")

    def _split_fast(self, block: Block, columns: Mapping[str, int]) -> pl.DataFrame | None:
        options, data = self._options, block.data
        quoted = options.quote is not None and options.quote.encode() in data
        # With one column a blank line cannot be told from an empty field by counting fields.
        if len(self._layout.names) == 1 or self._skip.any_in(data) or (quoted and not _quotes_are_plain(data, options)):
            return None
        # The parser ends a line at a lone CR too, which a blank line elsewhere would hide from the count of records.
        if b"\r" in data and data.count(b"\r") != data.count(b"\r\n"):
            return None
        fields = [f"f{index}" for index in range(len(self._layout.names))]
        wanted = list(dict.fromkeys(fields[index] for index in columns.values()))
        try:
            table = arrow_csv.read_csv(
                pa.py_buffer(data),
                read_options=arrow_csv.ReadOptions(column_names=fields, block_size=_ARROW_BLOCK),
                parse_options=arrow_csv.ParseOptions(
                    delimiter=options.separator,
                    quote_char=options.quote if quoted else False,
                    double_quote=False,
                    ignore_empty_lines=True,
                ),
                convert_options=arrow_csv.ConvertOptions(
                    include_columns=wanted,
                    column_types=dict.fromkeys(wanted, pa.string()),
                    check_utf8=False,
                ),
            )
        except pa.ArrowInvalid:
            return None
        if table.num_rows != block.line_count:
            return None
        frame = pl.DataFrame({name: _polars(table.column(fields[index])) for name, index in columns.items()})
        row_no = pl.int_range(block.first_line, block.first_line + block.line_count, dtype=pl.Int64)
        return frame.with_columns(row_no.alias("row_no"))


def _polars(column: pa.ChunkedArray) -> pl.Series:
    series = pl.from_arrow(column)
    if not isinstance(series, pl.Series):
        raise TypeError(f"Arrow column became {type(series)}")
    return series


def _quotes_are_plain(data: bytes, options: DelimitedOptions) -> bool:
    """Whether quotes only open and close whole fields, in turn: the first after an edge, the second before one."""
    text = np.frombuffer(data, np.uint8)
    at = np.flatnonzero(text == ord(options.quote or ""))
    opening, closing = at[::2], at[1::2]
    if len(opening) != len(closing):
        return False
    edges = (ord(options.separator), ord("\n"))
    # The data ends with a newline, so that something stands after every quote; before the first byte nothing does.
    before, after = text[opening - 1], text[closing + 1]
    ends_line = (after == ord("\r")) & (text[np.minimum(closing + 2, len(text) - 1)] == ord("\n"))
    is_opening = (before == edges[0]) | (before == edges[1]) | (opening == 0)
    return bool(is_opening.all() and ((after == edges[0]) | (after == edges[1]) | ends_line).all())
