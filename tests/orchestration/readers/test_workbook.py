"""Workbooks: what of their parts is read, and when."""

import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from orchestration.readers.contract import FileRejected
from orchestration.readers.workbook import opened_workbook

TEXTS = 60_000
"""So many that they are unpacked in several pieces."""


def workbook(folder: Path, shared: str) -> Path:
    """A workbook with this part of shared texts."""
    with xlsxwriter.Workbook(made := io.BytesIO()) as book:
        book.add_worksheet().write_string(0, 0, "text")
    path = folder / "book.xlsx"
    with zipfile.ZipFile(made) as parts, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name in parts.namelist():
            out.writestr(name, shared if name == "xl/sharedStrings.xml" else parts.read(name))
    return path


def texts(count: int, rest: str) -> str:
    items = "".join(f"<si><t>text {number} of the machine</t></si>" for number in range(count))
    return f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{items}{rest}'


def test_texts_are_there_as_far_as_they_are_asked_for(tmp_path: Path) -> None:
    with opened_workbook(workbook(tmp_path, texts(TEXTS, "</sst>"))) as book:
        assert len(book.texts) == 0
        book.read_texts(7)
        assert 8 <= len(book.texts) < TEXTS
        assert book.texts[7] == "text 7 of the machine"
        book.read_texts(TEXTS - 1)
        assert book.texts.to_list() == [f"text {number} of the machine" for number in range(TEXTS)]
        assert book.text_sizes[TEXTS - 1] == len("text 59999 of the machine")
        book.read_texts(10 * TEXTS)
        assert len(book.texts) == TEXTS


def test_a_look_at_the_first_texts_does_not_unpack_the_others(tmp_path: Path) -> None:
    with opened_workbook(workbook(tmp_path, texts(TEXTS, "<damaged"))) as book:
        book.read_texts(0)
        assert book.texts[0] == "text 0 of the machine"
        with pytest.raises(FileRejected, match="no well-formed XML"):
            book.read_texts(TEXTS)


def test_a_workbook_without_texts_has_none(tmp_path: Path) -> None:
    with opened_workbook(workbook(tmp_path, texts(0, "</sst>"))) as book:
        book.read_texts(0)
        assert len(book.texts) == 0
