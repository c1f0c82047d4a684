"""Mapped tables: rows of texts to the typed rows of an entity, and a fault for each row that does not fit."""

from collections.abc import Iterator

import polars as pl

from orchestration.readers.contract import Batch
from orchestration.readers.delimited_records import CUT
from orchestration.readers.entity_rows import with_fault
from orchestration.readers.local_time import LocalClock
from orchestration.readers.mapped_options import MappedOptions
from orchestration.readers.mapped_rows import MASK, FileRows, RowBlock
from orchestration.readers.numbers_text import is_missing, to_number
from orchestration.readers.rejected_rows import FILTERED, rejected_frame
from orchestration.readers.schema import SCHEMAS
from orchestration.readers.timestamps import parse_times, shown_format

_FILTER, _PART = "where:", "part:"


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
                texts = self._numbers(texts, field)
            elif isinstance(dtype, pl.Date | pl.Datetime):
                texts = self._times(texts, field, is_date=isinstance(dtype, pl.Date))
        return texts

    def batch(self, block: RowBlock, typed: pl.DataFrame) -> Batch:
        """Rows without fault and rejected rows, personal columns masked."""
        if block.cut is not None:
            typed = with_fault(typed, pl.col("row_no") == block.cut, CUT)
        rows = typed.filter(pl.col("fault").is_null()).select(SCHEMAS[self._table].names())
        faulty = typed.filter(pl.col("fault").is_not_null()).select("row_no", "fault").iter_rows()
        rejected = rejected_frame((row_no, block.raw(row_no), fault) for row_no, fault in faulty)
        rejected = pl.concat([block.rejected, rejected]).sort("row_no")
        return Batch(self._table, rows.cast(SCHEMAS[self._table]), rejected, block.rows_read)

    def _texts(self, frame: pl.DataFrame) -> pl.DataFrame:
        options = self._options
        expressions = []
        for field, column in options.columns.items():
            parts = [field] if not isinstance(column, tuple) else [f"{_PART}{n}:{field}" for n in range(len(column))]
            texts = [
                pl.when(~is_missing(pl.col(part), options.null_words)).then(pl.col(part).str.strip_chars())
                for part in parts
            ]
            # A date without its time is a date; a time without its date is nothing.
            joined = texts[0] if len(texts) == 1 else pl.concat_str(texts, separator=" ", ignore_nulls=True)
            text = joined if len(texts) == 1 else pl.when(texts[0].is_not_null()).then(joined)
            if field in options.value_maps:
                text = text.replace(options.value_maps[field])
            if field in options.references:
                text = pl.format("ref({}){}", pl.lit(options.references[field]), text)
            expressions.append(text.alias(field))
        constants = [pl.lit(str(value)).alias(field) for field, value in options.constants.items()]
        return frame.select("row_no", *expressions, *constants, self._filter_fault().alias("fault"))

    def _filter_fault(self) -> pl.Expr:
        fault = pl.lit(None, pl.String)
        for column, values in self._options.reject_where.items():
            hidden = column in self._options.personal_columns
            text = pl.col(f"{_FILTER}{column}").str.strip_chars()
            shown = pl.lit(MASK) if hidden else text
            reason = pl.format("{}column {} is '{}'", pl.lit(FILTERED), pl.lit(str(column)), shown)
            fault = pl.when(fault.is_null() & text.is_in(list(values))).then(reason).otherwise(fault)
        return fault

    def _numbers(self, frame: pl.DataFrame, field: str) -> pl.DataFrame:
        options = self._options
        # A constant is written in the configuration, in whose numbers the point is the decimal mark.
        marks = (".", None) if field in options.constants else (options.decimal, options.thousands)
        number = to_number(pl.col(field), *marks) * options.factors.get(field, 1.0)
        message = pl.format("{} '{}' is no number", pl.lit(field), field)
        return with_fault(frame, pl.col(field).is_not_null() & number.is_null(), message).with_columns(
            number.alias(field)
        )

    def _times(self, frame: pl.DataFrame, field: str, *, is_date: bool) -> pl.DataFrame:
        time_format, zone = self._options.time_format, self._clock.zone.key
        local, utc = parse_times(frame[field], time_format)
        if is_date:
            day = local.dt.date().fill_null(utc.dt.convert_time_zone(zone).dt.date())
            times, kind = day, "date"
        else:
            times, kind = utc.fill_null(self._clock.to_utc(local)[0]), "time"
        is_faulty = pl.Series(frame[field].is_not_null() & times.is_null())
        name = field.removesuffix("_utc")
        message = (
            pl.when(pl.Series(local.is_null()))
            .then(
                pl.format(
                    "{} '{}' is no {} of the format {}",
                    pl.lit(name),
                    field,
                    pl.lit(kind),
                    pl.lit(shown_format(time_format)),
                )
            )
            .otherwise(pl.format("{} '{}' does not exist in {}: clocks skipped it", pl.lit(name), field, pl.lit(zone)))
        )
        return with_fault(frame, pl.lit(is_faulty), message).with_columns(times.alias(field))


def _positions(rows: FileRows, options: MappedOptions) -> dict[str, int]:
    positions: dict[str, int] = {}
    for field, column in options.columns.items():
        if isinstance(column, tuple):
            for n, part in enumerate(column):
                positions[f"{_PART}{n}:{field}"] = rows.position(part, field)
        else:
            positions[field] = rows.position(column, field)
    for column in options.reject_where:
        positions[f"{_FILTER}{column}"] = rows.position(column, "reject_where")
    return positions
