from collections.abc import Callable
from datetime import UTC, date, datetime

import polars as pl
import pytest

from orchestration.plant import Plant, Workspace
from orchestration.plant.shift_calendar import planned_stops, production_days, shift_instances

Load = Callable[..., Plant]
SHIFTS = "scope,shift,days,start,end,valid_from,valid_to\n"
CALENDAR = "scope,kind,name,days,start,end,reason,valid_from,valid_to\n"


@pytest.fixture
def load(workspace: Callable[..., Workspace], right_files: dict[str, str]) -> Load:
    """Loads the right plant with another zone, first date, shifts or calendar."""

    def loaded(
        zone: str = "Europe/Berlin",
        since: str = "2026-10-18",
        day_start: str = "06:00",
        shifts: str | None = None,
        calendar: str | None = None,
    ) -> Plant:
        text = right_files["plant"].replace("Europe/Berlin", zone).replace("2026-10-18", since)
        return workspace(
            plant=text.replace("day_start: 06:00", f"day_start: {day_start}"),
            shifts=right_files["shifts"] if shifts is None else SHIFTS + shifts,
            calendar=right_files["calendar"] if calendar is None else CALENDAR + calendar,
        ).load()

    return loaded


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def spans(table: pl.DataFrame, **equal: object) -> list[tuple[datetime, datetime]]:
    return table.filter(**equal).select("start_utc", "end_utc").rows()


def hours(table: pl.DataFrame, production_date: date) -> list[float]:
    day = table.filter(production_date=production_date)
    return [(end - start).total_seconds() / 3600 for start, end in spans(day)]


@pytest.mark.parametrize(
    ("zone", "day", "expected_hours", "start", "end"),
    [
        ("Europe/Berlin", date(2026, 10, 24), 25, "2026-10-24T04:00", "2026-10-25T05:00"),
        ("Europe/Berlin", date(2026, 10, 25), 24, "2026-10-25T05:00", "2026-10-26T05:00"),
        ("Europe/Berlin", date(2026, 3, 28), 23, "2026-03-28T05:00", "2026-03-29T04:00"),
        ("Asia/Kolkata", date(2026, 10, 25), 24, "2026-10-25T00:30", "2026-10-26T00:30"),
        ("America/New_York", date(2026, 3, 7), 23, "2026-03-07T11:00", "2026-03-08T10:00"),
        ("America/New_York", date(2026, 10, 31), 25, "2026-10-31T10:00", "2026-11-01T11:00"),
        ("Australia/Lord_Howe", date(2026, 10, 3), 23.5, "2026-10-02T19:30", "2026-10-03T19:00"),
    ],
)
def test_a_production_day_that_starts_at_six_has_the_night_of_the_change(
    load: Load, zone: str, day: date, expected_hours: float, start: str, end: str
) -> None:
    days = production_days(load(zone=zone, since="2026-01-01"), date(2026, 12, 31))
    assert days.height == 365
    assert spans(days, production_date=day) == [(utc(start), utc(end))]
    assert hours(days, day) == [expected_hours]


@pytest.mark.parametrize(
    ("day", "expected_hours"), [(date(2026, 10, 25), 25), (date(2026, 3, 29), 23), (date(2026, 3, 28), 24)]
)
def test_a_production_day_that_starts_at_midnight_has_23_or_25_hours_on_the_date_of_the_change(
    load: Load, day: date, expected_hours: float
) -> None:
    days = production_days(load(since="2026-01-01", day_start="00:00"), date(2026, 12, 31))
    assert hours(days, day) == [expected_hours]


@pytest.mark.parametrize(
    ("zone", "day", "start", "end"),
    [
        ("Europe/Berlin", date(2026, 10, 24), "2026-10-24T20:00", "2026-10-25T05:00"),  # 9 hours
        ("Europe/Berlin", date(2026, 3, 28), "2026-03-28T21:00", "2026-03-29T04:00"),  # 7 hours
        ("America/New_York", date(2026, 3, 7), "2026-03-08T03:00", "2026-03-08T10:00"),  # 7 hours
        ("America/New_York", date(2026, 10, 31), "2026-11-01T02:00", "2026-11-01T11:00"),  # 9 hours
        ("Asia/Kolkata", date(2026, 10, 24), "2026-10-24T16:30", "2026-10-25T00:30"),  # 8 hours
    ],
)
def test_a_night_shift_belongs_to_the_day_it_starts_in_and_lasts_as_long_as_the_night(
    load: Load, zone: str, day: date, start: str, end: str
) -> None:
    plant = load(zone=zone, since="2026-01-01", shifts="north,night,daily,22:00,06:00,,\n")
    instances = shift_instances(plant, date(2026, 12, 31))
    assert spans(instances, production_date=day, work_unit="press") == [(utc(start), utc(end))]
    assert instances.filter(production_date=day)["shift_id"].unique().to_list() == [f"north/{day}/night"]


def test_shifts_that_meet_in_a_skipped_or_repeated_hour_still_meet(load: Load) -> None:
    plant = load(since="2026-03-28", shifts="north,a,daily,22:00,02:30,,\nnorth,b,daily,02:30,06:00,,\n")
    instances = shift_instances(plant, date(2026, 10, 24)).filter(work_unit="press")
    assert spans(instances, production_date=date(2026, 3, 28)) == [
        (utc("2026-03-28T21:00"), utc("2026-03-29T01:00")),
        (utc("2026-03-29T01:00"), utc("2026-03-29T04:00")),
    ]
    assert spans(instances, production_date=date(2026, 10, 24)) == [
        (utc("2026-10-24T20:00"), utc("2026-10-25T00:30")),
        (utc("2026-10-25T00:30"), utc("2026-10-25T05:00")),
    ]


