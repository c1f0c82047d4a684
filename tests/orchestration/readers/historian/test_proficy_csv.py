"""GE Proficy Historian: sections, quality words, US dates."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from orchestration.readers.contract import Batch, FileRejected
from orchestration.readers.historian.proficy_csv import READER
from tests.orchestration.readers.examples import Example

EXAMPLE = Example(
    "Tagname,TimeStamp,Value,DataQuality\nÖl,1/31/2026 06:00:00,1,Good\n", bad=(0, None), has_local_times=True
)

Read = Callable[..., Batch]

EXPORT = """\
* Exported by the File collector
[Tags]
Tagname,Description,DataType
TIGER.IMPORT_TAG1.F_CV,Pressure,SingleFloat
[Data]
* two samples
Tagname,TimeStamp,Value,DataQuality
TIGER.IMPORT_TAG1.F_CV,1/31/2026 06:00:00.123,1.5,Good
TIGER.IMPORT_TAG1.F_CV,1/31/2026 06:00:01,,Bad

[Messages]
TimeStamp,Topic,Message
1/31/2026 06:00:00,General,Archive closed
[Alarms]
Source,StartTime,Severity
[Data]
TimeStamp,Tagname,DataQuality,Value
1/31/2026 06:00:02,B,Uncertain,7
"""


def test_each_section_has_its_header_and_only_data_has_samples(read_with: Read) -> None:
    batch = read_with(READER, EXPORT)
    assert batch.rows.rows() == [
        ("TIGER.IMPORT_TAG1.F_CV", datetime(2026, 1, 31, 5, 0, 0, 123_000, UTC), 1.5, None, 2, "Good", 8),
        ("TIGER.IMPORT_TAG1.F_CV", datetime(2026, 1, 31, 5, 0, 1, 0, UTC), None, None, 0, "Bad", 9),
        ("B", datetime(2026, 1, 31, 5, 0, 2, 0, UTC), 7.0, None, 1, "Uncertain", 18),
    ]
    assert batch.rejected.select("row_no", "raw", "reason").rows() == [
        (4, "TIGER.IMPORT_TAG1.F_CV,Pressure,SingleFloat", "no sample: a row of [Tags]"),
        (13, "1/31/2026 06:00:00,General,Archive closed", "no sample: a row of [Messages]"),
    ]


def test_a_file_without_sections_is_one_of_data(read_with: Read) -> None:
    text = "Tagname;TimeStamp;Value;DataQuality\r\na;01/31/2026 06:00:00;1,5;Good\r\n"
    rows = read_with(READER, text, separator=";", decimal=",").rows
    assert rows.select("tag", "value_num", "row_no").row(0) == ("a", 1.5, 2)


def test_a_file_of_tags_alone_is_no_unreadable_file(read_with: Read) -> None:
    batch = read_with(READER, "[Tags]\nTagname,Description\na,Pressure\n")
    assert (batch.rows.height, batch.rejected.height) == (0, 1)


def test_a_banner_and_lines_without_header(read_with: Read) -> None:
    assert read_with(READER, "Export\n[Data]\na,1/31/26 06:00,1,Good\n", skip_lines=1, header=False).rows.height == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1/2/2026 06:00:00.5", datetime(2026, 1, 2, 5, 0, 0, 500_000, UTC)),
        ("1/2/26 06:00:00", datetime(2026, 1, 2, 5, tzinfo=UTC)),
        ("1/2/26 6:00", datetime(2026, 1, 2, 5, tzinfo=UTC)),
        ("01/02/2026 12:00:00 AM", datetime(2026, 1, 1, 23, tzinfo=UTC)),
        ("1/2/2026 1:00:00.5 pm", datetime(2026, 1, 2, 12, 0, 0, 500_000, UTC)),
        ("7/20/26 11:07 PM", datetime(2026, 7, 20, 21, 7, tzinfo=UTC)),
    ],
)
def test_dates_are_in_us_order(text: str, expected: datetime, read_with: Read) -> None:
    assert read_with(READER, f"Tagname,TimeStamp,Value\na,{text},1\n").rows["ts_utc"].to_list() == [expected]


def test_a_date_that_is_not_in_us_order_is_rejected_not_turned_round(read_with: Read) -> None:
    text = "Tagname,TimeStamp,Value\na,1/2/2026 06:00:00,1\na,31/01/2026 06:00:00,1\n"
    assert read_with(READER, text).rejected["row_no"].to_list() == [3]


@pytest.mark.parametrize(
    ("word", "quality"),
    [
        ("Good", 2), ("GOOD", 2), ("Good - NonSpecific", 2), ("Good NonSpecific", 2), ("100", 2), ("Bad", 0), ("0", 0),
        ("Bad - ConfigError", 0), ("Not Available", 0), ("Uncertain - SubNormal", 1), ("", 1), ("odd", 1),
    ],
)  # fmt: skip
def test_quality_words_with_their_substatus(word: str, quality: int, read_with: Read) -> None:
    rows = read_with(READER, f"[Data]\nTagname,TimeStamp,Value,DataQuality\na,1/31/2026 06:00:00,1,{word}\n").rows
    assert rows.select("quality", "quality_raw").row(0) == (quality, word or None)


def test_a_repeated_section_and_header_and_a_cut_last_line(read_with: Read) -> None:
    part = "[Data]\nTagname,TimeStamp,Value,DataQuality\na,1/31/2026 06:00:00,1,Good\n"
    batch = read_with(READER, part + part + "a,1/31/2026 06:00:01,1,Go")
    assert (batch.rows["row_no"].to_list(), batch.rejected["row_no"].to_list()) == ([3, 6], [7])


def test_a_header_without_the_columns_refuses_the_file(read_with: Read) -> None:
    with pytest.raises(FileRejected, match="usual name for the time; check the separator"):
        read_with(READER, "[Data]\nTagname,When,Value\na,1/31/2026 06:00:00,1\n")
