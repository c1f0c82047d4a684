"""Long layout: well-formed blocks, faulty lines, quotes, encodings, times and qualities."""

import io
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl
import pytest
from pydantic import ValidationError

from orchestration.readers.contract import Batch, FileRejected, ReadContext
from orchestration.readers.delimited import DelimitedText
from orchestration.readers.historian.delimited_long import READER, Options
from tests.orchestration.readers.examples import KEPT, Example

EXAMPLE = Example("tag,time,value\nÖl,2026-01-31T06:00:00Z,1\n", bad=(KEPT, KEPT), has_local_times=True)

CONTEXT = ReadContext("hist", ZoneInfo("Europe/Berlin"))
LINE = "a,2026-01-31T06:00:00Z,1.5,Good\n"
HEADER = "tag,time,value,quality\n"


def read(text: str | bytes, **options: Any) -> Batch:
    data = text if isinstance(text, bytes) else text.encode()
    batches = list(READER.read(io.BytesIO(data), Options.model_validate(options), CONTEXT))
    merged = Batch(
        "samples",
        pl.concat(batch.rows for batch in batches),
        pl.concat(batch.rejected for batch in batches),
        sum(batch.rows_read for batch in batches),
    )
    assert merged.rows_read == merged.rows.height + merged.rejected.height
    return merged


def first_time(text: str, **options: Any) -> datetime:
    return read(f"tag,time,value\na,{text},1\n", **options).rows["ts_utc"][0]


def test_a_well_formed_line_is_a_sample() -> None:
    assert read(HEADER + LINE).rows.row(0) == (
        "a", datetime(2026, 1, 31, 6, tzinfo=UTC), 1.5, None, 2, "Good", 2,
    )  # fmt: skip


def test_a_faulty_line_is_rejected_with_line_raw_text_and_reason_and_the_others_load() -> None:
    text = HEADER + LINE + "a,soon,1,Good\nb;2026\n,2026-01-31T06:00:00Z,1,Good\n" + LINE
    batch = read(text)
    assert batch.rejected.select("row_no", "raw", "reason").rows() == [
        (3, "a,soon,1,Good", "the time 'soon' cannot be read as iso8601"),
        (4, "b;2026", "found 1 fields divided by ',', expected 4"),
        (5, ",2026-01-31T06:00:00Z,1,Good", "the tag's name is empty"),
    ]
    assert batch.rows["row_no"].to_list() == [2, 6]


def test_blank_lines_comments_and_repeated_headers_are_no_records() -> None:
    batch = read(HEADER + LINE + "\n" + HEADER + "* note\n" + LINE, comment_prefixes=["*"])
    assert (batch.rows_read, batch.rows["row_no"].to_list()) == (2, [2, 6])


def test_a_banner_is_skipped_and_lines_keep_their_numbers() -> None:
    assert read("Report\n[Data]\n" + HEADER + LINE, skip_lines=1, comment_prefixes=["["]).rows["row_no"].to_list() == [
        4
    ]


@pytest.mark.parametrize("cut", ["a,2026-01-31T06:00:00Z,1.5,Go", "a,2026-01-31T06:0", "a,2026-01-31T06:00:00Z,1."])
def test_a_half_written_last_line_is_rejected(cut: str) -> None:
    batch = read(HEADER + LINE + cut)
    assert batch.rejected["row_no"].to_list() == [3]
    assert "the file ends within this line" in batch.rejected["reason"][0]


def test_a_whole_last_line_without_newline_is_loaded() -> None:
    assert read(HEADER + LINE + LINE.strip()).rows.height == 2


@pytest.mark.parametrize(
    ("last", "options", "loaded"),
    [
        # 12 may be the beginning of 123.
        ("a,2026-01-31T06:00:00Z,12", {}, 0),
        ("a,2026-01-31T06:00:00Z,12", {"final_newline": False}, 1),
        ('a,2026-01-31T06:00:00Z,"12"', {}, 1),
        ('a,2026-01-31T06:00:00Z,"1\n2"', {}, 1),
    ],
)
def test_a_last_value_without_newline_is_loaded_only_where_it_is_surely_whole(
    last: str, options: dict[str, Any], loaded: int
) -> None:
    batch = read("tag,time,value\na,2026-01-31T06:00:00Z,1\n" + last, **options)
    assert batch.rows.height == 1 + loaded
    assert batch.rejected["row_no"].to_list() == [3] * (1 - loaded)


def test_a_last_quality_code_may_have_lost_its_digits() -> None:
    assert read(HEADER + LINE + "a,2026-01-31T06:00:00Z,1.5,19").rejected["row_no"].to_list() == [3]


