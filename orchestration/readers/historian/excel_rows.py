"""Cells of a sheet to samples, by what its columns are."""

from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase

import polars as pl

from orchestration.readers.contract import Batch, FileRejected
from orchestration.readers.historian.excel_layout import SheetTable
from orchestration.readers.historian.excel_options import Options
from orchestration.readers.historian.typed_table import typed_batch
from orchestration.readers.instants import with_resolved
from orchestration.readers.local_time import LocalClock
from orchestration.readers.numbers_text import EXACT, is_missing, to_number
from orchestration.readers.timestamps import parse_times, shown_format
from orchestration.readers.workbook_cells import column_letters

_CELL = ("written", "number", "local")
_SERIAL = "excel_serial"


@dataclass(frozen=True)
class SheetRows:
    """What makes the rows of one sheet's table samples, batch after batch in their order.

    first_day: what is added to serial days that stand as plain numbers, by the workbook's date system.
    """

    sheet: str
    table: SheetTable
    options: Options
    clock: LocalClock
    first_day: int

    def batch(self, cells: pl.DataFrame) -> Batch:
        """Samples of cells of the schema CELLS; row_no is the sheet's row."""
        cells = self._without_heads(cells.filter(pl.col("row") >= self.table.first_row))
        frame = self._long(cells, self.table.long) if self.table.long else self._series(cells)
        by_row: dict[tuple[object, ...], pl.DataFrame] = {}

        def raw(row: int) -> str:
            if not by_row:
                by_row.update(cells.partition_by("row", as_dict=True))
            return f"{self.sheet}!{row}: {shown_cells(by_row[(row,)])}"

        return typed_batch(frame, self.options, raw, frame.height)

    def _without_heads(self, cells: pl.DataFrame) -> pl.DataFrame:
        """The cells without rows that name the columns again; raises FileRejected where they are named otherwise."""
        time = self.table.time_columns[0]
        name = self.table.names.get(time, "")
        is_text = pl.col("local").is_null() & pl.col("number").is_null()
        known = [texts[column] for texts in self.table.heads for column in sorted(texts)[:1]]
        suspects = cells.filter(is_text & pl.col("written").str.strip_chars().is_in([*known, name]))["row"].unique()
        again: list[int] = []
        for (row,), one in cells.filter(pl.col("row").is_in(suspects.implode())).group_by("row"):
            texts = {column: text.strip() for column, text in one.select("column", "written").iter_rows()}
            if texts in self.table.heads:
                again.append(int(str(row)))
            elif name and texts.get(time) == name:
                raise FileRejected(
                    f"Row {row} of the sheet {self.sheet!r} names the columns anew and otherwise than before: these "
                    "are two tables in one sheet; divide them."
                )
        return cells.filter(~pl.col("row").is_in(again)) if again else cells

    def _long(self, cells: pl.DataFrame, columns: Mapping[str, int]) -> pl.DataFrame:
        rows = cells.select("row").unique(maintain_order=True)
        for field, column in columns.items():
            found = cells.filter(pl.col("column") == column)
            found = found.select("row", *(pl.col(name).alias(f"{field}.{name}") for name in _CELL))
            rows = rows.join(found, on="row", how="left", maintain_order="left")
        value = _parts("value")
        if "text" in columns:
            is_empty = is_missing(pl.col("value.written"), self.options.null_words)
            value = [pl.when(is_empty).then(f"text.{name}").otherwise(f"value.{name}").alias(name) for name in _CELL]
        frame = rows.select("row", pl.col("tag.written").str.strip_chars().alias("tag"), *value)
        times = self._timed(rows.select("row", "tag.written", *_parts("time")).rename({"tag.written": "tag"}))
        frame = self._valued(frame).hstack(times.select("ts_utc", "is_ambiguous", pl.col("fault").alias("time_fault")))
        if "quality" in columns:
            frame = frame.hstack(rows.select(pl.col("quality.written").alias("quality")))
        return frame.with_columns(pl.coalesce("time_fault", "fault").alias("fault"))

    def _series(self, cells: pl.DataFrame) -> pl.DataFrame:
        """One row a cell that is filled, and one a time that cannot be read."""
        tags, times, columns = zip(*self.table.series, strict=True)
        series = pl.DataFrame(
            {"tag": tags, "time_column": times, "column": columns},
            schema={"tag": pl.String(), "time_column": pl.Int32(), "column": pl.Int32()},
        )
        ignored = [column for column, name in self.table.names.items() if name and column not in columns]
        beside = cells.filter(~pl.col("column").is_in([*times, *ignored])).join(
            series, on="column", how="left", maintain_order="left"
        )
        instants = self._instants(cells, beside)
        found = instants.drop("fault")
        timed = self._valued(beside.filter(pl.col("tag").is_not_null())).join(
            found, on=["row", "time_column"], how="inner", maintain_order="left"
        )
        nameless = beside.filter(pl.col("tag").is_null()).select(
            "row", pl.lit("a value stands in a column without a name").alias("fault")
        )
        untimed = instants.filter(pl.col("ts_utc").is_null()).select("row", "fault")
        faulty = pl.concat([nameless, untimed]).with_columns(pl.lit("-").alias("tag"), pl.col("row").alias("row_no"))
        timed = timed.filter(pl.col("ts_utc").is_not_null())
        return pl.concat([timed, faulty], how="diagonal_relaxed").sort("row_no", maintain_order=True)

    def _instants(self, cells: pl.DataFrame, beside: pl.DataFrame) -> pl.DataFrame:
        """row, time_column, ts_utc, is_ambiguous, fault of every time that stands, or should, beside a value."""
        wanted = beside.filter(pl.col("tag").is_not_null()).select("row", "time_column").unique(maintain_order=True)
        given = cells.filter(pl.col("column").is_in(self.table.time_columns)).rename({"column": "time_column"})
        both = given.join(wanted, on=["row", "time_column"], how="full", coalesce=True).sort("row", "time_column")
        # The order of a column's times tells the passes of a repeated hour apart.
        return self._timed(both.with_columns(pl.col("time_column").cast(pl.String).alias("tag"))).drop("tag")

    def _timed(self, frame: pl.DataFrame) -> pl.DataFrame:
        """A frame of row, tag and a cell with ts_utc, is_ambiguous and fault instead of the cell."""
        written: pl.Expr = pl.when(pl.col("local").is_null()).then("written")
        time_format = self.options.time_format
        if time_format == _SERIAL:
            written = (pl.col("number") + self.first_day).cast(pl.String)
        local, utc = parse_times(frame.select(written.alias("written"))["written"], time_format)
        local = frame.select(pl.coalesce("local", pl.lit(local)))["local"]
        expected = f"a cell shown as a date and time, or {shown_format(time_format)}"
        timed = frame.with_columns(pl.col("written").alias("time"))
        return with_resolved(timed, local, utc, self.clock, expected).drop(_CELL)

    def _valued(self, frame: pl.DataFrame) -> pl.DataFrame:
        """A frame of row, tag and a cell with row_no, value_num, value_text and fault instead of the cell."""
        options, text = self.options, pl.col("written").str.strip_chars()
        is_number, is_time = pl.col("number").is_not_null(), pl.col("local").is_not_null()
        stay_texts = [tag for tag in frame["tag"].unique().drop_nulls() if self._is_text_tag(tag)]
        is_word = ~is_number & ~is_time & ~is_missing(text, options.null_words)
        told = pl.when(is_word & ~pl.col("tag").is_in(stay_texts)).then(
            to_number(text, options.decimal, options.thousands)
        )
        number = pl.coalesce("number", told)
        is_too_large = is_number & (pl.col("number").abs() >= EXACT) & text.str.contains(r"^[+-]?\d+$")
        fault = pl.format("the whole number {} is too large to be kept exactly", text)
        return frame.select(
            pl.exclude(_CELL),
            pl.col("row").alias("row_no"),
            number.alias("value_num"),
            pl.when(is_time | (is_word & number.is_null())).then(text).alias("value_text"),
            pl.when(is_too_large).then(fault).alias("fault"),
        )

    def _is_text_tag(self, tag: str) -> bool:
        return any(fnmatchcase(tag, pattern) for pattern in self.options.text_tags)


def shown_cells(cells: pl.DataFrame) -> str:
    """Filled cells as `A=…, B=…`."""
    shown = cells.select("column", "written").head(200).iter_rows()
    return ", ".join(f"{column_letters(column)}={text}" for column, text in shown)


def _parts(field: str) -> list[pl.Expr]:
    return [pl.col(f"{field}.{name}").alias(name) for name in _CELL]
