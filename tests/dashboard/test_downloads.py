import zipfile
from datetime import UTC, datetime
from io import BytesIO

import polars as pl
import pytest

from dashboard.downloads import as_csv, as_excel, neutralised


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_that_a_spreadsheet_would_run_gets_an_apostrophe(start: str) -> None:
    assert neutralised(pl.DataFrame({"raw": [start + "1+1"]}))["raw"].to_list() == ["'" + start + "1+1"]


def test_other_text_numbers_and_nulls_stay() -> None:
    frame = pl.DataFrame({"raw": ["a=b", None, ""], "value": [-1.5, None, 2.0]})
    assert neutralised(frame).rows() == frame.rows()


def test_csv_opens_in_a_spreadsheet_with_its_accents() -> None:
    assert as_csv(pl.DataFrame({"reason": ["=Ölleck"]})) == "\ufeffreason\n'=Ölleck\n".encode()


def test_a_workbook_has_no_formula_and_utc_times() -> None:
    frame = pl.DataFrame({"text": ["=1+1", "plain"], "at": [datetime(2026, 11, 20, 5, tzinfo=UTC)] * 2})
    with zipfile.ZipFile(BytesIO(as_excel(frame))) as book:
        texts, cells = book.read("xl/sharedStrings.xml").decode(), book.read("xl/worksheets/sheet1.xml").decode()
    assert "'=1+1" in texts
    assert "<f>" not in cells
    assert "46346.208333333" in cells  # 20 November 2026, 05:00
