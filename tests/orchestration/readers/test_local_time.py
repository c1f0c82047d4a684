"""Local times: the repeated hour over blocks, unordered rows, and zones without any change of clocks."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import polars as pl

from orchestration.readers.local_time import LocalClock

NIGHT = [datetime(2025, 10, 26, hour, minute) for hour, minute in ((1, 30), (2, 0), (2, 30), (2, 0), (2, 30), (3, 0))]  # noqa: DTZ001 - local by purpose
PASSES = [(23, 30), (0, 0), (0, 30), (1, 0), (1, 30), (2, 0)]


def instants(clock: LocalClock, local: list[datetime], tag: str = "a") -> tuple[list[tuple[int, int]], list[bool]]:
    times = pl.Series(local, dtype=pl.Datetime("us"))
    utc, is_ambiguous = clock.to_utc(times, pl.Series([tag]).new_from_index(0, len(times)))
    return [(time.hour, time.minute) for time in utc], is_ambiguous.to_list()


def test_the_second_pass_is_known_when_it_begins_in_a_later_block() -> None:
    clock = LocalClock(ZoneInfo("Europe/Berlin"))
    assert instants(clock, NIGHT[:3]) == (PASSES[:3], [False, True, True])
    assert instants(clock, NIGHT[3:]) == (PASSES[3:], [False, False, False])


def test_the_second_pass_goes_on_in_a_later_block() -> None:
    clock = LocalClock(ZoneInfo("Europe/Berlin"))
    assert instants(clock, NIGHT[:4]) == (PASSES[:4], [False] * 4)
    assert instants(clock, NIGHT[4:]) == (PASSES[4:], [False, False])


def test_rows_without_order_are_the_first_pass_and_flagged() -> None:
    jumbled = [NIGHT[0], NIGHT[2], NIGHT[1], NIGHT[2], NIGHT[1], NIGHT[5]]
    found, flags = instants(LocalClock(ZoneInfo("Europe/Berlin")), jumbled)
    assert found == [(23, 30), (0, 30), (0, 0), (0, 30), (0, 0), (2, 0)]
    assert flags == [False, True, True, True, True, False]


def test_without_a_tag_there_is_no_order_to_go_by() -> None:
    utc, flags = LocalClock(ZoneInfo("Europe/Berlin")).to_utc(pl.Series(NIGHT, dtype=pl.Datetime("us")))
    assert utc[4] == datetime(2025, 10, 26, 0, 30, tzinfo=UTC)
    assert flags.to_list() == [False, True, True, True, True, False]


def test_a_skipped_hour_has_no_instant() -> None:
    skipped = pl.Series([datetime(2026, 3, 29, 2, 30)], dtype=pl.Datetime("us"))  # noqa: DTZ001 - local by purpose
    assert LocalClock(ZoneInfo("Europe/Berlin")).to_utc(skipped)[0].to_list() == [None]


def test_half_hour_zones_and_zones_without_changes() -> None:
    assert instants(LocalClock(ZoneInfo("Asia/Kolkata")), NIGHT[:1])[0] == [(20, 0)]
    assert instants(LocalClock(ZoneInfo("UTC")), NIGHT[:1])[0] == [(1, 30)]
    # Lord Howe goes back by half an hour: 01:45 on 2026-04-05 happens twice.
    lord_howe = [datetime(2026, 4, 5, 1, minute) for minute in (20, 45, 59, 31, 45)] + [datetime(2026, 4, 5, 2, 0)]  # noqa: DTZ001 - local by purpose
    found, flags = instants(LocalClock(ZoneInfo("Australia/Lord_Howe")), lord_howe)
    assert found == [(14, 20), (14, 45), (14, 59), (15, 1), (15, 15), (15, 30)]
    assert not any(flags)


def test_a_local_time_of_the_first_day_of_the_calendar_is_none_where_utc_has_no_such_day() -> None:
    local = pl.Series(["0001-01-01 00:00", "9999-12-31 23:59"]).str.to_datetime("%Y-%m-%d %H:%M")
    east, _ = LocalClock(ZoneInfo("Asia/Tokyo")).to_utc(local)
    west, _ = LocalClock(ZoneInfo("America/New_York")).to_utc(local)
    assert east.is_null().to_list() == [True, False]
    assert west.is_null().to_list() == [False, True]