def test_a_header_in_another_order_refuses_the_file() -> None:
    with pytest.raises(FileRejected, match="Line 3 names the columns anew and otherwise than the header"):
        read(HEADER + LINE + "time,tag,value,quality\n2026-01-31T06:00:00Z,a,1,Good\n")


def test_quoted_fields_may_hold_separators_quotes_and_newlines() -> None:
    text = '"tag","time","value"\n"a,b","2026-01-31T06:00:00Z","say ""x""\nthen"\n"c","2026-01-31T06:00:01Z","2"\n'
    rows = read(text).rows
    assert rows["tag"].to_list() == ["a,b", "c"]
    assert rows["value_text"].to_list() == ['say "x"\nthen', None]
    assert rows["row_no"].to_list() == [2, 4]


def test_a_quote_that_never_closes_costs_one_line() -> None:
    batch = read('tag,time,value\n"a,2026-01-31T06:00:00Z,1\n' + "b,2026-01-31T06:00:00Z,1\n" * 300)
    assert (batch.rows.height, batch.rejected["row_no"].to_list()) == (300, [2])
    assert batch.rejected["reason"][0] == "it opens a quote that is not closed"


def test_a_quoted_field_over_the_edge_of_a_block_is_one_record() -> None:
    record = '"a","2026-01-31T06:00:00Z","x\ny"\n'
    text = DelimitedText(io.BytesIO(b"tag,time,value\n" + record.encode() * 9), Options(), 64)
    found = list(text.records({"value": 2}))
    assert len(found) > 1
    assert [value for records in found for value in records.frame["value"]] == ["x\ny"] * 9


@pytest.mark.parametrize(
    ("encoding", "data"),
    [
        ("utf-8", ("\ufeff" + HEADER + LINE.replace("a,", "Öl,", 1)).encode()),
        ("utf-8", (HEADER + LINE.replace("a,", "Öl,", 1)).encode("utf-16")),
        ("utf-16-le", (HEADER + LINE.replace("a,", "Öl,", 1)).encode("utf-16-le")),
        ("windows-1252", (HEADER + LINE.replace("a,", "Öl,", 1)).encode("cp1252")),
    ],
)
def test_encodings_are_read_and_byte_order_marks_found(encoding: str, data: bytes) -> None:
    assert read(data, encoding=encoding).rows["tag"].to_list() == ["Öl"]


def test_crlf_and_decimal_comma() -> None:
    rows = read("TagName;TimeStamp;Value\r\na;2026-01-31T06:00:00Z;1,5\r\nb;2026-01-31T06:00:00Z;2.5\r\n",
                separator=";", decimal=",").rows  # fmt: skip
    assert rows["value_num"].to_list() == [1.5, 2.5]


@pytest.mark.parametrize(
    ("text", "options", "expected"),
    [
        ("2026-01-31 06:00", {}, datetime(2026, 1, 31, 5, tzinfo=UTC)),
        ("2026-07-31T06:00:00.1234567", {}, datetime(2026, 7, 31, 4, 0, 0, 123456, tzinfo=UTC)),
        ("2026-07-31T06:00:00+0530", {}, datetime(2026, 7, 31, 0, 30, tzinfo=UTC)),
        ("18-Oct-26 06:00:00.5", {"time_format": "%d-%b-%y %H:%M:%S.%f"}, datetime(2026, 10, 18, 4, 0, 0, 500000, UTC)),
        ("1/2/26 12:30:00 AM", {"time_format": "%m/%d/%y %I:%M:%S %p"}, datetime(2026, 1, 1, 23, 30, tzinfo=UTC)),
        ("1769839200.25", {"time_format": "epoch_s"}, datetime(2026, 1, 31, 6, 0, 0, 250000, UTC)),
        ("1769839200001", {"time_format": "epoch_ms"}, datetime(2026, 1, 31, 6, 0, 0, 1000, UTC)),
    ],
)
def test_times_of_many_kinds(text: str, options: dict[str, Any], expected: datetime) -> None:
    assert first_time(text, **options) == expected


def test_fast_and_thorough_time_parsing_agree() -> None:
    lines = [f"a,2026-01-31T06:00:00.{'1' * digits}Z,1\n" for digits in range(1, 10)]
    apart = [read("tag,time,value\n" + line).rows["ts_utc"][0] for line in lines]
    assert read("tag,time,value\n" + "".join(lines)).rows["ts_utc"].to_list() == apart


