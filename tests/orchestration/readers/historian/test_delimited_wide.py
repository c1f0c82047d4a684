"""Wide layout: one column a tag, empty cells are no samples."""

import io
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from orchestration.readers.contract import Batch, FileRejected, ReadContext
from orchestration.readers.historian.delimited_wide import READER, Options
from tests.orchestration.readers.examples import Example

EXAMPLE = Example("time,Öl\n2026-01-31T06:00:00Z,1\n", bad=("Bad", "Bad"), has_local_times=True)

CONTEXT = ReadContext("hist", ZoneInfo("Europe/Berlin"))


def read(text: str | bytes, **options: Any) -> Batch:
    data = text if isinstance(text, bytes) else text.encode()
    (batch,) = READER.read(io.BytesIO(data), Options.model_validate(options), CONTEXT)
    assert batch.rows_read == batch.rows.height + batch.rejected.height
    return batch


def cells(batch: Batch) -> list[tuple[str, float | str | None, int]]:
    return [(r["tag"], r["value_num"] if r["value_text"] is None else r["value_text"], r["row_no"])
            for r in batch.rows.iter_rows(named=True)]  # fmt: skip


def test_each_cell_that_is_not_empty_is_a_sample_of_its_lines_time() -> None:
    batch = read("time;Press.speed;Press.state\n2026-01-31T06:00:00Z;1,5;RUN\n2026-01-31T06:00:01Z;;STOP\n",
                 separator=";", decimal=",", tag_prefix="n.")  # fmt: skip
    assert cells(batch) == [("n.Press.speed", 1.5, 2), ("n.Press.state", "RUN", 2), ("n.Press.state", "STOP", 3)]
    assert batch.rows["ts_utc"][2] == datetime(2026, 1, 31, 6, 0, 1, tzinfo=UTC)


def test_tags_may_be_called_as_columns_of_the_system() -> None:
    batch = read("t,time,row_no,fault,tag\n2026-01-31T06:00:00Z,1,2,3,4\n")
    assert cells(batch) == [("time", 1.0, 2), ("row_no", 2.0, 2), ("fault", 3.0, 2), ("tag", 4.0, 2)]


def test_a_line_without_a_readable_time_is_one_rejected_record() -> None:
    batch = read("time,a,b\n2026-01-31T06:00:00Z,1,2\nnever,1,2\n2026-01-31T06:00:01Z,1\n")
    assert (batch.rows_read, batch.rejected["row_no"].to_list()) == (4, [3, 4])


def test_the_repeated_hour_is_told_by_the_order_of_lines() -> None:
    lines = "".join(f"26.10.2025 {clock},1\n" for clock in ("02:00", "02:30", "02:00", "02:30", "03:00"))
    batch = read("time,a\n" + lines, time_format="%d.%m.%Y %H:%M")
    hours = [(ts.hour, ts.minute) for ts in batch.rows["ts_utc"]]
    assert hours == [(0, 0), (0, 30), (1, 0), (1, 30), (2, 0)]
    assert set(batch.rows["quality"]) == {2}


def test_a_trailing_separator_does_no_harm_but_a_value_there_is_rejected() -> None:
    batch = read("time,a,\n2026-01-31T06:00:00Z,1,\n2026-01-31T06:00:01Z,1,9\n")
    assert cells(batch) == [("a", 1.0, 2), ("a", 1.0, 3)]
    assert batch.rejected["reason"].to_list() == ["a value stands in a column without a name"]


def test_ignored_columns_are_no_tags() -> None:
    assert cells(read("n,ts,a\n7,2026-01-31T06:00:00Z,1\n", time_column="ts", ignore_columns=["n"])) == [("a", 1.0, 2)]


def test_two_columns_of_one_name_refuse_the_file() -> None:
    with pytest.raises(FileRejected, match="two columns 'a'"):
        read("time,a,a\n2026-01-31T06:00:00Z,1,2\n")


def test_no_header_is_a_configuration_error() -> None:
    with pytest.raises(ValidationError, match="the header names the tags"):
        Options(header=False)


def test_a_column_of_qualities_beside_each_tag() -> None:
    text = "time,a,a Quality,b,b Quality\n2026-01-31T06:00:00Z,1,Good,2,Bad\n2026-01-31T06:00:01Z,3,64,,Good\n"
    rows = read(text, quality_suffix=" Quality").rows
    assert rows.select("tag", "value_num", "quality", "quality_raw").rows() == [
        ("a", 1.0, 2, "Good"), ("b", 2.0, 0, "Bad"), ("a", 3.0, 1, "64"),
    ]  # fmt: skip


