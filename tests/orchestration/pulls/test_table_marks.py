"""Marks of cursors that are times, numbers and texts."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest

from orchestration.pulls.table_marks import asked_from, at_most_now, highest, later

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("values", "found"),
    [
        (["9", "10", None], "10"),
        (["2026-03-01 09:00:00", "2026-03-01 09:00:00.5"], "2026-03-01 09:00:00.5"),
        (["b", "a"], "b"),
        ([None], None),
        ([], None),
    ],
)
def test_the_highest_value_is_that_of_numbers_or_of_texts(values, found):
    assert highest(pa.array(values, pa.string())) == found


def test_the_later_of_two_marks():
    assert later("9", "10") == "10"
    assert later(None, "2026-03-01") == "2026-03-01"


@pytest.mark.parametrize(
    ("mark", "asked"),
    [
        ("2026-03-01 09:00:00", "2026-03-01 08:00:00"),
        ("2026-03-01T09:00:00.250000Z", "2026-03-01T08:00:00.250000Z"),
        ("2026-03-01 09:00:00+00", "2026-03-01 08:00:00+00:00"),
        ("4711", "4711"),
        ("A-17", "A-17"),
    ],
)
def test_times_are_asked_for_from_the_look_back_on(mark, asked):
    assert asked_from(mark, HOUR) == asked


def test_even_without_a_look_back_a_second_is_asked_for_again():
    assert asked_from("2026-03-01 09:00:00", timedelta()) == "2026-03-01 08:59:59"


@pytest.mark.parametrize(
    ("mark", "kept"),
    [
        ("2026-03-01 12:59:00", "2026-03-01 12:59:00"),
        ("2026-03-01 13:01:00", "2026-03-01 13:00:00"),
        ("2026-03-01T12:01:00Z", "2026-03-01T12:00:00Z"),
        ("99999999999", "99999999999"),
        (None, None),
    ],
)
def test_a_mark_is_no_time_of_the_future(mark, kept):
    assert at_most_now(mark, datetime(2026, 3, 1, 12, tzinfo=UTC), ZoneInfo("Europe/Berlin")) == kept
