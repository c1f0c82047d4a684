import polars as pl
import pytest

from dashboard.downloads import as_csv, neutralised


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_that_a_spreadsheet_would_run_gets_an_apostrophe(start: str) -> None:
    assert neutralised(pl.DataFrame({"raw": [start + "1+1"]}))["raw"].to_list() == ["'" + start + "1+1"]


def test_other_text_numbers_and_nulls_stay() -> None:
    frame = pl.DataFrame({"raw": ["a=b", None, ""], "value": [-1.5, None, 2.0]})
    assert neutralised(frame).rows() == frame.rows()


def test_csv_opens_in_a_spreadsheet_with_its_accents() -> None:
    assert as_csv(pl.DataFrame({"reason": ["=Ölleck"]})) == "\ufeffreason\n'=Ölleck\n".encode()
