"""A CSV file of the workspace as typed rows, each with its line."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from pydantic import ValidationError

from orchestration.plant.errors import Problems, choose
from orchestration.plant.fields import Frozen
from orchestration.plant.files.text_file import read_text
from orchestration.plant.wording import findings

Row = TypeVar("Row", bound=Frozen)


class Located(NamedTuple, Generic[Row]):
    """A row and the line it begins in."""

    line: int
    row: Row


class CsvTable(NamedTuple, Generic[Row]):
    """The rows that are right by themselves. `is_complete` is False where others were not: then what seems missing
    may be in those, and is not reported."""

    name: str
    rows: list[Located[Row]]
    is_complete: bool


def read_csv(path: Path, row_type: type[Row], problems: Problems) -> CsvTable[Row]:
    """Read a CSV file with a header; lines that begin with # are comments, an empty field is null.

    A file that is not there is an empty table: a plant without targets needs no targets.csv.
    """
    if not path.exists():
        return CsvTable(path.name, [], True)
    errors_before = len(problems.errors)
    text = read_text(path, problems)
    rows: list[Located[Row]] = []
    if text is not None:
        records = _records(path.name, text, problems)
        header = next(records, None)
        if header is None:
            if len(problems.errors) == errors_before:
                columns = ",".join(row_type.model_fields)
                problems.add(path.name, None, None, "has no header.", f"Write as first line: {columns}")
        elif _header_fits(path.name, header, row_type, problems):
            rows = list(_typed_rows(path.name, header[1], records, row_type, problems))
    return CsvTable(path.name, rows, len(problems.errors) == errors_before)


def _records(name: str, text: str, problems: Problems) -> Iterator[tuple[int, list[str]]]:
    """Non-empty records with the line each begins in; ends with an error where quotes are not closed."""
    first_line = 0

    def lines() -> Iterator[str]:
        nonlocal first_line
        for number, line in enumerate(io.StringIO(text, newline=""), start=1):
            if not first_line:
                if line.startswith("#"):
                    continue
                first_line = number
            yield line

    reader = csv.reader(lines(), strict=True)
    try:
        for record in reader:
            fields = [field.strip() for field in record]
            if any(fields):
                yield first_line, fields
            first_line = 0
    except csv.Error as error:
        remedy = "Close the quotation mark, and write a quotation mark within a text twice."
        problems.add(name, first_line or None, None, f"the row that begins here is not CSV: {error}.", remedy)


def _header_fits(name: str, header: tuple[int, list[str]], row_type: type[Row], problems: Problems) -> bool:
    line, columns = header
    known = row_type.model_fields
    if len(columns) == 1 and columns[0] not in known:
        for separator, word in ((";", "semicolons"), ("\t", "tabs"), ("|", "bars")):
            if separator in columns[0]:
                problems.add(name, line, None, f"is separated by {word}.", "Save it separated by commas.")
                return False
    fits = True
    for column in dict.fromkeys(columns):
        if column not in known:
            fits = False
            problems.add(name, line, column or "(no name)", "there is no such column.", choose(column, known))
        elif columns.count(column) > 1:
            fits = False
            problems.add(name, line, column, "the column is there twice.", "Keep one of the two.")
    for column, field in known.items():
        if field.is_required() and column not in columns:
            fits = False
            problems.add(name, line, column, "the column is missing.", f"Add it to the header: {','.join(known)}")
    return fits


def _typed_rows(
    name: str, columns: list[str], records: Iterator[tuple[int, list[str]]], row_type: type[Row], problems: Problems
) -> Iterator[Located[Row]]:
    for line, fields in records:
        if len(fields) > len(columns):
            message = f"the row has {len(fields)} fields, the header {len(columns)}."
            problems.add(name, line, None, message, 'Put a field that holds a comma in quotes, as "Mon,Wed".')
            continue
        values = {column: field for column, field in zip(columns, fields, strict=False) if field}
        try:
            yield Located(line, row_type.model_validate(values))
        except ValidationError as invalid:
            for found in findings(invalid, row_type):
                column = str(found.path[0]) if found.path else None
                problems.add(name, line, column, found.message, found.remedy)
