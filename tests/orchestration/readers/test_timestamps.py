"""Texts to times: several formats in one column, years, fractions, serial days."""

import polars as pl
import pytest

from orchestration.readers.timestamps import check_time_format, parse_times


def local(texts: list[str], *formats: str) -> list[str | None]:
    found = parse_times(pl.Series(texts), tuple(check_time_format(one) for one in formats))[0]
    return [None if time is None else time.isoformat(" ") for time in found]


def test_of_several_formats_the_first_that_reads_a_row_counts() -> None:
    texts = ["01/02/2026 06:00", "02.01.2026 06:00", "2026-01-02T06:00", "soon"]
    assert local(texts, "%m/%d/%Y %H:%M", "%d.%m.%Y %H:%M", "iso8601") == [
        "2026-01-02 06:00:00", "2026-01-02 06:00:00", "2026-01-02 06:00:00", None,
    ]  # fmt: skip


def test_a_local_and_a_zoned_time_may_stand_in_one_column() -> None:
    naive, utc = parse_times(pl.Series(["31.01.2026", "2026-01-31T06:00:00Z"]), ("%d.%m.%Y", "iso8601"))
    assert naive.cast(pl.String).to_list() == ["2026-01-31 00:00:00.000000", None]
    assert utc.dt.replace_time_zone(None).cast(pl.String).to_list() == [None, "2026-01-31 06:00:00.000000"]


@pytest.mark.parametrize("text", ["31.01.26 06:00:00", "31.01.026 06:00:00"])
def test_a_year_of_fewer_digits_is_not_one_of_antiquity(text: str) -> None:
    assert local([text], "%d.%m.%Y %H:%M:%S") == [None]
    assert local([text[:6] + "0001" + " 06:00:00"], "%d.%m.%Y %H:%M:%S") == ["0001-01-31 06:00:00"]


def test_a_year_of_two_digits_is_of_this_century_up_to_68() -> None:
    assert local(["31.01.26", "31.01.68", "31.01.69"], "%d.%m.%y") == [
        "2026-01-31 00:00:00", "2068-01-31 00:00:00", "1969-01-31 00:00:00",
    ]  # fmt: skip


def test_a_year_of_four_digits_is_not_read_as_one_of_two() -> None:
    assert local(["31.01.2026", "31.01.2026 06:00"], "%d.%m.%y", "%d.%m.%y %H:%M") == [None, None]


@pytest.mark.parametrize("digits", range(10))
@pytest.mark.parametrize(("mark", "written"), [(".", "%S.%f"), (",", "%S,%f"), (".", "%S%.f")])
def test_fractions_of_any_length_are_cut_to_microseconds(digits: int, mark: str, written: str) -> None:
    text = "18-OCT-26 06:00:07" + (mark + "1987654321"[:digits] if digits else "")
    micros = int("1987654321"[:digits].ljust(6, "0")[:6]) if digits else 0
    assert local([text], f"%d-%b-%y %H:%M:{written}") == [f"2026-10-18 06:00:07.{micros:06d}".removesuffix(".000000")]


def test_noon_and_midnight_by_am_and_pm() -> None:
    texts = ["1/31/26 12:00:00 AM", "1/31/26 12:00:00 pm", "1/31/26 1:05:00 PM", "1/31/26 13:05:00 PM"]
    assert local(texts, "%m/%d/%y %I:%M:%S %p") == [
        "2026-01-31 00:00:00", "2026-01-31 12:00:00", "2026-01-31 13:05:00", None,
    ]  # fmt: skip


def test_months_of_other_languages_are_not_guessed() -> None:
    assert local(["18-Okt-26 06:00:00"], "%d-%b-%y %H:%M:%S") == [None]


def test_serial_days_are_local_times_to_the_millisecond() -> None:
    # 46053 days after 1899-12-30 is 2026-01-31: 45658 is 2025-01-01, and 395 days follow.
    assert local(["46053.25", "46053,5", "46053"], "excel_serial") == [
        "2026-01-31 06:00:00", "2026-01-31 12:00:00", "2026-01-31 00:00:00",
    ]  # fmt: skip
    # A millionth of a day is 86.4 ms.
    assert local(["46053250000,0", "46053250001.5"], "time_ms") == [
        "2026-01-31 06:00:00", "2026-01-31 06:00:00.130000",
    ]  # fmt: skip


def test_many_rows_are_read_as_few_are() -> None:
    texts = [f"{day:02d}-Jan-26 06:00:{second:02d}.{second}" for day in range(1, 32) for second in range(60)] * 50
    assert len(texts) > 65_536
    assert local(texts, "%d-%b-%y %H:%M:%S.%f") == local(texts[:1860], "%d-%b-%y %H:%M:%S.%f") * 50
