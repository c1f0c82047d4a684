from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from orchestration.plant.clock import boundary, nominal_span, shifted

BERLIN = ZoneInfo("Europe/Berlin")
FORWARD, BACK = date(2026, 3, 29), date(2026, 10, 25)  # 02:00 becomes 03:00; 03:00 becomes 02:00


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (60, "2026-03-29T00:00"),
        (119, "2026-03-29T00:59"),
        (120, "2026-03-29T01:00"),
        (150, "2026-03-29T01:00"),  # 02:30 there is not: the moment of the change
        (180, "2026-03-29T01:00"),
        (181, "2026-03-29T01:01"),
        (1440, "2026-03-29T22:00"),
    ],
)
def test_a_boundary_in_a_skipped_hour_is_the_moment_of_the_change(minutes: int, expected: str) -> None:
    assert boundary(FORWARD, minutes, BERLIN) == utc(expected)


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [(119, "2026-10-24T23:59"), (120, "2026-10-25T00:00"), (150, "2026-10-25T00:30"), (180, "2026-10-25T02:00")],
)
def test_a_boundary_in_a_repeated_hour_is_its_first_occurrence(minutes: int, expected: str) -> None:
    assert boundary(BACK, minutes, BERLIN) == utc(expected)


def test_a_skipped_time_is_shifted_by_as_much_as_the_clocks_go_forward() -> None:
    assert shifted(FORWARD, 150, BERLIN) == utc("2026-03-29T01:30")  # 03:30 in summer time


def test_a_change_of_half_an_hour_is_found() -> None:
    lord_howe = ZoneInfo("Australia/Lord_Howe")  # 2026-10-04 02:00 becomes 02:30
    assert boundary(date(2026, 10, 4), 125, lord_howe) == utc("2026-10-03T15:30")


def test_a_day_that_was_skipped_as_a_whole_has_no_length() -> None:
    apia = ZoneInfo("Pacific/Apia")
    assert boundary(date(2011, 12, 30), 0, apia) == boundary(date(2011, 12, 31), 0, apia) == utc("2011-12-30T10:00")


@pytest.mark.parametrize(
    ("start", "end", "day_start", "expected"),
    [
        (6 * 60, 14 * 60, 360, (360, 840)),
        (22 * 60, 6 * 60, 360, (1320, 1800)),
        (0, 24 * 60, 0, (0, 1440)),
        (360, 360, 360, (360, 1800)),
        (120, 150, 360, (1560, 1590)),  # 02:00 of a day that starts at 06:00 is on the following date
    ],
)
def test_nominal_spans_count_from_midnight_of_the_production_date(
    start: int, end: int, day_start: int, expected: tuple[int, int]
) -> None:
    assert nominal_span(start, end, day_start) == expected
