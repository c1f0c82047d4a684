"""Excel workbooks: long, wide and in pairs, as people and add-ins leave them."""

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.readers.contract import Batch, FileRejected
from orchestration.readers.historian.excel import READER
from orchestration.readers.historian.excel_options import Options
from orchestration.readers.recognition import Likeness, Recognition, Sample
from tests.fuzz.invariants import outcome_of
from tests.orchestration.readers.examples import Example

Read = Callable[..., Batch]
SIX = datetime(2026, 1, 31, 6)  # noqa: DTZ001 - as a sheet shows it
SIX_UTC = datetime(2026, 1, 31, 5, tzinfo=UTC)


SUMMER = datetime(2026, 7, 1, 6)  # noqa: DTZ001
SKIPPED = datetime(2026, 3, 29, 2, 30)  # noqa: DTZ001


def at(seconds: float) -> datetime:
    return SIX + timedelta(seconds=seconds)


def utc(seconds: float) -> datetime:
    return SIX_UTC + timedelta(seconds=seconds)


class Error(str):
    """What an error cell shows."""


def workbook(
    *sheets: Sequence[Sequence[Any]], hidden: Sequence[str] = (), names: Sequence[str] = (), **how: Any
) -> bytes:
    """A workbook of rows of cells; datetimes are dates by style, texts stay texts, a formula has its value cached."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"strings_to_numbers": False, **how}) as book:
        date = book.add_format({"num_format": "dd.mm.yyyy hh:mm:ss.000"})
        for number, rows in enumerate(sheets):
            sheet = book.add_worksheet(names[number] if names else None)
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    write(sheet, row, column, cell, date)
            if sheet.name in hidden:
                sheet.hide()
    return made.getvalue()


def write(sheet: Any, row: int, column: int, cell: Any, date: Any) -> None:
    if isinstance(cell, datetime):
        sheet.write_datetime(row, column, cell, date)
    elif isinstance(cell, Error):
        sheet.write_formula(row, column, "=1/0", None, str(cell))
    elif isinstance(cell, str) and cell.startswith("="):
        sheet.write_formula(row, column, "=A1*2", None, float(cell[1:]))
    elif isinstance(cell, str):
        sheet.write_string(row, column, cell)
    elif isinstance(cell, bool):
        sheet.write_boolean(row, column, cell)
    elif cell is not None:
        sheet.write_number(row, column, cell)


_SPACE = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
PARTS = (
    b"<worksheet %b><sheetData>"
    b'<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    b'<row r="2"><c r="A2" s="1"><v>46053.25</v></c><c r="B2"><v>1.5</v></c></row>'
    b'<row r="3"><c r="A3" t="d"><v>2026-01-31T06:01:00</v></c><c r="B3" t="inlineStr"><is><t>RUN</t></is></c></row>'
    b"</sheetData></worksheet>" % _SPACE,
    b"<sst %b><si><t>Time</t></si><si><r><t>P1.</t></r><r><t>a</t></r></si></sst>" % _SPACE,
    b"<styleSheet %b><cellXfs><xf/><xf numFmtId='22'/></cellXfs></styleSheet>" % _SPACE,
    b"<workbook %b xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'><workbookPr/><sheets>"
    b"<sheet name='S' sheetId='1' r:id='rId1'/></sheets></workbook>" % _SPACE,
)


def around(parts: bytes) -> bytes:
    """A workbook of a sheet, shared texts, styles and a list of sheets, divided by NULs; the last may be missing."""
    names = ("sheet1", "sharedStrings", "styles", "workbook")
    return repacked(TEMPLATE, **dict(zip(names, parts.split(b"\0"), strict=False)))


TEMPLATE = workbook([["a"]])
EXAMPLE = Example(
    workbook([("tag", "time", "value"), ("Öl", "2026-01-31T06:00:00Z", "1")]),
    bad=("I/O Timeout", "I/O Timeout"),
    has_local_times=True,
    inner=b"\0".join(PARTS),
    around=around,
)


def values(batch: Batch) -> list[tuple[Any, ...]]:
    return batch.rows.select("tag", "ts_utc", "value_num", "value_text", "quality", "row_no").rows()


def test_a_long_sheet_is_found_below_its_banner_by_its_usual_names(read_with: Read) -> None:
    data = workbook(
        [
            ["Export of line 1", None, SIX],
            [],
            [None, "Value", "TagName", "Timestamp", "Quality"],
            [None, 1.5, "a", SIX, "Good"],
            [None, "RUN", "b", at(1), 64],
        ]
    )
    batch = read_with(READER, data, tag_prefix="north.")
    assert values(batch) == [
        ("north.a", SIX_UTC, 1.5, None, 2, 4),
        ("north.b", utc(1), None, "RUN", 1, 5),
    ]
    assert batch.rejected.is_empty()


def test_a_wide_sheet_is_found_above_the_run_of_its_times_with_a_row_of_units_below_the_tags(read_with: Read) -> None:
    data = workbook(
        [
            ["From", at(-3600)],
            ["To", SIX],
            ["Speed and temperature"],
            [None, "P1.speed", "P1.temp"],
            [None, "1/min", "°C"],
            [SIX, 100, 21.5],
            [at(1), None, 21.25],
        ]
    )
    batch = read_with(READER, data)
    assert values(batch) == [
        ("P1.speed", SIX_UTC, 100.0, None, 2, 6),
        ("P1.temp", SIX_UTC, 21.5, None, 2, 6),
        ("P1.temp", utc(1), 21.25, None, 2, 7),
    ]


def test_the_rows_above_the_names_can_be_given(read_with: Read) -> None:
    rows = [["Line", "Old names"], [], ["Time", "a"], [SIX, 1], ["Time", "b"], [at(1), 2]]
    with pytest.raises(FileRejected, match="In the sheet 'Sheet1': Row 5 of the sheet 'Sheet1' names the columns anew"):
        read_with(READER, workbook(rows))
    assert [row[0] for row in values(read_with(READER, workbook(rows), skip_rows=4))] == ["b"]


def test_pairs_of_times_and_values_have_their_tag_above_one_of_the_two(read_with: Read) -> None:
    data = workbook(
        [
            ["SINUSOID", None, None, "PRESS.STATE"],
            [SIX, 1.5, at(5), "Running"],
            [at(1), "I/O Timeout", at(7), "Stopped"],
            [at(2), 2.5],
        ]
    )
    assert values(read_with(READER, data)) == [
        ("SINUSOID", SIX_UTC, 1.5, None, 2, 2),
        ("PRESS.STATE", utc(5), None, "Running", 2, 2),
        ("SINUSOID", utc(1), None, "I/O Timeout", 0, 3),
        ("PRESS.STATE", utc(7), None, "Stopped", 2, 3),
        ("SINUSOID", utc(2), 2.5, None, 2, 4),
    ]


@pytest.mark.parametrize("banner", [[], [["PI DataLink"], []]])
def test_a_pair_that_is_alone_can_have_its_tag_above_its_times(banner: list[list[Any]], read_with: Read) -> None:
    batch = read_with(READER, workbook([*banner, ["SINUSOID"], [SIX, 1.5], [at(1), 2.5]]))
    row = len(banner) + 2
    assert values(batch) == [
        ("SINUSOID", SIX_UTC, 1.5, None, 2, row),
        ("SINUSOID", utc(1), 2.5, None, 2, row + 1),
    ]


def test_a_column_without_a_name_beside_a_usual_name_of_the_time_has_no_tag(read_with: Read) -> None:
    with pytest.raises(FileRejected, match="none is left for a tag beside the time"):
        read_with(READER, workbook([["Time"], [SIX, 1.5], [at(1), 2.5]]))


@pytest.mark.parametrize("is_1904", [False, True])
def test_dates_are_local_times_in_either_date_system_to_the_millisecond(is_1904: bool, read_with: Read) -> None:
    data = workbook([["Time", "a"], [at(0.001), 1], [at(12345.678), 2], [SUMMER, 3]], date_1904=is_1904)
    assert [row[1] for row in values(read_with(READER, data))] == [
        utc(0.001),
        utc(12345.678),
        datetime(2026, 7, 1, 4, tzinfo=UTC),
    ]


@pytest.mark.parametrize(("is_1904", "serial"), [(False, 46053.25), (True, 44591.25)])
def test_serial_days_without_a_style_are_read_if_configured(is_1904: bool, serial: float, read_with: Read) -> None:
    data = workbook([["Time", "a"], [serial, 1]], date_1904=is_1904)
    assert values(read_with(READER, data, time_format="excel_serial", skip_rows=0))[0][1] == SIX_UTC


def test_cells_are_of_many_kinds(read_with: Read) -> None:
    cells = [1.5, "2,5", "1.234,5", True, Error("#VALUE!"), Error("#N/A"), "I/O Timeout", "=42", "NULL", " ", at(9)]
    rows = [["Time", "a"], *([at(second), cell] for second, cell in enumerate(cells))]
    batch = read_with(READER, workbook(rows), decimal=",", thousands=".", text_tags=["-"])
    assert [row[2:5] for row in values(batch)] == [
        (1.5, None, 2),
        (2.5, None, 2),
        (1234.5, None, 2),
        (1.0, None, 2),
        (None, "#VALUE!", 0),
        (None, "#N/A", 0),
        (None, "I/O Timeout", 0),
        (42.0, None, 2),
        (None, None, 0),
        (None, None, 0),
        (None, "2026-01-31T06:00:09", 0),
    ]


def test_texts_on_tags_with_numbers_are_bad_unless_the_tag_is_one_of_texts(read_with: Read) -> None:
    data = workbook([["Time", "a", "batch"], [SIX, 1, 4711], [at(1), "Keine Daten", "007"], [at(2), 2, "A-13"]])
    assert [(tag, *rest) for tag, _, *rest, _ in values(read_with(READER, data, text_tags=["bat*"]))] == [
        ("a", 1.0, None, 2),
        ("batch", 4711.0, None, 2),
        ("a", None, "Keine Daten", 0),
        ("batch", None, "007", 2),
        ("a", 2.0, None, 2),
        ("batch", None, "A-13", 2),
    ]


def test_times_as_texts_are_read_by_their_format_beside_dates(read_with: Read) -> None:
    data = workbook([["Tag", "Time", "Value"], ["a", "31.01.2026 06:00", 1], ["a", at(60), 2], ["a", "soon", 3]])
    batch = read_with(READER, data, time_format="%d.%m.%Y %H:%M")
    assert [row[1] for row in values(batch)] == [SIX_UTC, utc(60)]
    assert batch.rejected.select("row_no", "raw", "reason").rows() == [
        (
            4,
            "Sheet1!4: A=a, B=soon, C=3",
            "the time 'soon' cannot be read as a cell shown as a date and time, or %d.%m.%Y %H:%M",
        )
    ]


def test_empty_rows_and_repeated_heads_are_no_records(read_with: Read) -> None:
    head = [["Time", "a"], [None, "kg"]]
    data = workbook([*head, [SIX, 1], [], [], *head, [at(1), 2], ["Total"]])
    batch = read_with(READER, data)
    assert [row[-1] for row in values(batch)] == [3, 8]
    assert batch.rejected["row_no"].to_list() == [9]


def test_descending_rows_pass_the_repeated_hour_in_their_order(read_with: Read) -> None:
    local = [datetime(2026, 10, 25, 2, minute) for minute in (30, 0, 30, 0)]  # noqa: DTZ001
    rows = [["Time", "a"], *([time, value] for value, time in enumerate(local))]
    found = values(read_with(READER, workbook(rows)))
    assert [(row[1].hour, row[1].minute) for row in found] == [(1, 30), (1, 0), (0, 30), (0, 0)]


def test_every_visible_sheet_with_a_table_is_read_and_every_other_one_is_named(read_with: Read) -> None:
    table = [["Time", "a"], [SIX, 1]]
    data = workbook(
        [["Report"], ["of January"]], table, [], [["Time", "b"], [at(1), 2]], table,
        names=["Cover", "Line 1", "Empty", "Line 2", "Secret"], hidden=["Secret"],
    )  # fmt: skip
    batch = read_with(READER, data)
    assert [(row[0], row[-1]) for row in values(batch)] == [("a", 10_000_002), ("b", 30_000_002)]
    assert batch.rejected.select("row_no", "raw", "reason").rows() == [
        (
            1,
            "Cover!1: A=Report, A=of January",
            "no sample: the sheet 'Cover' is left out: none of its first 2 rows has a time and a value",
        ),
        (
            40_000_001,
            "Secret!1: ",
            "no sample: the sheet 'Secret' is left out: it is hidden; name it in the option sheets to read it",
        ),
    ]
    assert [row[-1] for row in values(read_with(READER, data, sheets=["SECRET", "Line*"]))] == [
        10_000_002, 30_000_002, 40_000_002
    ]  # fmt: skip


def test_sheets_that_are_asked_for_must_be_there_and_hold_samples(read_with: Read) -> None:
    data = workbook([["Report"]], [["Time", "a"], [SIX, 1]])
    with pytest.raises(FileRejected, match="No sheet is called 'data': the workbook has 'Sheet1', 'Sheet2'"):
        read_with(READER, data, sheets=["data"])
    with pytest.raises(FileRejected, match="The sheet 'Sheet1' is no table of samples: none of its first 1 rows"):
        read_with(READER, data, sheets=["Sheet?"])
    with pytest.raises(FileRejected, match="No sheet of the workbook is a table of samples: 'Sheet1': none"):
        read_with(READER, workbook([["Report"]], []))
    with pytest.raises(FileRejected, match="No sheet of the workbook is a table of samples: all are empty"):
        read_with(READER, workbook([]))


def test_faulty_cells_and_rows_are_rejected_with_their_sheet(read_with: Read) -> None:
    data = workbook(
        [
            ["Time", "a", None, "b"],
            [SIX, 1, "stray", 2],
            [None, 3, None, 4],
            [0.25, 5],
            [SKIPPED, 6],
        ]
    )
    batch = read_with(READER, data)
    assert [row[0] for row in values(batch)] == ["a", "b"]
    expected = "a cell shown as a date and time, or iso8601"
    assert batch.rejected.select("row_no", "reason").rows() == [
        (2, "a value stands in a column without a name"),
        (3, f"the time '' cannot be read as {expected}"),
        (4, f"the time '0.25' cannot be read as {expected}"),
        (5, "the local time '2026-03-29T02:30:00' does not exist in Europe/Berlin: clocks skipped it"),
    ]
    assert batch.rejected["raw"][0] == "Sheet1!2: A=2026-01-31T06:00:00, B=1, C=stray, D=2"


def test_a_merged_tag_stands_in_its_first_row_only(read_with: Read) -> None:
    data = workbook([["tag", "time", "value"], ["a", SIX, 1], [None, at(1), 2]])
    batch = read_with(READER, data)
    assert batch.rejected.select("row_no", "reason").rows() == [(3, "the tag's name is empty")]


def test_columns_that_are_no_tags_are_left_out(read_with: Read) -> None:
    data = workbook([["No", "Time", "a", "Note"], [1, SIX, 2, "x"], [2, at(1), 3, None]])
    assert [row[0] for row in values(read_with(READER, data, ignore_columns=["No", 4]))] == ["a", "a"]


def test_rows_over_many_batches_are_one_table(read_with: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    data = workbook([["Time", "a", "b"], *([at(second), second, f"s{second % 7}"] for second in range(10_000))])
    monkeypatch.setattr("orchestration.readers.workbook_cells._BATCH_CELLS", 1)
    batch = read_with(READER, data)
    assert batch.rows.height == 20_000
    assert batch.rows["row_no"].to_list()[::2] == list(range(2, 10_002))
    assert batch.rows.filter(tag="a")["value_num"].to_list() == list(map(float, range(10_000)))


def test_texts_that_are_much_at_once_are_divided_between_rows(read_with: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [["Time", "a", "b"], *([at(second), "x" * 900, f"y{second}"] for second in range(20))]
    data = workbook(rows)
    monkeypatch.setattr("orchestration.readers.workbook_cells._BATCH_TEXT", 2_000)
    batch = read_with(READER, data)
    assert batch.rows["row_no"].to_list() == [row for row in range(2, 22) for _ in "ab"]
    monkeypatch.setattr("orchestration.readers.workbook_cells._ROW_TEXT", 800)
    with pytest.raises(FileRejected, match="Row 2 of the sheet 'Sheet1' holds more than 800 bytes of texts"):
        read_with(READER, data)


def repacked(data: bytes, **parts: bytes | None) -> bytes:
    """A workbook with parts changed (by what their name ends with), or taken out."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in given.namelist():
            key = next((key for key in parts if name.endswith(f"{key}.xml")), None)
            content = given.read(name) if key is None else parts[key]
            if content is not None:
                archive.writestr(name, content)
    return made.getvalue()


