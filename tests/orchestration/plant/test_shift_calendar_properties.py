"""What holds in every zone and for all shifts: production days tile time, instances never overlap."""

from datetime import date, timedelta
from itertools import pairwise
from zoneinfo import available_timezones

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.plant.days import Days
from orchestration.plant.equipment import Area, Enterprise, Line, Site, WorkUnit
from orchestration.plant.errors import Problems
from orchestration.plant.files.csv_table import CsvTable, Located
from orchestration.plant.files.yaml_document import YamlDocument
from orchestration.plant.model import Plant
from orchestration.plant.outline import Outline
from orchestration.plant.rows import CalendarEntry, Shift
from orchestration.plant.rules.shifts import check_shifts
from orchestration.plant.shift_calendar import planned_stops, production_days, shift_instances

zones = st.sampled_from(sorted(available_timezones()))
dates = st.dates(date(1970, 1, 2), date(2060, 1, 1))
minutes = st.integers(0, 24 * 4 - 1).map(lambda quarter: quarter * 15)
ends = st.integers(0, 24 * 4).map(lambda quarter: quarter * 15)
weekdays = st.frozensets(st.integers(0, 6), min_size=1).map(Days)
validities = st.one_of(st.none(), st.integers(0, 20))


def plant(zone: str, since: date, day_start: int, shifts: list[Shift], calendar: list[CalendarEntry]) -> Plant:
    line = Line(id="l1", name="Line", work_units=(WorkUnit(id="press", name="Press"),))
    area = Area(id="hall", name="Hall", lines=(line,))
    site = Site(id="north", name="North", time_zone=zone, currency="EUR", day_start=day_start, areas=(area,))
    company = Enterprise(id="acme", name="Acme")
    return Plant(enterprise=company, history_start=since, sites=(site,), shifts=tuple(shifts), calendar=tuple(calendar))


def is_without_overlap(table: pl.DataFrame) -> bool:
    spans = table.sort("start_utc").select("start_utc", "end_utc").rows()
    return all(start < end for start, end in spans) and all(
        end <= following for (_, end), (following, _) in pairwise(spans)
    )


@given(zone=zones, since=dates, day_start=minutes)
@settings(max_examples=60, deadline=None)
def test_production_days_tile_time_without_gap_or_overlap(zone: str, since: date, day_start: int) -> None:
    days = production_days(plant(zone, since, day_start, [], []), since + timedelta(days=400))
    spans = days.select("start_utc", "end_utc").rows()
    assert is_without_overlap(days)
    assert all(end == start for (_, end), (start, _) in pairwise(spans))


@st.composite
def shift_rules(draw: st.DrawFn, since: date) -> list[Shift]:
    rules = []
    for number in range(draw(st.integers(1, 4))):
        first, length = draw(validities), draw(validities)
        valid_from = None if first is None else since + timedelta(days=first)
        valid_to = None if length is None else (valid_from or since) + timedelta(days=length)
        rules.append(
            Shift(
                scope="north",
                shift=str(number),
                days=draw(weekdays),
                start=draw(minutes),
                end=draw(ends),
                valid_from=valid_from,
                valid_to=valid_to,
            )
        )
    return rules


@given(data=st.data(), zone=zones, since=dates, day_start=minutes)
@settings(max_examples=120, deadline=None)
def test_instances_overlap_only_where_the_configuration_is_an_error(
    data: st.DataObject, zone: str, since: date, day_start: int
) -> None:
    rules = data.draw(shift_rules(since))
    raw = {"sites": [{"id": "north", "day_start": f"{day_start // 60:02}:{day_start % 60:02}"}]}
    outline = Outline(YamlDocument("plant.yaml", {**raw, "history_start": since.isoformat()}, {}))
    problems = Problems()
    table = CsvTable("shifts.csv", [Located(line, rule) for line, rule in enumerate(rules, start=2)], True)
    check_shifts(table, outline, problems)
    utc = shift_instances(plant("UTC", since, day_start, rules, []), since + timedelta(days=60))
    local = shift_instances(plant(zone, since, day_start, rules, []), since + timedelta(days=60))
    assert is_without_overlap(utc) == (not problems.errors)
    assert problems.errors or is_without_overlap(local)


@given(data=st.data(), zone=zones, since=dates, day_start=minutes)
@settings(max_examples=40, deadline=None)
def test_planned_stops_of_a_unit_never_overlap(data: st.DataObject, zone: str, since: date, day_start: int) -> None:
    kinds = st.sampled_from(["break", "meeting", "maintenance", "trial"])
    entry = st.builds(
        CalendarEntry,
        scope=st.sampled_from(["north", "press"]),
        kind=kinds,
        name=st.just("x"),
        days=weekdays,
        start=minutes,
        end=ends,
    )
    calendar = data.draw(st.lists(entry, min_size=1, max_size=5))
    stops = planned_stops(plant(zone, since, day_start, [], calendar), since + timedelta(days=200))
    assert is_without_overlap(stops)
