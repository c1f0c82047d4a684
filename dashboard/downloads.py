"""Tables that leave the dashboard: no cell of them can act as a formula in a spreadsheet."""

from io import BytesIO

import polars as pl
from xlsxwriter import Workbook

# A spreadsheet takes a cell that begins with one of these as a formula (OWASP, "CSV injection").
FORMULA_START = r"^[=+\-@\t\r]"


def neutralised(frame: pl.DataFrame) -> pl.DataFrame:
    """``frame`` with an apostrophe before each text cell that a spreadsheet would take as a formula."""
    text = [name for name, kind in frame.schema.items() if kind == pl.String]
    return frame.with_columns(
        pl.when(pl.col(name).str.contains(FORMULA_START)).then("'" + pl.col(name)).otherwise(pl.col(name)).alias(name)
        for name in text
    )


def as_csv(frame: pl.DataFrame) -> bytes:
    """``frame`` as UTF-8 CSV with a byte order mark, so that Excel reads accents; formulas neutralised."""
    return b"\xef\xbb\xbf" + neutralised(frame).write_csv(datetime_format="%Y-%m-%d %H:%M:%S%.f").encode()


def as_excel(frame: pl.DataFrame) -> bytes:
    """``frame`` as a workbook of one sheet; formulas neutralised, times of a zone as UTC, as Excel knows no zones."""
    utc = [
        pl.col(name).dt.convert_time_zone("UTC").dt.replace_time_zone(None)
        for name, kind in frame.schema.items()
        if isinstance(kind, pl.Datetime) and kind.time_zone is not None
    ]
    content = BytesIO()
    with Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as workbook:
        neutralised(frame.with_columns(utc)).write_excel(workbook, autofit=True, freeze_panes=(1, 0))
    return content.getvalue()
