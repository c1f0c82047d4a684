"""Excel workbooks of samples: sheets with one sample a row, one column a tag, or a pair of columns a tag.

A record is a row in long layout, a filled cell in the others, where a time that cannot be read is one too; a sheet
that is left out is one record that says so. Rows that name or describe columns are none, wherever they stand.
row_no is the sheet's row; of every further sheet it goes on from the next SHEET_ROWS.
"""

from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from zoneinfo import ZoneInfo

import polars as pl

from orchestration.readers.contract import Batch, ByteStream, FileRejected, ReadContext
from orchestration.readers.historian.excel_layout import head_of, sheet_table
from orchestration.readers.historian.excel_options import Options
from orchestration.readers.historian.excel_recognition import recognise_workbook
from orchestration.readers.historian.excel_rows import SheetRows, shown_cells
from orchestration.readers.historian.pi_points import texts_on_numeric_points
from orchestration.readers.local_time import LocalClock
from orchestration.readers.recognition import Recognition, Sample
from orchestration.readers.rejected_rows import NO_SAMPLE, refuse_unreadable, rejected_frame
from orchestration.readers.schema import SAMPLES, SCHEMAS
from orchestration.readers.seekable import local_file
from orchestration.readers.workbook import Sheet, Workbook, opened_workbook
from orchestration.readers.workbook_cells import DAYS_TO_1904, sheet_cells

SHEET_ROWS = 10_000_000
"""Row numbers that each sheet has to itself, in the order of the tabs."""


class _ExcelReader:
    """Reader of Excel workbooks."""

    name = "historian.excel"
    options_type = Options

    def produces(self, _options: Options, /) -> tuple[str, ...]:
        """Samples alone."""
        return (SAMPLES,)

    def recognise(self, sample: Sample, /) -> Recognition | None:
        """By a sheet that holds a table of samples."""
        return recognise_workbook(sample)

    def read(self, stream: ByteStream, options: Options, context: ReadContext, /) -> Iterator[Batch]:
        """Batches of samples, sheet by sheet."""
        with local_file(stream) as path, opened_workbook(path) as workbook:
            yield from _Reading(workbook, options, context.zone).batches()


class _Reading:
    def __init__(self, workbook: Workbook, options: Options, zone: ZoneInfo) -> None:
        self._workbook, self._options, self._zone = workbook, options, zone
        self._judged: Callable[[pl.DataFrame], pl.DataFrame] = texts_on_numeric_points(options)
        self._left_out: list[str] = []

    def batches(self) -> Iterator[Batch]:
        read = 0
        for sheet in self._chosen():
            for batch in self._of_sheet(sheet):
                yield _moved(batch, (sheet.place - 1) * SHEET_ROWS)
                read += 1
        if read == len(self._left_out):
            why = "; ".join(self._left_out)
            raise FileRejected(f"No sheet of the workbook is a table of samples: {why or 'all are empty'}.")

    def _chosen(self) -> list[Sheet]:
        wanted, sheets = [name.lower() for name in self._options.sheets], self._workbook.sheets
        for pattern in wanted:
            if not any(fnmatchcase(sheet.name.lower(), pattern) for sheet in sheets):
                names = ", ".join(repr(sheet.name) for sheet in sheets)
                raise FileRejected(f"No sheet is called {pattern!r}: the workbook has {names[:300]}.")
        return [one for one in sheets if not wanted or any(fnmatchcase(one.name.lower(), name) for name in wanted)]

    def _of_sheet(self, sheet: Sheet) -> Iterator[Batch]:
        if sheet.is_hidden and not self._options.sheets:
            yield self._without(sheet, "", "it is hidden; name it in the option sheets to read it")
            return
        frames = sheet_cells(self._workbook, sheet)
        first = next(frames, None)
        if first is None:
            return
        try:
            table = sheet_table(head_of(first, self._options), self._options, self._options.skip_rows)
        except FileRejected as why:
            if self._options.sheets:
                raise FileRejected(f"The sheet {sheet.name!r} is no table of samples: {why}") from why
            yield self._without(sheet, shown_cells(first), str(why))
            return
        offset = DAYS_TO_1904 if self._workbook.is_1904 else 0
        rows = SheetRows(sheet.name, table, self._options, LocalClock(self._zone), offset)
        try:
            yield from refuse_unreadable(self._judge(rows.batch(cells)) for cells in _chain(first, frames))
        except FileRejected as error:
            raise FileRejected(f"In the sheet {sheet.name!r}: {error}") from error

    def _judge(self, batch: Batch) -> Batch:
        return Batch(batch.table, self._judged(batch.rows), batch.rejected, batch.rows_read)

    def _without(self, sheet: Sheet, raw: str, why: str) -> Batch:
        """The record of a sheet that is left out."""
        self._left_out.append(f"{sheet.name!r}: {why}")
        reason = f"{NO_SAMPLE}the sheet {sheet.name!r} is left out: {why}"
        rejected = rejected_frame([(1, f"{sheet.name}!1: {raw}", reason)])
        return Batch(SAMPLES, pl.DataFrame(schema=SCHEMAS[SAMPLES]), rejected, 1)


def _chain(first: pl.DataFrame, rest: Iterator[pl.DataFrame]) -> Iterator[pl.DataFrame]:
    yield first
    yield from rest


def _moved(batch: Batch, offset: int) -> Batch:
    moved = pl.col("row_no") + offset
    return Batch(batch.table, batch.rows.with_columns(moved), batch.rejected.with_columns(moved), batch.rows_read)


READER = _ExcelReader()