def test_a_shift_within_the_skipped_hour_is_left_out(load: Load) -> None:
    plant = load(since="2026-03-28", shifts="north,short,daily,02:00,03:00,,\n")
    assert shift_instances(plant, date(2026, 3, 29))["production_date"].unique().to_list() == [date(2026, 3, 29)]


def test_the_most_specific_scope_with_any_shift_decides(load: Load) -> None:
    plant = load(shifts="north,s,daily,06:00,14:00,,\nl1,l,daily,06:00,10:00,,\npack,u,daily,08:00,09:00,,\n")
    instances = shift_instances(plant, date(2026, 10, 18))
    assert instances.select("work_unit", "shift_id").rows() == [
        ("pack", "pack/2026-10-18/u"),
        ("press", "l1/2026-10-18/l"),
    ]


def test_weekdays_and_validity_are_of_production_days(load: Load) -> None:
    plant = load(
        since="2026-10-19",  # a Monday
        shifts="north,night,Mon-Tue,02:00,06:00,2026-10-20,2026-10-27\n",  # 02:00 is on the following date
    )
    instances = shift_instances(plant, date(2026, 11, 8)).filter(work_unit="press")
    assert instances.select("production_date", "start_utc").rows() == [
        (date(2026, 10, 20), utc("2026-10-21T00:00")),
        (date(2026, 10, 26), utc("2026-10-27T01:00")),
        (date(2026, 10, 27), utc("2026-10-28T01:00")),
    ]


def test_a_holiday_takes_the_shifts_of_its_scope(load: Load) -> None:
    plant = load(
        shifts="north,night,daily,22:00,06:00,,\n",
        calendar="north,holiday,A,2026-10-19,,,,,\npack,holiday,B,2026-10-20..2026-10-21,,,,,\n",
    )
    instances = shift_instances(plant, date(2026, 10, 22))
    worked = instances.group_by("work_unit").agg(pl.col("production_date").dt.day()).sort("work_unit")
    assert worked.rows() == [("pack", [18, 22]), ("press", [18, 20, 21, 22])]


def test_planned_stops_are_expanded_for_each_unit_of_their_scope(load: Load) -> None:
    plant = load(calendar="north,break,Lunch,Sun,10:00,10:30,pause,,\npack,trial,New film,2026-10-19,12:00,13:00,,,\n")
    assert planned_stops(plant, date(2026, 10, 19)).rows() == [
        ("pack", utc("2026-10-18T08:00"), utc("2026-10-18T08:30"), "break", "pause", "Lunch"),
        ("pack", utc("2026-10-19T10:00"), utc("2026-10-19T11:00"), "trial", None, "New film"),
        ("press", utc("2026-10-18T08:00"), utc("2026-10-18T08:30"), "break", "pause", "Lunch"),
    ]


def test_overlapping_planned_stops_share_the_time_without_counting_it_twice(load: Load) -> None:
    plant = load(
        calendar="press,maintenance,Service,2026-10-18,08:00,12:00,,,\n"
        "north,break,Lunch,daily,11:45,12:15,pause,,\n"
        "north,meeting,Talk,daily,09:00,09:15,pause,,\n"
    )
    stops = planned_stops(plant, date(2026, 10, 18)).filter(work_unit="press")
    assert stops.select("start_utc", "end_utc", "kind").rows() == [
        (utc("2026-10-18T06:00"), utc("2026-10-18T10:00"), "maintenance"),
        (utc("2026-10-18T10:00"), utc("2026-10-18T10:15"), "break"),
    ]


@pytest.mark.parametrize(
    ("since", "kind", "start", "end", "expected"),
    [
        ("2026-10-24", "break", "02:30", "03:00", ("2026-10-25T00:30", "2026-10-25T01:00")),  # 30 minutes, once
        ("2026-10-24", "maintenance", "02:30", "03:00", ("2026-10-25T00:30", "2026-10-25T02:00")),  # until 03:00
        ("2026-03-28", "break", "02:15", "02:45", ("2026-03-29T01:15", "2026-03-29T01:45")),  # an hour later
        ("2026-03-28", "break", "01:45", "02:15", ("2026-03-29T00:45", "2026-03-29T01:15")),
        ("2026-03-28", "maintenance", "01:45", "02:15", ("2026-03-29T00:45", "2026-03-29T01:00")),
    ],
)
def test_a_break_keeps_its_length_when_clocks_change_and_maintenance_its_clock_times(
    load: Load, since: str, kind: str, start: str, end: str, expected: tuple[str, str]
) -> None:
    plant = load(since=since, calendar=f"press,{kind},X,daily,{start},{end},,,\n")
    assert spans(planned_stops(plant, plant.history_start)) == [(utc(expected[0]), utc(expected[1]))]


def test_a_maintenance_within_the_skipped_hour_is_left_out(load: Load) -> None:
    plant = load(since="2026-03-28", calendar="press,maintenance,X,daily,02:15,02:45,,,\n")
    assert planned_stops(plant, date(2026, 3, 28)).height == 0


def test_before_history_starts_there_is_no_calendar(load: Load) -> None:
    plant = load()
    for table in (production_days, shift_instances, planned_stops):
        assert table(plant, date(2026, 10, 17)).height == 0
