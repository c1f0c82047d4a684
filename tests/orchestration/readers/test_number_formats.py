"""Excel's number formats that show a date or a time of day."""

import pytest

from orchestration.readers.number_formats import shows_time


@pytest.mark.parametrize(
    "code",
    [
        "dd.mm.yyyy hh:mm:ss.000",
        "m/d/yy h:mm AM/PM",
        "[$-409]d-mmm-yy;@",
        "[Red]yyyy-mm-dd",
        'yyyy"年"m"月"d"日"',
        "hh:mm",
    ],
)
def test_dates_and_times_of_day_are_times(code: str) -> None:
    assert shows_time("164", {"164": code})


@pytest.mark.parametrize(
    "code",
    [
        "General",
        "0.00",
        '0.0" days"',
        r"0.0\d",
        "0_d",
        "[h]:mm:ss",
        "[mm]:ss",
        '#,##0;[Red]-#,##0;"empty day"',
        "0.00E+00",
        "[>100]0;0",
        "@",
    ],
)
def test_numbers_durations_and_texts_are_none(code: str) -> None:
    assert not shows_time("164", {"164": code})


@pytest.mark.parametrize(
    ("format_id", "is_time"), [("0", False), ("14", True), ("22", True), ("46", False), ("49", False)]
)
def test_formats_that_need_no_code(format_id: str, is_time: bool) -> None:
    assert shows_time(format_id, {}) == is_time
