"""Where in a sheet the samples stand: the row that names the columns, and which column is what.

Above that row there may be a banner (title, who asked for which period), below it a row or two of units or
descriptions. What is found by looks is found by a run of rows that have their time in one column.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

import polars as pl

from orchestration.readers.contract import FileRejected
from orchestration.readers.historian.delimited_long import USUAL_NAMES
from orchestration.readers.historian.typed_table import LongTable, TypedTableOptions, table_of
from orchestration.readers.timestamps import parse_times
from orchestration.readers.workbook_cells import column_letters

_HEAD_ROWS = 200
_NAMING_ROWS = 3


@dataclass(frozen=True)
class Head:
    """The beginning of a sheet: its filled rows as texts by column, and which of the cells are times and numbers."""

    rows: Mapping[int, Mapping[int, str]]
    times: frozenset[tuple[int, int]]
    numbers: frozenset[tuple[int, int]]


@dataclass(frozen=True)
class SheetTable:
    """A sheet's table of samples.

    names: of the columns. heads: rows (by their texts) that name or describe columns, wherever they stand again.
    first_row: of the samples. long: the columns of each field; or series: the columns of time and value of each tag.
    Columns count from 1.
    """

    names: Mapping[int, str]
    heads: tuple[Mapping[int, str], ...]
    first_row: int
    long: Mapping[str, int] | None = None
    series: Sequence[tuple[str, int, int]] = ()

    @property
    def time_columns(self) -> tuple[int, ...]:
        """The columns that hold times."""
        return (self.long["time"],) if self.long else tuple(dict.fromkeys(time for _, time, _ in self.series))


def head_of(cells: pl.DataFrame, options: TypedTableOptions) -> Head:
    """The first rows of the schema CELLS."""
    first = cells["row"].unique().sort().head(_HEAD_ROWS)
    cells = cells.filter(pl.col("row") <= first.max())
    texts = cells.select(pl.when(pl.col("number").is_null() & pl.col("local").is_null()).then("written"))
    local, utc = parse_times(texts["written"], options.time_format)
    is_time = cells["local"].is_not_null() | local.is_not_null() | utc.is_not_null()
    rows: dict[int, dict[int, str]] = {}
    for row, column, written in cells.select("row", "column", "written").iter_rows():
        rows.setdefault(row, {})[column] = written.strip()
    places = cells.select("row", "column")
    numbers = places.filter(cells["number"].is_not_null()).rows()
    return Head(rows, frozenset(places.filter(is_time).rows()), frozenset(numbers))


def sheet_table(head: Head, options: TypedTableOptions, skip_rows: int | None) -> SheetTable:
    """The table in a sheet. Raises FileRejected, with a phrase that says why there is none."""
    naming = _naming_row(head, options) if skip_rows is None else _row_after(head, skip_rows)
    names = head.rows[naming]
    data = [row for row in head.rows if row > naming]
    if not data:
        raise FileRejected(f"nothing stands below row {naming}, which names its columns")
    columns = sorted({column for row in data for column in head.rows[row]})
    times = [column for column in columns if _holds_times(head, data, column)]
    pairs = _pairs(names, times, columns, options)
    if pairs:
        return _with_heads(SheetTable(names, (), naming, series=pairs), head)
    listed = [names.get(column, "") for column in range(1, max(*columns, *names) + 1)]
    table = table_of(listed, options, [column - 1 for column in times])
    if isinstance(table, LongTable):
        long = {field: index + 1 for field, index in table.columns.items()}
        return SheetTable(names, (names,), naming + 1, long=long)
    series = [(tag, table.time + 1, index + 1) for tag, index in table.tags.items()]
    return _with_heads(SheetTable(names, (), naming, series=series), head)


def _with_heads(table: SheetTable, head: Head) -> SheetTable:
    """The table with the rows of units or descriptions below its names: they have neither a time nor a number."""
    naming, heads = table.first_row, [table.names]
    for row in (row for row in head.rows if row > naming):
        is_filled = any((row, column) in head.numbers for column in head.rows[row])
        if is_filled or row > naming + _NAMING_ROWS or any(one in head.rows[row] for one in table.time_columns):
            break
        heads.append(head.rows[row])
    return replace(table, heads=tuple(heads), first_row=naming + len(heads))


def _naming_row(head: Head, options: TypedTableOptions) -> int:
    """The row with the usual names, else the one above the longest run of rows with their time in one column."""
    wanted = {name.strip().lower() for name in _given_names(options)}
    for row, cells in head.rows.items():
        names = {text.lower() for text in cells.values()}
        fields = {field for field, usual in USUAL_NAMES.items() if names & set(usual)}
        if (wanted and wanted <= names) or (not wanted and fields >= {"tag", "time", "value"}):
            return row
    top, time = _longest_run(head)
    above = list(takewhile(head.rows.__contains__, range(top - 1, top - 1 - _NAMING_ROWS, -1)))
    columns = {column for column in head.rows[top] if (top, column) not in head.times}
    # Of a pair, the tag's name may stand above the time.
    named = columns if len(head.rows[top]) - len(columns) == 1 else head.rows[top].keys()
    for row in reversed(above):
        if head.rows[row].get(time, "").lower() in USUAL_NAMES["time"]:
            return row
    for row in reversed(above):
        if len(named & head.rows[row].keys()) * 2 > len(columns):
            return row
    if len(columns) == 1 and above and head.rows[above[0]].keys() == {time}:
        return above[0]  # of a pair that is alone
    raise FileRejected(f"no row above row {top}, where its times begin, names the columns")


def _given_names(options: TypedTableOptions) -> list[str]:
    given = (options.tag_column, options.time_column, options.value_column)
    return [name for name in given if isinstance(name, str)]


def _longest_run(head: Head) -> tuple[int, int]:
    """(first row, column) of the longest run of rows that have a time in one column and something else beside it."""
    best = (0, 0, 0)
    for column in sorted({column for _, column in head.times}):
        start, length = 0, 0
        for row, cells in head.rows.items():
            if (row, column) not in head.times or len(cells) < 2:
                start, length = 0, 0
                continue
            start, length = (row, 1) if not length else (start, length + 1)
            if length > best[0]:
                best = (length, start, column)
    if not best[0]:
        raise FileRejected(f"none of its first {len(head.rows)} rows has a time and a value")
    return best[1], best[2]


def _row_after(head: Head, skip_rows: int) -> int:
    row = next((row for row in head.rows if row > skip_rows), None)
    if row is None:
        raise FileRejected(f"it has no row after the {skip_rows} that are skipped")
    return row


def _holds_times(head: Head, rows: Sequence[int], column: int) -> bool:
    filled = [row for row in rows if column in head.rows[row]]
    return bool(filled) and sum((row, column) in head.times for row in filled) * 2 > len(filled)


def _pairs(
    names: Mapping[int, str], times: Sequence[int], columns: Sequence[int], options: TypedTableOptions
) -> list[tuple[str, int, int]]:
    """Pairs of a column of times and one of values for each tag, whose name stands above one of the two.

    A pair that is alone has it above its times, or it is a table in wide layout.
    """
    if options.layout is not None or options.time_column is not None or not times:
        return []
    filled = [column for column in columns if column not in times]
    if [column + 1 for column in times] != filled:
        return []
    usual = set(USUAL_NAMES["time"]) | set(USUAL_NAMES["value"])
    if len(times) == 1 and (names.get(times[0], "").lower() in usual | {""} or names.get(filled[0])):
        return []
    pairs: list[tuple[str, int, int]] = []
    for time in times:
        above = [names[column] for column in (time, time + 1) if names.get(column, "").lower() not in usual | {""}]
        if len(above) != 1:
            raise FileRejected(
                f"no tag's name stands above the columns {column_letters(time)} and {column_letters(time + 1)}"
            )
        pairs.append((above[0], time, time + 1))
    return pairs
