"""Mapped tables: rows of texts to the typed rows of an entity, and a fault for each row that does not fit."""

from collections.abc import Iterator

import polars as pl

from orchestration.readers.contract import IS_DELETED, Batch
from orchestration.readers.delimited_records import CUT
from orchestration.readers.entities import REFERRING
from orchestration.readers.entity_rows import with_fault
from orchestration.readers.local_time import LocalClock
from orchestration.readers.mapped_numbers import aside, with_number
from orchestration.readers.mapped_options import Column, MappedOptions
from orchestration.readers.mapped_rows import MASK, FileRows, RowBlock
from orchestration.readers.mapped_times import with_times
from orchestration.readers.numbers_text import is_missing
from orchestration.readers.rejected_rows import FILTERED, rejected_frame
from orchestration.readers.schema import BUSINESS_KEYS, SCHEMAS

_PART = "part:"
_REFERRING = {*REFERRING, "reverses"} - {"name"}


class MappedTable:
    """One file of a mapped table: its rows as texts by field, then as typed columns with `fault`."""

    def __init__(self, rows: FileRows, options: MappedOptions, table: str, clock: LocalClock) -> None:
        """Raises FileRejected when a mapped column is not in the file."""
        self._rows, self._options, self._table, self._clock = rows, options, table, clock
        self._columns = _positions(rows, options)

    def blocks(self) -> Iterator[tuple[RowBlock, pl.DataFrame]]:
        """Rows, each block with its frame of texts by canonical field (null where missing), row_no and fault."""
        for block in self._rows.blocks(self._columns):
            yield block, self._texts(block.frame)

    def typed(self, texts: pl.DataFrame) -> pl.DataFrame:
        """Columns of the table's schema; the first thing wrong with a row becomes its fault."""
        for field, dtype in SCHEMAS[self._table].items():
            if field == "row_no":
                continue
            if field not in texts.columns:
                texts = texts.with_columns(pl.lit(None, dtype).alias(field))
            elif isinstance(dtype, pl.Float64):
                texts = with_number(texts, field, self._options)
            elif isinstance(dtype, pl.Date | pl.Datetime):
                texts = with_times(texts, field, self._options, self._clock, is_date=isinstance(dtype, pl.Date))
        return texts

    def batch(self, block: RowBlock, typed: pl.DataFrame) -> Batch:
        """Rows without fault and rejected rows, personal columns masked."""
        if block.cut is not None:
            typed = with_fault(typed, pl.col("row_no") == block.cut, CUT)
        rows = typed.filter(pl.col("fault").is_null()).select(SCHEMAS[self._table].names()).cast(SCHEMAS[self._table])
        if self._rows.are_deleted:
            rows = rows.with_columns(pl.lit(value=True).alias(IS_DELETED))
        faulty = typed.filter(pl.col("fault").is_not_null()).select("row_no", "fault").iter_rows()
        rejected = rejected_frame((row_no, block.raw(row_no), fault) for row_no, fault in faulty)
        rejected = pl.concat([block.rejected, rejected]).sort("row_no")
        return Batch(self._table, rows, rejected, block.rows_read)

    def _texts(self, frame: pl.DataFrame) -> pl.DataFrame:
        options = self._options
        fields = [self._text(field, column).alias(field) for field, column in options.columns.items()]
        constants = [pl.lit(str(value)).alias(field) for field, value in options.constants.items()]
        asides = [aside(column) for column in options.asides()]
        return frame.select("row_no", *fields, *constants, *asides, self._filter_fault().alias("fault"))

    def _text(self, field: str, column: Column) -> pl.Expr:
        options = self._options
        parts = [field] if not isinstance(column, tuple) else [f"{_PART}{n}:{field}" for n in range(len(column))]
        texts: list[pl.Expr] = [
            pl.when(~is_missing(pl.col(part), options.null_words)).then(pl.col(part).str.strip_chars())
            for part in parts
        ]
        if field in options.strip_zeros:
            texts = [text.str.replace(r"^0+([0-9]+)$", "${1}") for text in texts]
        text = texts[0]
        if len(texts) > 1:
            is_key = field in BUSINESS_KEYS[self._table] or field in _REFERRING
            joined = pl.concat_str(texts, separator=options.join_with.get(field, " "), ignore_nulls=not is_key)
            # A date without its time is a date; a time without its date is nothing.
            text = pl.when(texts[0].is_not_null()).then(joined)
        if field in options.value_maps:
            text = text.replace(options.value_maps[field])
        if field in options.references:
            text = pl.format("ref({}){}", pl.lit(options.references[field]), text)
        return text

    def _filter_fault(self) -> pl.Expr:
        fault = pl.lit(None, pl.String)
        options = self._options
        for wheres, is_kept in ((options.keep_where, True), (options.reject_where, False)):
            for column, values in wheres.items():
                text = pl.col(aside(column)).str.strip_chars().fill_null("")
                shown = pl.lit(MASK) if column in options.personal_columns else text
                wanted = f", not {' or '.join(values)}" if is_kept else ""
                reason = pl.format(
                    "{}column {} is '{}'{}", pl.lit(FILTERED), pl.lit(str(column)), shown, pl.lit(wanted)
                )
                is_out = text.is_in(list(values)) != is_kept
                fault = pl.when(fault.is_null() & is_out).then(reason).otherwise(fault)
        return fault


def _positions(rows: FileRows, options: MappedOptions) -> dict[str, int]:
    positions: dict[str, int] = {}
    for field, column in options.columns.items():
        if isinstance(column, tuple):
            for n, part in enumerate(column):
                positions[f"{_PART}{n}:{field}"] = rows.position(part, field)
        else:
            positions[field] = rows.position(column, field)
    for column, option in options.asides().items():
        positions[aside(column)] = rows.position(column, option)
    return positions