def zipped(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(name, "")
    return made.getvalue()


def sheet_of(rows: str) -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<x:worksheet xmlns:x="{space}"><x:sheetData>{rows}</x:sheetData></x:worksheet>'.encode()


def test_other_writers_cells_are_read_as_well(read_with: Read) -> None:
    """Prefixed names, cells without references, texts in line and in runs, ISO dates, escaped characters, phonetics."""
    rows = (
        '<x:row><x:c t="inlineStr"><x:is><x:t>Ti</x:t><x:t>me</x:t></x:is></x:c>'
        '<x:c t="inlineStr"><x:is><x:r><x:t>a</x:t></x:r><x:rPh><x:t>ei</x:t></x:rPh></x:is></x:c></x:row>'
        '<x:row><x:c t="d"><x:v>2026-01-31T06:00:00</x:v></x:c>'
        '<x:c t="str"><x:f>B1</x:f><x:v>x_x0009_y</x:v></x:c></x:row>'
        '<x:row r="9"><x:c r="A9" t="d"><x:v>2026-01-31T06:00:01</x:v></x:c>'
        '<x:c r="B9" t="str"><x:f>B1</x:f></x:c></x:row>'
    )
    data = repacked(workbook([[1]]), sheet1=sheet_of(rows))
    assert values(read_with(READER, data)) == [("a", SIX_UTC, None, "x\ty", 2, 2)]


LONG_CELL = '<x:c t="str"><x:v>' + "a" * 3_000_000 + "</x:v></x:c>"


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ('<x:row r="2"/><x:row r="2"/>', "The sheet 'Sheet1' is damaged: row 2 follows row 2"),
        ('<x:row r="1048577"/>', "is damaged: row 1048577 follows row 0"),
        ('<x:row r="1"><x:c r="B1"><x:v>1</x:v></x:c><x:c r="B1"/></x:row>', "the cells of row 1 are in no order"),
        ('<x:row r="1"><x:c r="XFE1"><x:v>1</x:v></x:c></x:row>', "the cells of row 1 are in no order"),
        ('<x:row r="1"><x:c r="A1" t="s"><x:v>7</x:v></x:c></x:row>', "a text that the workbook does not hold"),
        ("<x:row>", "no well-formed XML"),
        ("<x:row>" + LONG_CELL * 2 + "</x:row>", "longer than 4 MiB"),
    ],
)
def test_damaged_sheets_are_refused(rows: str, sentence: str, read_with: Read) -> None:
    with pytest.raises(FileRejected, match=sentence):
        read_with(READER, repacked(workbook([[1]]), sheet1=sheet_of(rows)))


