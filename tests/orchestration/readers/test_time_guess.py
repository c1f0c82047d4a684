"""Time formats found from texts, and what proves the order of a date."""

import pytest

from orchestration.readers.time_guess import TimeGuess, guess_times


@pytest.mark.parametrize(
    ("texts", "time_format"),
    [
        (["2026-01-31T06:00:00Z"], "iso8601"),
        (["2026-01-31 06:00:00.1234567", "2026-02-01 06:00"], "iso8601"),
        (["25.01.2026 10:00:00", "01.02.2026 10:00:00"], "%d.%m.%Y %H:%M:%S"),
        (["01/25/2026 1:00:00 PM", "02/01/2026 11:00:00 AM"], "%m/%d/%Y %I:%M:%S %p"),
        (["05-Jan-26 10:00:00.123", "05-Jan-26 10:00:01"], "%d-%b-%y %H:%M:%S.%f"),
        (["31.01.24 10:00:00,5"], "%d.%m.%y %H:%M:%S,%f"),
        (["2026.01.31 9:05"], "%Y.%m.%d %H:%M"),
        (["1767225600", "1767225660.5"], "epoch_s"),
        (["1767225600000", "1767225660000"], "epoch_ms"),
        (["25.01.2026 10:00:00", "26/01/2026 10:00:00"], ("%d.%m.%Y %H:%M:%S", "%d/%m/%Y %H:%M:%S")),
    ],
)
def test_a_format_that_only_fits_is_found(texts: list[str], time_format: str | tuple[str, ...]) -> None:
    found = guess_times(texts)
    assert found is not None
    assert found.formats == (time_format,)


def test_a_day_over_12_proves_the_order_and_is_shown() -> None:
    assert guess_times(["01/02/2026 10:00:00", "13/02/2026 10:00:00"]) == TimeGuess(
        ("%d/%m/%Y %H:%M:%S",), "day first", "13/02/2026 10:00:00"
    )
    assert guess_times(["01/02/2026 10:00:00", "02/13/2026 10:00:00"]) == TimeGuess(
        ("%m/%d/%Y %H:%M:%S",), "month first", "02/13/2026 10:00:00"
    )


def test_without_such_a_day_both_orders_are_given() -> None:
    found = guess_times(["01/02/2026 10:00:00", "12/12/2026 10:00:00"])
    assert found == TimeGuess(("%d/%m/%Y %H:%M:%S", "%m/%d/%Y %H:%M:%S"))


def test_a_year_of_two_digits_can_stand_first() -> None:
    found = guess_times(["26-02-01 10:00", "26-02-13 10:00"])
    assert found is not None
    assert found.formats == ("%y-%m-%d %H:%M", "%d-%m-%y %H:%M")[::-1]


def test_zones_are_seen() -> None:
    utc, local = guess_times(["2026-01-31T06:00:00+01:00"]), guess_times(["2026-01-31T06:00:00"])
    assert utc is not None and local is not None
    assert (utc.has_zone, local.has_zone) == (True, False)


@pytest.mark.parametrize(
    "texts", [["1", "2"], ["RUN"], ["10:00:00"], ["20260131"], [""], [], ["1.5"], ["32.13.2026 10:00"], ["AR-5381"]]
)
def test_what_is_no_time_is_none(texts: list[str]) -> None:
    assert guess_times(texts) is None
