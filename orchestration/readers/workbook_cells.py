"""The cells of a worksheet that are filled, batch by batch of whole rows, as what they hold: number, text or time."""

from collections.abc import Iterator
from datetime import datetime

import polars as pl

from orchestration.readers.contract import FileRejected
from orchestration.readers.timestamps import ISO_8601, parse_times
from orchestration.readers.workbook import Sheet, Workbook, local, unescaped
from orchestration.readers.xml_stream import walk_xml

CELLS = pl.Schema(
    {
        "row": pl.Int64(),
        "column": pl.Int32(),
        "written": pl.String(),
        "number": pl.Float64(),
        "local": pl.Datetime("us"),
    }
)
"""A filled cell. row, column: from 1. written: its text, of a time as ISO 8601, of an error the error, such as #N/A.

number: of a cell that holds one and is not shown as a time. local: of one that is shown so, a time without a zone.
"""

_BATCH_CELLS, _BATCH_TEXT = 100_000, 16 << 20
_ROW_TEXT = 4 << 20
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
DAYS_TO_1904 = 1462
_FIRST_DAY, _LAST_DAY = 61, 2_958_466
_TEXT_KINDS = frozenset({"str", "inlineStr"})
_RAW_CELLS = pl.Schema(
    {"row": pl.Int64(), "column": pl.Int32(), "kind": pl.String(), "style": pl.String(), "raw": pl.String()}
)