def test_what_is_no_workbook_is_refused(read_with: Read) -> None:
    data = workbook([["Time", "a"], [SIX, 1]])
    compound = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000)
    for bad, sentence in (
        (compound + "EncryptedPackage".encode("utf-16-le"), "encrypted; save it without a password"),
        (compound, r"Excel 97 to 2003 \(.xls\), which is not read; save it as .xlsx"),
        (b"tag,time,value\n", "is no Excel workbook"),
        (repacked(data, sheet1=None), "its part 'xl/worksheets/sheet1.xml' is missing"),
        (repacked(data, workbook=None), "is no Excel workbook .* does not say where its sheets are listed"),
        (zipped("xl/workbook.bin"), r"binary workbook \(.xlsb\), which is not read; save it as .xlsx"),
        (zipped("mimetype", "content.xml"), r"OpenDocument spreadsheet \(.ods\), which is not read; save it"),
        (data[:-10], "damaged or truncated"),
        (data[:900] + bytes(40) + data[940:], "damaged|well-formed"),
    ):
        with pytest.raises(FileRejected, match=sentence):
            read_with(READER, bad)


def test_a_part_that_unpacks_to_too_much_is_refused_unread(read_with: Read) -> None:
    data = repacked(workbook([["Time", "a"], [SIX, 1]]), sheet1=sheet_of(" " * 150_000_000))
    with pytest.raises(FileRejected, match="200 times its size"):
        read_with(READER, data)


