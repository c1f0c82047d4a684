"""WinCC and TIA data logs: Time_ms, mixed decimal marks and dates, marker rows."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from orchestration.readers.contract import Batch, FileRejected
from orchestration.readers.historian.wincc_csv import READER
from tests.orchestration.readers.examples import Example

EXAMPLE = Example(
    "VarName,TimeString,VarValue,Validity,Time_ms\nÖl,x,1,1,46053250000\n", {"separator": "comma"}, bad=(0, 0),
    has_local_times=True,
)  # fmt: skip

Read = Callable[..., Batch]

HEADER = '"VarName";"TimeString";"VarValue";"Validity";"Time_ms"\n'
# 46053 days after 1899-12-30 is 2026-01-31; a quarter of a day is 06:00, which is 05:00 UTC in Berlin.
SIX = "46053250000,0000"


def test_time_ms_is_a_millionth_of_a_serial_day_in_local_time(read_with: Read) -> None:
    rows = read_with(READER, HEADER + f'"Press_Speed";"31.01.2026 06:00:00";12,5;1;{SIX}\n').rows
    assert rows.rows() == [("Press_Speed", datetime(2026, 1, 31, 5, tzinfo=UTC), 12.5, None, 2, "1", 2)]


@pytest.mark.parametrize(
    ("time_ms", "expected"),
    [
        ("46053250000.0000", datetime(2026, 1, 31, 5, tzinfo=UTC)),
        ("46053250011,5741", datetime(2026, 1, 31, 5, 0, 1, tzinfo=UTC)),
        ("46053250011,580", datetime(2026, 1, 31, 5, 0, 1, 1000, tzinfo=UTC)),
        ("46053250000", datetime(2026, 1, 31, 5, tzinfo=UTC)),
        # A summer day: 46218 is 165 days later, 2026-07-15.
        ("46218250000,0", datetime(2026, 7, 15, 4, tzinfo=UTC)),
    ],
)
def test_time_ms_has_comma_or_point_and_milliseconds(time_ms: str, expected: datetime, read_with: Read) -> None:
    rows = read_with(READER, HEADER + f'"a";"x";1;1;{time_ms}\n').rows
    assert rows["ts_utc"].to_list() == [expected]


def test_commas_points_and_both_date_styles_in_one_file(read_with: Read) -> None:
    text = HEADER + f'"a";"31.01.2026 06:00:00";1,5;1;{SIX}\n"a";"1/31/2026 6:00:00 AM";2.5;1;{SIX}\n'
    rows = read_with(READER, text).rows
    assert rows["value_num"].to_list() == [1.5, 2.5]
    assert rows["ts_utc"].n_unique() == 1


@pytest.mark.parametrize(("validity", "quality"), [("1", 2), ("0", 0), ("2", 0), ("", 1)])
def test_validity_is_the_quality(validity: str, quality: int, read_with: Read) -> None:
    rows = read_with(READER, HEADER + f'"a";"x";1;{validity};{SIX}\n').rows
    assert rows.select("quality", "quality_raw").row(0) == (quality, validity or None)


def test_marker_rows_are_no_samples_and_are_accounted_for(read_with: Read) -> None:
    markers = f'"$RT_OFF$";"31.01.2026 06:00:00";0;2;{SIX}\n"$RT_DIS$";;;;\n"$RT_COUNT$";;512;;\n'
    batch = read_with(READER, HEADER + f'"a";"x";1;1;{SIX}\n' + markers)
    assert batch.rows.height == 1
    assert batch.rejected.select("row_no", "reason").rows() == [
        (3, "no sample: $RT_OFF$, the runtime was stopped or the log closed"),
        (4, "no sample: $RT_DIS$, logging was switched off"),
        (5, "no sample: $RT_COUNT$, the count of a circular log's records"),
    ]


def test_a_log_of_markers_alone_is_no_unreadable_file(read_with: Read) -> None:
    batch = read_with(READER, HEADER + f'"$RT_OFF$";"x";0;2;{SIX}\n')
    assert (batch.rows.height, batch.rejected.height) == (0, 1)


def test_an_export_without_time_ms_needs_the_formats_of_its_times(read_with: Read) -> None:
    text = '"VarName";"TimeString";"VarValue";"Validity"\n"a";"31.01.2026 06:00:00";1;1\n'
    with pytest.raises(
        FileRejected, match="usual name for the time; check the separator, or set the source's option time_c"
    ):
        read_with(READER, text)
    options: dict[str, Any] = {
        "time_column": "TimeString",
        "time_format": ["%d.%m.%Y %H:%M:%S", "%m/%d/%Y %I:%M:%S %p"],
    }
    assert read_with(READER, text, **options).rows["ts_utc"].to_list() == [datetime(2026, 1, 31, 5, tzinfo=UTC)]


def test_a_time_that_is_no_number_is_rejected_not_guessed(read_with: Read) -> None:
    batch = read_with(READER, HEADER + f'"a";"x";1;1;{SIX}\n"a";"01.02.2026 06:00:00";1;1;\n')
    assert batch.rejected["reason"].to_list() == ["the time '' cannot be read as time_ms"]


def test_a_cut_last_line_and_unicode_with_tabs(read_with: Read) -> None:
    text = (HEADER + f'"Öl";"x";1;1;{SIX}\n"Öl";"x";1;1;4605325').replace(";", "\t")
    batch = read_with(READER, text.encode("utf-16"), separator="tab")
    assert (batch.rows["tag"].to_list(), batch.rejected["row_no"].to_list()) == (["Öl"], [3])


def test_the_ambiguous_hour_is_told_by_order(read_with: Read) -> None:
    # 2025-10-26 is 45956; 02:00 and 02:30 are 83333.3333 and 104166.6667 millionths of the day.
    clocks = ["45956083333,3333", "45956104166,6667", "45956083333,3333", "45956104166,6667"]
    rows = read_with(READER, HEADER + "".join(f'"a";"x";1;1;{time_ms}\n' for time_ms in clocks)).rows
    assert [(ts.hour, ts.minute) for ts in rows["ts_utc"]] == [(0, 0), (0, 30), (1, 0), (1, 30)]