def repeated_hour(*lines: str) -> list[tuple[int, int, int]]:
    rows = read("tag,time,value\n" + "".join(f"{line},1\n" for line in lines)).rows
    return [(ts.hour, ts.minute, quality) for ts, quality in rows.select("ts_utc", "quality").iter_rows()]


def test_the_repeated_hour_is_told_by_each_tags_order() -> None:
    clocks = ["02:00", "02:30", "02:00", "02:30"]
    ascending = [f"{tag},2025-10-26 {clock}" for clock in clocks for tag in ("a", "b")]
    passes = [(0, 0, 2), (0, 30, 2), (1, 0, 2), (1, 30, 2)]
    assert repeated_hour(*ascending) == [one for one in passes for _ in "ab"]
    descending = ["a,2025-10-26 03:10", *(f"a,2025-10-26 {clock}" for clock in reversed(clocks)), "a,2025-10-26 01:50"]
    assert repeated_hour(*descending) == [(2, 10, 2), *reversed(passes), (23, 50, 2)]


def test_an_hour_that_order_cannot_tell_is_the_first_and_flagged() -> None:
    rows = read("tag,time,value,quality\na,2025-10-26 02:30,1,Good\n").rows
    assert rows.select("ts_utc", "quality", "quality_raw").row(0) == (
        datetime(2025, 10, 26, 0, 30, tzinfo=UTC), 1, "Good; ambiguous local time",
    )  # fmt: skip


def test_a_local_time_that_clocks_skipped_is_rejected() -> None:
    batch = read("tag,time,value\na,2026-03-29 02:30,1\na,2026-03-29 03:00,1\n")
    assert batch.rejected["reason"].to_list() == [
        "the local time '2026-03-29 02:30' does not exist in Europe/Berlin: clocks skipped it"
    ]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1e3", (1000.0, None, 2)),
        ("RUN", (None, "RUN", 2)),
        ("I/O Timeout", (None, "I/O Timeout", 0)),
        ("NaN", (None, "NaN", 0)),
        ("+inf", (None, "+inf", 0)),
        ("", (None, None, 0)),
        ("NULL", (None, None, 0)),
    ],
)
def test_a_value_is_a_number_a_text_or_missing(value: str, expected: tuple[float | None, str | None, int]) -> None:
    rows = read(f"tag,time,value\na,2026-01-31T06:00:00Z,{value}\nb,2026-01-31T06:00:00Z,1\n").rows
    assert rows.select("value_num", "value_text", "quality").row(0) == expected


@pytest.mark.parametrize(
    ("word", "options", "quality"),
    [
        ("Good", {}, 2), ("BAD", {}, 0), ("Questionable", {}, 1), ("192", {}, 2), ("216", {}, 2), ("64", {}, 1),
        ("0", {}, 0), ("448", {}, 2), ("", {}, 1), ("whatever", {}, 1), ("0", {"good": ["0"], "bad": ["1"]}, 2),
        ("?", {"unknown_quality": "bad"}, 0),
    ],
)  # fmt: skip
def test_quality_words_and_opc_codes(word: str, options: dict[str, Any], quality: int) -> None:
    assert read(f"{HEADER}a,2026-01-31T06:00:00Z,1,{word}\n", **options).rows["quality"].to_list() == [quality]


@pytest.mark.parametrize(
    ("value", "options", "expected"),
    [
        ("1.234.567,5", {"decimal": ",", "thousands": "."}, 1234567.5),
        ("1,234", {"thousands": ","}, 1234.0),
        ("12,34,567.5", {"thousands": ","}, 1234567.5),
        ("1 234,5-", {"decimal": ",", "thousands": " "}, -1234.5),
        ("1234.5", {"thousands": ","}, 1234.5),
        # Marks that divide no thousands are not taken out: 1.5 is not 15.
        ("1.5", {"decimal": ",", "thousands": "."}, "1.5"),
        ("1,23", {"thousands": ","}, "1,23"),
        ("1.5,000", {"thousands": ","}, "1.5,000"),
        # Whole numbers that a double cannot hold stay as they are written.
        ("9007199254740991", {}, 9007199254740991.0),
        ("9007199254740993", {}, "9007199254740993"),
        ("1e300", {}, 1e300),
        ("0.1234567890123456789", {}, 0.12345678901234568),
    ],
)
def test_a_number_is_the_one_written_or_a_text(value: str, options: dict[str, Any], expected: float | str) -> None:
    rows = read(f"tag;time;value\na;2026-01-31T06:00:00Z;{value}\n", separator=";", **options).rows
    assert rows["value_num" if isinstance(expected, float) else "value_text"].to_list() == [expected]


