"""Excel workbooks by the tables in their sheets, and how their texts are written."""

import io
from dataclasses import dataclass
from typing import Any

import polars as pl

from orchestration.readers.contract import FileRejected
from orchestration.readers.decimal_guess import guess_decimal, is_number
from orchestration.readers.historian.delimited_recognition import order_doubts
from orchestration.readers.historian.excel_layout import SheetTable, head_of, sheet_table
from orchestration.readers.historian.excel_options import Options
from orchestration.readers.recognition import Doubt, Likeness, Recognition, Sample, unlike_defaults
from orchestration.readers.seekable import local_file
from orchestration.readers.time_guess import TimeGuess, guess_times
from orchestration.readers.workbook import Workbook, opened_workbook
from orchestration.readers.workbook_cells import sheet_cells

_ROWS_JUDGED = 200


def recognise_workbook(sample: Sample) -> Recognition | None:
    """What speaks for a workbook of samples: a visible sheet with a table of them."""
    if not sample.data.startswith(b"PK\x03\x04") or (sample.path is None and not sample.is_whole):
        return None
    try:
        if sample.path is not None:
            with opened_workbook(sample.path) as workbook:
                return _recognised(workbook)
        with local_file(io.BytesIO(sample.data)) as path, opened_workbook(path) as workbook:
            return _recognised(workbook)
    except FileRejected:
        return None


@dataclass(frozen=True)
class _Found:
    """A sheet's table. times: how its times are written, None where its cells are dates or ISO 8601."""

    cells: pl.DataFrame
    table: SheetTable
    times: TimeGuess | None


def _recognised(workbook: Workbook) -> Recognition | None:
    heads = {
        sheet.name: cells.filter(pl.col("row").rank("dense") <= _ROWS_JUDGED)
        for sheet in workbook.sheets
        if not sheet.is_hidden and (cells := next(sheet_cells(workbook, sheet), None)) is not None
    }
    found = {name: table for name, cells in heads.items() if (table := _found(cells)) is not None}
    if not found:
        return None
    options, doubts, notes = _proposal(next(iter(found.values())))
    notes += [f"The sheet {name!r} holds no table of samples and is left out." for name in heads if name not in found]
    because = tuple(f"its sheet {name!r} has {_shape(one.table)}" for name, one in found.items())
    likeness = Likeness.CERTAIN if any(one.table.long for one in found.values()) else Likeness.LIKELY
    return Recognition(likeness, because, unlike_defaults(options, Options), tuple(doubts), tuple(notes))


def _proposal(found: _Found) -> tuple[dict[str, Any], list[Doubt], list[str]]:
    """Options, doubts and notes by the first table that was found."""
    is_time = pl.col("column").is_in(found.table.time_columns)
    numbers = guess_decimal(filter(is_number, _texts(found.cells.filter(~is_time))))
    options: dict[str, Any] = {"decimal": numbers.decimal, "thousands": numbers.thousands}
    doubts: list[Doubt] = []
    notes: list[str] = []
    if numbers.ambiguous:
        sentence = f"{numbers.ambiguous!r} can be a fraction or thousands: no other number stored as text tells which."
        doubts.append(Doubt("decimal", (numbers.decimal,), sentence))
    if found.times is not None:
        first = found.times.formats[0]
        options["time_format"] = first if isinstance(first, str) else list(first)
        doubts += order_doubts(found.times, _texts(found.cells.filter(is_time))[0])
        if found.times.order:
            notes.append(f"The order of the dates is {found.times.order}: {found.times.proof!r} proves it.")
    return options, doubts, notes


def _found(cells: pl.DataFrame) -> _Found | None:
    for times in (None, *_guesses(cells)):
        options = Options() if times is None else Options.model_validate({"time_format": times.formats[0]})
        head = head_of(cells, options)
        try:
            table = sheet_table(head, options, None)
        except FileRejected:
            continue
        if any(column in table.time_columns for _, column in head.times):
            return _Found(cells, table, times)
    return None


def _guesses(cells: pl.DataFrame) -> list[TimeGuess]:
    """The formats of columns whose texts are times."""
    found = (guess_times(_texts(column)) for column in cells.partition_by("column", maintain_order=True))
    return [times for times in found if times is not None and times.formats != ("iso8601",)]


def _texts(cells: pl.DataFrame) -> list[str]:
    """The texts that have a digit, so that names of columns are not among them."""
    is_text = pl.col("number").is_null() & pl.col("local").is_null() & pl.col("written").str.contains(r"\d")
    return cells.filter(is_text)["written"].to_list()


def _shape(table: SheetTable) -> str:
    if table.long:
        return "columns of tag, time and value"
    return f"times beside {len(table.series)} columns of values"
