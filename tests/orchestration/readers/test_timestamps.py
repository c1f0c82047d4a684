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


def utc(texts: list[str], time_format: str) -> list[str | None]:
    found = parse_times(pl.Series(texts), check_time_format(time_format))[1]
    return [None if time is None else time.isoformat().removesuffix("+00:00") for time in found]


@pytest.mark.parametrize("zero", [0x660, 0x966, 0xFF10], ids=["Arabic", "Devanagari", "full width"])
@pytest.mark.parametrize("part", ["2026", "06", "123"])
def test_digits_of_other_scripts_are_no_digits_of_a_time(zero: int, part: str) -> None:
    foreign = part.translate({ord(str(digit)): zero + digit for digit in range(10)})
    text = "2026-01-31T06:00:00.123Z".replace(part, foreign)
    assert utc(["2026-01-31T06:00:00Z", text], "iso8601") == ["2026-01-31T06:00:00", None]
    assert local([text], "%Y-%m-%dT%H:%M:%S.%fZ") == [None]
    assert utc(["1769839200", f"{foreign}1769839200"], "epoch_s") == ["2026-01-31T06:00:00", None]


@pytest.mark.parametrize("zone", ["+24:00", "+99:99", "-12:60", "+5:45", "+"])
def test_an_offset_that_no_zone_has_is_none(zone: str) -> None:
    assert utc(["2026-01-31T06:00:00+14:00", f"2026-01-31T06:00:00{zone}"], "iso8601") == ["2026-01-30T16:00:00", None]


def test_an_hour_without_minutes_is_read_whatever_the_first_row_looks_like() -> None:
    hour = "2026-01-31 06"
    assert local([hour, "2026-01-31 07:00"], "iso8601") == ["2026-01-31 06:00:00", "2026-01-31 07:00:00"]
    assert local(["2026-01-31 07:00", hour], "iso8601") == ["2026-01-31 07:00:00", "2026-01-31 06:00:00"]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("31.01.26 06:00:00.123456", "%d.%m.%Y %H:%M:%S.%f"),  # four digits, but of the fraction
        ("31.01.26 2026", "%d.%m.%Y %H%M"),  # of the time of day
        ("310126 060000", "%d%m%Y %H%M%S"),
    ],
)
def test_a_year_of_two_digits_is_not_taken_for_one_of_four(text: str, written: str) -> None:
    assert local([text], written) == [None]


def test_a_year_of_two_digits_is_one_also_beside_a_long_fraction() -> None:
    assert local(["31-Jan-69 06:00:00.123456"], "%d-%b-%y %H:%M:%S.%f") == ["1969-01-31 06:00:00.123456"]
    assert local(["31-Jan-70 0600"], "%d-%b-%y %H%M") == ["1970-01-31 06:00:00"]


def test_epoch_times_are_exact_to_the_end_of_the_calendar() -> None:
    # 253402300799 s is the last second of 9999; as a double its microseconds come in steps of 32.
    assert utc(["253402300799999", "-62135596800000"], "epoch_ms") == [
        "9999-12-31T23:59:59.999000",
        "0001-01-01T00:00:00",
    ]
    assert utc(["253402300799.999999", "253402300800"], "epoch_s") == ["9999-12-31T23:59:59.999999", None]
    assert utc(["1769839200.9999999", "-31536000.5", "1769839200,25"], "epoch_s") == [
        "2026-01-31T06:00:00.999999", "1968-12-31T23:59:59.500000", "2026-01-31T06:00:00.250000",
    ]  # fmt: skip
    assert utc(["1.7698392E+09", "1769839200.", "9223372036854775807", "1769839200.-5"], "epoch_s") == [
        "2026-01-31T06:00:00", "2026-01-31T06:00:00", None, None,
    ]  # fmt: skip


def test_seconds_read_as_milliseconds_are_no_times_of_1970() -> None:
    assert utc(["1769839200", "1769839200000", "0", "-1"], "epoch_ms") == [None, "2026-01-31T06:00:00", None, None]
    assert utc(["1769839200000", "1769839200"], "epoch_s") == [None, "2026-01-31T06:00:00"]


def test_a_time_of_day_without_its_date_is_no_serial_day() -> None:
    # 61 is 1900-03-01, the first day of which all spreadsheets think the same.
    assert local(["0.25", "60", "61"], "excel_serial") == [None, None, "1900-03-01 00:00:00"]