def test_a_tag_without_its_column_of_qualities_refuses_the_file() -> None:
    with pytest.raises(FileRejected, match=r"The tag 'b' has no column 'b\.q' of its qualities"):
        read("time,a,a.q,b\n2026-01-31T06:00:00Z,1,Good,2\n", quality_suffix=".q")


def test_the_last_cell_of_a_last_line_without_newline_is_rejected_alone() -> None:
    text = "time,a,b\n2026-01-31T06:00:00Z,1,2\n2026-01-31T06:00:01Z,3,4"
    batch = read(text)
    assert cells(batch) == [("a", 1.0, 2), ("b", 2.0, 2), ("a", 3.0, 3)]
    assert batch.rejected["row_no"].to_list() == [3]
    assert len(cells(read(text, final_newline=False))) == 4


def test_a_time_at_the_end_of_a_last_line_without_newline_may_be_cut() -> None:
    batch = read("a,time\n1,2026-01-31T06:00:00Z\n1,2026-01-31T06:00", time_column="time")
    assert (cells(batch), batch.rejected["row_no"].to_list()) == ([("a", 1.0, 2)], [3])


def test_a_second_header_with_other_tags_refuses_the_file() -> None:
    with pytest.raises(FileRejected, match="Line 3 names the columns anew"):
        read("time,a,b\n2026-01-31T06:00:00Z,1,2\ntime,b,c\n2026-01-31T06:00:01Z,3,4\n")


def test_descending_lines_tell_the_repeated_hour_apart_too() -> None:
    lines = "".join(f"26.10.2025 {clock},1\n" for clock in ("03:00", "02:30", "02:00", "02:30", "02:00", "01:59"))
    batch = read("time,a\n" + lines, time_format="%d.%m.%Y %H:%M")
    assert [(ts.hour, ts.minute) for ts in batch.rows["ts_utc"]] == [(2, 0), (1, 30), (1, 0), (0, 30), (0, 0), (23, 59)]


@pytest.mark.parametrize(
    ("encoding", "options"),
    [("utf-8-sig", {}), ("utf-16", {}), ("windows-1252", {"encoding": "windows-1252"})],
)
def test_encodings_are_read_and_byte_order_marks_found(encoding: str, options: dict[str, Any]) -> None:
    text = "Zeit;Öl.Druck\r\n2026-01-31T06:00:00Z;1.234,5\r\n"
    batch = read(text.encode(encoding), separator=";", decimal=",", thousands=".", **options)
    assert cells(batch) == [("Öl.Druck", 1234.5, 2)]


@pytest.mark.parametrize(
    ("written", "time_format", "expected"),
    [
        ("31.01.26 13:00", "%d.%m.%y %H:%M", datetime(2026, 1, 31, 12, tzinfo=UTC)),
        ("1/31/2026 1:00:00.25 PM", "%m/%d/%Y %I:%M:%S.%f %p", datetime(2026, 1, 31, 12, 0, 0, 250_000, UTC)),
        ("2026-01-31T13:00:00.1234567", "iso8601", datetime(2026, 1, 31, 12, 0, 0, 123_456, UTC)),
    ],
)
def test_times_without_a_zone_are_in_the_sources_however_they_are_written(
    written: str, time_format: str, expected: datetime
) -> None:
    assert read(f"time,a\n{written},1\n", time_format=time_format).rows["ts_utc"].to_list() == [expected]


def test_states_of_the_system_among_numbers_are_bad_and_other_texts_are_values() -> None:
    rows = read("time,a,b\n2026-01-31T06:00:00Z,I/O Timeout,RUN\n2026-01-31T06:00:01Z,1.5,no data\n").rows
    assert rows.select("tag", "value_num", "value_text", "quality").rows() == [
        ("a", None, "I/O Timeout", 0), ("b", None, "RUN", 2), ("a", 1.5, None, 2), ("b", None, "no data", 0)
    ]  # fmt: skip


def test_a_banner_and_a_repeated_header_are_no_records() -> None:
    batch = read("Report of line 1\n\ntime,a\n2026-01-31T06:00:00Z,1\ntime,a\n2026-01-31T06:00:01Z,2\n", skip_lines=2)
    assert (batch.rows_read, cells(batch)) == (2, [("a", 1.0, 4), ("a", 2.0, 6)])