def recognised(data: bytes) -> Recognition | None:
    return READER.recognise(Sample(data))


def test_it_is_recognised_by_its_tables_and_how_their_texts_are_written(tmp_path: Path) -> None:
    data = workbook(
        [["Report"]], [["Time", "a"], ["25.01.2026 06:00", "1,5"], ["25.01.2026 06:01", "2,5"]], names=["Cover", "Data"]
    )
    (tmp_path / "book").write_bytes(data)
    for sample in (Sample(data), Sample(data[:100], is_whole=False, path=tmp_path / "book")):
        found = READER.recognise(sample)
        assert found is not None
        assert (found.likeness, dict(found.options), found.doubts) == (
            Likeness.LIKELY, {"time_format": "%d.%m.%Y %H:%M", "decimal": ","}, ()
        )  # fmt: skip
        assert found.because == ("its sheet 'Data' has times beside 1 columns of values",)
        assert found.notes == (
            "The order of the dates is day first: '25.01.2026 06:00' proves it.",
            "The sheet 'Cover' holds no table of samples and is left out.",
        )


def test_long_sheets_are_recognised_for_certain_and_other_workbooks_not() -> None:
    long = recognised(workbook([["tag", "time", "value"], ["a", "01.02.2026", 1]]))
    assert long is not None
    assert long.likeness is Likeness.CERTAIN
    assert [doubt.option for doubt in long.doubts] == ["time_format"]
    assert recognised(workbook([["Item", "Price"], ["a", 1]])) is None
    assert recognised(b"PK\x03\x04") is None


