"""Files that are no historian export are told so, with what they are instead."""

import gzip
import io
import os
import sqlite3
import zipfile
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from orchestration.inspection import FileMissingError, Inspection, inspect_file
from orchestration.inspection.mapping import UnitNames

PAGE = b"<!DOCTYPE html>\n<html><head><title>502 Bad Gateway</title></head></html>"
LOG = "2026-01-31 06:00:00 INFO started pump\n2026-01-31 06:00:05 WARN pressure low, retrying\n" * 20
ERP = "Material;Description;Price;Currency\n4711;Housing;12,50;EUR\n4712;Cover;3,20;EUR\n"
DATED = "Order;Material;Created\n1;4711;2026-01-31\n2;4712;2026-02-01\n"
MES = "Order,Machine,Begin,End\n1,M1,2026-01-31 06:00,2026-01-31 07:00\n2,M1,2026-01-31 07:00,2026-01-31 08:30\n"


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def inspected(path: Path) -> Inspection:
    return inspect_file(path, "source", None, UnitNames({}))


def because(path: Path) -> str:
    inspection = inspected(path)
    assert inspection.found is None
    assert inspection.because is not None
    return inspection.because


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "it is empty"),
        (b"\x00" * 5000, "it is nothing but zeros"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "it is a PDF document"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x01\x02" * 40, "it is a PNG picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500, "it is a document of old Office"),
        (os.urandom(64 << 10), "it is binary data of no known format"),
        (b"word\n", "it is text whose lines do not divide"),
        (LOG.encode(), "it is a log: its lines begin with a time"),
        (PAGE, "a web page, titled '502 Bad Gateway'"),
        (b'<?xml version="1.0"?>\n<Devices><Device/></Devices>', "XML whose root is 'Devices'"),
        (b'{"orders": [{"id": 1, "qty": 5}]}', "JSON with the members orders, id, qty"),
        (b"a,b,c\n1,2,3\n4,5,6\n", "a table of 3 columns (a, b, c) without a time"),
        (ERP.encode(), "Tables of an ERP are read by erp.delimited"),
        (DATED.encode(), "with dates (Created) and no times of day"),
        (MES.encode(), "a begin (Begin) and an end (End): a log of operations"),
        (zipped({"a.pdf": b"%PDF-1.7\n", "b.html": b"<html></html>"}), "none of its 2 members is one: 'a.pdf'"),
        (zipped({}), "the zip file holds no files"),
        (zipped({"../a.csv": b"tag,time,value\n"}), "a name that leaves its folder"),
        (zipped({"inner.zip": zipped({"a.csv": b"tag,time,value\n"})}), "an archive inside an archive"),
        (zipped({"a.csv": b"\x00" * 150_000_000}), "as archive bombs do"),
        (b"7z\xbc\xaf\x27\x1c" + b"\x00" * 30, "is a 7-Zip archive"),
        (b"\x1f\x8b\x08\x00", "is truncated"),
        (gzip.compress(os.urandom(1 << 20))[:-100], "binary data of no known format"),
    ],
)  # fmt: skip
def test_what_is_no_export_is_told_what_it_is(tmp_path: Path, data: bytes, told: str) -> None:
    path = tmp_path / "export.csv"
    path.write_bytes(data)
    assert told in because(path)


def test_a_database_of_something_else_is_told_its_tables(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "a.db") as database:
        database.execute("create table orders (id integer)")
    database.close()
    told = because(tmp_path / "a.db")
    assert "without the tables of Ignition's history (sqlth_te, sqlt_data_…); its tables are orders" in told


def test_a_parquet_file_without_a_time_is_told_so(tmp_path: Path) -> None:
    pl.DataFrame({"a": [1, 2], "b": [3, 4]}).write_parquet(tmp_path / "a.parquet")
    assert "a Parquet file without columns" in because(tmp_path / "a.parquet")


def test_a_workbook_without_a_time_is_told_so(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        book.add_worksheet().write_row(0, 0, ["Material", "Price"])
    assert "an Office document without a sheet of tags, times and values" in because(tmp_path / "a.xlsx")


def test_a_truncated_export_is_told_as_one_that_would_be_quarantined(tmp_path: Path) -> None:
    rows = "".join(f"P1.a,2026-01-31 06:{n // 60 % 60:02}:{n % 60:02},{n * 7919 % 1000}\n" for n in range(200_000))
    packed = gzip.compress(("tag,time,value\n" + rows).encode())
    (tmp_path / "a.csv.gz").write_bytes(packed[: len(packed) // 2])
    inspection = inspected(tmp_path / "a.csv.gz")
    assert inspection.found is None
    assert inspection.is_known
    assert "it looks like historian.delimited_long" in str(inspection.because)
    assert "is truncated" in str(inspection.because)


def test_members_of_another_kind_are_named_and_the_others_inspected(tmp_path: Path) -> None:
    export = b"tag,time,value\nP1.a,2026-01-31 06:00:00,1\nP1.a,2026-01-31 06:01:00,2\n"
    (tmp_path / "a.zip").write_bytes(zipped({"a.csv": export, "readme.pdf": b"%PDF-1.7\n", "b.csv": export}))
    inspection = inspected(tmp_path / "a.zip")
    assert inspection.unlike == ("readme.pdf",)
    assert inspection.found is not None
    assert inspection.found.reading.rows_loaded == 4
    assert inspection.path == tmp_path / "a.zip"


def test_a_folder_and_a_missing_file_are_told(tmp_path: Path) -> None:
    with pytest.raises(FileMissingError, match="is a folder"):
        inspected(tmp_path)
    with pytest.raises(FileMissingError, match="There is no file"):
        inspected(tmp_path / "none.csv")