def column_letters(column: int) -> str:
    """The letters of a column from 1."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def sheet_cells(workbook: Workbook, sheet: Sheet) -> Iterator[pl.DataFrame]:
    """Frames of the schema CELLS, in the order of rows and columns; no row is in two of them.

    Raises FileRejected for a damaged sheet.
    """
    walk = _SheetWalk(sheet.name)
    for _ in walk_xml(workbook.part(sheet.part), walk):
        if walk.whole_cells >= _BATCH_CELLS or walk.whole_text >= _BATCH_TEXT:
            yield from _typed_pieces(walk.take(), workbook, sheet)
    last = walk.take(to_end=True)
    if last.height:
        yield from _typed_pieces(last, workbook, sheet)


def _typed_pieces(found: pl.DataFrame, workbook: Workbook, sheet: Sheet) -> Iterator[pl.DataFrame]:
    """The cells typed, divided where the texts that they share would be too much at once."""
    found = _with_text_indices(found, workbook, sheet)
    if found["size"].sum() <= _BATCH_TEXT:
        yield _typed(found, workbook)
        return
    rows = found.group_by("row", maintain_order=True).agg(pl.col("size").sum())
    for row in rows.filter(pl.col("size") > _ROW_TEXT)["row"]:
        raise FileRejected(
            f"Row {row} of the sheet {sheet.name!r} holds more than {_ROW_TEXT} bytes of texts, which no sample has."
        )
    pieces = rows.select("row", pl.col("size").cum_sum().floordiv(_BATCH_TEXT).alias("piece"))
    placed = found.join(pieces, on="row", maintain_order="left")
    for piece in placed.partition_by("piece", include_key=False, maintain_order=True):
        yield _typed(piece, workbook)


def _with_text_indices(found: pl.DataFrame, workbook: Workbook, sheet: Sheet) -> pl.DataFrame:
    """The cells with the index of the text that they share, and the bytes of their text."""
    is_shared = found["kind"] == "s"
    if not is_shared.any():
        size = pl.col("raw").str.len_bytes()
        return found.with_columns(pl.lit(None, pl.UInt32).alias("text"), size.alias("size"))
    index = found.select(pl.when(is_shared).then("raw").cast(pl.UInt32, strict=False))["raw"]
    last = index.max()
    workbook.read_texts(last if isinstance(last, int) else 0)
    index = index.set(index >= len(workbook.texts), None)
    if index.null_count() > (~is_shared).sum():
        raise FileRejected(f"The sheet {sheet.name!r} is damaged: a cell has a text that the workbook does not hold.")
    size = pl.coalesce(workbook.text_sizes.gather(index), pl.col("raw").str.len_bytes())
    return found.with_columns(index.alias("text"), size.alias("size"))


class _SheetWalk:
    """Where in a sheet the parser is, and the cells since the last batch.

    `start` and `end` are called several times for every cell: what they do decides the speed.
    """

    def __init__(self, name: str) -> None:
        self.texts: list[str] = []
        self.whole_cells = self.whole_text = 0
        """Cells since the last batch in rows that have ended, and the characters in them."""
        self._text = 0
        self._sheet = name
        self._rows: list[int] = []
        self._columns: list[int] = []
        self._kinds: list[str] = []
        self._styles: list[str] = []
        self._raws: list[str] = []
        self._letters: dict[str, int] = {}
        self._row = self._column = 0
        self._cell: dict[str, str] = {}
        self._value: str | None = None
        self._is_spoken = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._cell, self._value = attributes, None
        elif name not in ("v", "t"):
            self._start_other(local(name), attributes)
        self.texts.clear()

    def end(self, name: str) -> None:
        if name == "v":
            self._value = "".join(self.texts)
        elif name == "c":
            self._end_cell()
        else:
            self._end_other(local(name))
        self.texts.clear()

    def held(self) -> int:
        return self._text - self.whole_text + sum(map(len, self.texts)) + len(self._value or "")

    def take(self, *, to_end: bool = False) -> pl.DataFrame:
        """The cells since the last batch, without those of a row that has not ended."""
        count = len(self._rows) if to_end else self.whole_cells
        columns = (self._rows, self._columns, self._kinds, self._styles, self._raws)
        taken = pl.DataFrame([column[:count] for column in columns], schema=_RAW_CELLS)
        for column in columns:
            del column[:count]
        self._text -= self.whole_text
        self.whole_cells = self.whole_text = 0
        return taken

    def _start_other(self, name: str, attributes: dict[str, str]) -> None:
        if name == "row":
            self.whole_cells, self.whole_text, self._column = len(self._rows), self._text, 0
            given = attributes.get("r", "")
            row = int(given) if given.isdecimal() and len(given) < 9 else self._row + 1
            if not self._row < row <= _LAST_ROW:
                raise FileRejected(f"The sheet {self._sheet!r} is damaged: row {row} follows row {self._row}.")
            self._row = row
        elif name == "c":
            self._cell, self._value = attributes, None
        elif name == "rPh":
            self._is_spoken = True

    def _end_other(self, name: str) -> None:
        if name == "v":
            self._value = "".join(self.texts)
        elif name == "t" and not self._is_spoken:
            self._value = (self._value or "") + "".join(self.texts)
        elif name == "rPh":
            self._is_spoken = False
        elif name == "c":
            self._end_cell()

    def _end_cell(self) -> None:
        cell = self._cell
        letters = cell.get("r", "").rstrip("0123456789")
        column = self._letters.get(letters) or self._known(letters)
        if not self._column < column <= _LAST_COLUMN:
            raise FileRejected(f"The sheet {self._sheet!r} is damaged: the cells of row {self._row} are in no order.")
        self._column = column
        if self._value:
            kind = cell.get("t", "n")
            self._text += len(self._value)
            self._rows.append(self._row)
            self._columns.append(column)
            self._kinds.append(kind)
            self._styles.append(cell.get("s", "0"))
            self._raws.append(unescaped(self._value) if kind in _TEXT_KINDS else self._value)

    def _known(self, letters: str) -> int:
        """The column of letters; cells without a reference follow one another."""
        if not letters:
            return self._column + 1
        column = 0
        for letter in letters.upper()[:4]:
            column = column * 26 + ord(letter) - 64
        self._letters[letters] = column
        return column


def _typed(found: pl.DataFrame, workbook: Workbook) -> pl.DataFrame:
    if found["text"].null_count() < found.height:
        found = found.with_columns(pl.coalesce(workbook.texts.gather(found["text"]), "raw").alias("raw"))
    kind, raw = pl.col("kind"), pl.col("raw")
    number = pl.when(kind == "n").then(raw.cast(pl.Float64, strict=False))
    is_time = pl.col("style").is_in(list(workbook.time_styles))
    timed = found.with_columns(number.alias("number")).with_columns(
        pl.when(is_time).then(_local_time(pl.col("number"), workbook)).alias("local")
    )
    if (found["kind"] == "d").any():
        written = found.select(pl.when(kind == "d").then("raw").alias("raw"))["raw"]
        timed = timed.with_columns(pl.coalesce("local", parse_times(written, ISO_8601)[0]).alias("local"))
    is_truth, is_number = kind == "b", pl.col("local").is_null()
    shown_truth = pl.when(is_truth).then(raw.replace({"1": "TRUE", "0": "FALSE"}))
    return timed.select(
        "row",
        "column",
        pl.coalesce(pl.col("local").dt.to_string("%Y-%m-%dT%H:%M:%S%.f"), shown_truth, raw).alias("written"),
        pl.when(is_truth).then((raw == "1").cast(pl.Float64)).when(is_number).then("number").alias("number"),
        "local",
    ).cast(CELLS)


def _local_time(serial: pl.Expr, workbook: Workbook) -> pl.Expr:
    """Serial days as times without a zone, to the millisecond, which is as exact as their makers keep them.

    None of a time of day alone, and of days before March 1900, of which Excel counts one that never was.
    """
    days = serial + (DAYS_TO_1904 if workbook.is_1904 else 0)
    millis = (days * 86_400_000).round(0).cast(pl.Int64, strict=False)
    since = pl.lit(datetime(1899, 12, 30)) + pl.duration(milliseconds=millis, time_unit="us")  # noqa: DTZ001
    return pl.when(days.is_between(_FIRST_DAY, _LAST_DAY, closed="left")).then(since)