def test_samples_in_descending_order_are_read_as_they_stand() -> None:
    rows = read("tag,time,value\n" + "".join(f"a,2026-01-31T06:00:0{second}Z,{second}\n" for second in (3, 2, 1))).rows
    assert [(ts.second, value) for ts, value in rows.select("ts_utc", "value_num").iter_rows()] == [
        (3, 3.0), (2, 2.0), (1, 1.0),
    ]  # fmt: skip


def test_a_text_export_with_tabs_and_qualities_as_canary_writes_it() -> None:
    text = (
        "Tag Name\tTimestamp\tValue\tQuality\r\n"
        "Press.Speed\t1/31/2026 1:00:00.5 PM\t12.5\tGood\r\n"
        "Press.Speed\t1/31/2026 1:00:01 PM\t\tBad\r\n"
    )
    rows = read(text, separator="tab", time_format="%m/%d/%Y %I:%M:%S.%f %p").rows
    assert rows.select("tag", "value_num", "quality", "quality_raw").rows() == [
        ("Press.Speed", 12.5, 2, "Good"), ("Press.Speed", None, 0, "Bad"),
    ]  # fmt: skip
    assert rows["ts_utc"][0] == datetime(2026, 1, 31, 12, 0, 0, 500_000, tzinfo=UTC)


def test_a_column_for_texts_fills_missing_values() -> None:
    text = "TagName,DateTime,Value,vValue\na,2026-01-31T06:00:00Z,NULL,RUN\nb,2026-01-31T06:00:00Z,2,2\n"
    rows = read(text, text_column="vValue").rows
    assert rows.select("value_num", "value_text").rows() == [(None, "RUN"), (2.0, None)]


def test_the_opc_quality_is_taken_where_another_quality_stands_beside_it() -> None:
    text = "TagName,DateTime,Value,Quality,OPCQuality\na,2026-01-31T06:00:00Z,1,0,192\n"
    assert read(text).rows["quality"].to_list() == [2]


def test_a_blank_line_alone_is_no_record() -> None:
    assert read(HEADER + LINE + "\n" + LINE).rows_read == 2


@pytest.mark.parametrize(("text", "options"), [("0000-01-01T00:00:00Z", {}), ("1e15", {"time_format": "epoch_ms"})])
def test_a_year_that_no_calendar_holds_is_rejected(text: str, options: dict[str, Any]) -> None:
    ok = "2026-01-31T06:00:00Z" if not options else "1769839200001"
    batch = read(f"tag,time,value\na,{ok},1\na,{text},1\n", **options)
    assert batch.rejected["row_no"].to_list() == [3]


def test_columns_by_position_without_header() -> None:
    rows = read("1,2026-01-31T06:00:00Z,x,a\n", header=False, tag_column=4, value_column=1, quality_column=3).rows
    assert rows.select("tag", "value_num", "quality_raw").row(0) == ("a", 1.0, "x")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"separater": ";"}, "separater"),
        ({"encoding": "utf-9"}, "no known text encoding"),
        ({"time_format": "YYYY-MM-DD"}, "is no time format"),
        ({"decimal": ";"}, "decimal"),
        ({"quote": ","}, "must differ"),
        ({"good": ["x"], "bad": ["X"]}, "more than one"),
    ],
)
def test_wrong_options_say_what_is_wrong(options: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        Options.model_validate(options)


def test_a_header_without_the_columns_refuses_the_file() -> None:
    with pytest.raises(FileRejected, match="has a usual name for the tag; check the separator"):
        read("tag;time;value\na;2026-01-31T06:00:00Z;1\n")


def test_a_faulty_line_in_a_large_block_changes_no_other_row() -> None:
    lines = [f"t{i % 7},2026-01-31T06:00:00.{i % 1000:03d}Z,{i},Good" for i in range(60_000)]
    whole = read(HEADER + "\n".join(lines) + "\n").rows
    lines[31_000] = "broken"
    batch = read(HEADER + "\n".join(lines) + "\n")
    assert batch.rejected["row_no"].to_list() == [31_002]
    assert batch.rows.equals(whole.filter(pl.col("row_no") != 31_002))


def test_files_put_behind_each_other_with_their_byte_order_marks_are_read_as_one() -> None:
    mark = "\ufeff"
    with_header = f"{mark}{HEADER}{LINE}{mark}{HEADER}{LINE}"
    without = f"{mark}a,2026-01-31T06:00:00Z,1.5\n{mark}a,2026-01-31T06:00:00Z,1.5\n"
    for rows in (read(with_header).rows, read(without, header=False).rows):
        assert rows.select("tag", "value_num").rows() == [("a", 1.5), ("a", 1.5)]