VALUES = st.one_of(
    st.sampled_from(
        ["1", "0", "7", "46053.25", "-1", "1e400", "NaN", "9007199254740993", "2026-01-31T06:00:00", "", "TRUE"]
    ),
    st.floats(allow_nan=False).map(repr),
    st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=6).map(escape),
)
KINDS = st.sampled_from(["n", "n", "n", "s", "str", "b", "e", "d", "inlineStr", "odd"])
CELLS = st.tuples(st.sampled_from("ABCDE"), KINDS, st.sampled_from(["0", "1", "1", "9", "x"]), VALUES)
DAY = ("n", "1", "46053.25")
HEADS = st.sampled_from(
    [
        ("Time", "a", "b", [("A", *DAY), ("B", "n", "0", "1")]),
        ("tag", "time", "value", [("A", "str", "0", "t"), ("B", *DAY), ("C", "n", "0", "1")]),
        ("a", "", "b", [("A", *DAY), ("B", "n", "0", "1"), ("C", *DAY), ("D", "n", "0", "9")]),
    ]
)
BOOKS = {is_1904: workbook([["a", SIX, 1]], date_1904=is_1904) for is_1904 in (False, True)}


def xml_of(row: int, cells: Sequence[tuple[str, str, str, str]]) -> str:
    written = ""
    for column, kind, style, value in cells:
        value = "0" if kind == "s" else value
        content = f"<x:is><x:t>{value}</x:t></x:is>" if kind == "inlineStr" else f"<x:v>{value}</x:v>"
        written += f'<x:c r="{column}{row}" t="{kind}" s="{style}">{content}</x:c>'
    return f'<x:row r="{row}">{written}</x:row>'


@settings(max_examples=100, deadline=None)
@given(
    head=HEADS,
    rows=st.lists(st.lists(CELLS, max_size=4, unique_by=lambda cell: cell[0]), max_size=8),
    is_1904=st.booleans(),
    time_format=st.sampled_from(["iso8601", "excel_serial", "epoch_s"]),
)
def test_whatever_the_cells_are_each_row_is_loaded_or_rejected(
    head: Any, rows: Any, is_1904: bool, time_format: str
) -> None:
    *names, first = head
    named = xml_of(1, [(column, "str", "0", name) for column, name in zip("ABC", names, strict=True)])
    body = "".join(xml_of(number, sorted(cells)) for number, cells in enumerate([first, *rows], 2))
    data = repacked(BOOKS[is_1904], sheet1=sheet_of(named + body))
    outcome_of("historian.excel", data, Options(time_format=time_format), "Europe/Berlin")
