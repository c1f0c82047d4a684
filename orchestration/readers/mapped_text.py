"""Rows of mapped tables that are delimited text."""

from collections.abc import Iterator, Mapping
from functools import partial

import polars as pl

from orchestration.readers.aligned_text import BETWEEN, AlignedText
from orchestration.readers.contract import ByteStream
from orchestration.readers.delimited import DelimitedText
from orchestration.readers.delimited_lines import divide
from orchestration.readers.delimited_records import Records, cut_record
from orchestration.readers.mapped_options import ColumnName, MappedTextOptions
from orchestration.readers.mapped_rows import MASK, RowBlock, personal_columns

WITHHELD = "(withheld: the line cannot be divided into its columns, and this source has personal ones)"

_BLOCK_BYTES = 8 << 20


class TextRows:
    """Lines of a delimited file as rows."""

    are_hashed = are_deleted = False

    def __init__(self, stream: ByteStream, options: MappedTextOptions) -> None:
        """Reads the header; raises FileRejected when there is none."""
        if options.aligned:
            stream = AlignedText(stream, options.encoding, _BLOCK_BYTES)
            options = options.model_copy(update={"separator": BETWEEN, "quote": None, "encoding": "utf-8"})
        self._options = options
        self._personal = personal_columns(options.columns, options.personal_columns)
        self._text = DelimitedText(stream, options, _BLOCK_BYTES, is_personal=options.is_personal)
        self._width = len(self._text.layout.names)

    def position(self, column: ColumnName, what: str, /) -> int:
        """Index of a column given by its header or by its position from 1."""
        return self._text.layout.position(column, what)

    def blocks(self, columns: Mapping[str, int], /) -> Iterator[RowBlock]:
        """The lines in file order."""
        personal = frozenset(self.position(column, "personal_columns") for column in self._personal)
        has_last = self._width - 1 in columns.values()
        for records in self._text.records(columns):
            rejected = records.rejected
            if personal:
                rejected = rejected.with_columns(pl.lit(WITHHELD).alias("raw"))
            cut = cut_record(records, self._options) if has_last else None
            raw = partial(self._masked, records, personal)
            yield RowBlock(records.frame, rejected, records.rows_read, raw, cut)

    def _masked(self, records: Records, personal: frozenset[int], row_no: int) -> str:
        raw = records.raw(row_no)
        if personal:
            fields = divide(raw, self._options)
            if fields is None or len(fields) != self._width:
                return WITHHELD
            raw = self._options.separator.join(
                MASK if index in personal and text else text for index, text in enumerate(fields)
            )
        return raw.replace(BETWEEN, " ")
