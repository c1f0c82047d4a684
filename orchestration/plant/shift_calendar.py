"""The calendar as instants: production days, shift instances and planned stops, right over changes of clocks.

Local times become instants as `clock` says. Holidays take away the shifts of a whole production day (a shift of the
day before that reaches into the holiday stays: it belongs to the day it starts in). Of the scopes that hold a unit,
the most specific with any shift decides its shifts; calendar entries of all of them hold.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import polars as pl

from orchestration.plant.clock import boundary, nominal_span, shifted
from orchestration.plant.equipment import PlacedUnit, Site
from orchestration.plant.model import Plant
from orchestration.plant.rows import CalendarEntry, Shift

UTC_TIME = pl.Datetime("us", "UTC")
_DAY: dict[str, pl.DataType] = {"production_date": pl.Date()}
_TIMES: dict[str, pl.DataType] = {"start_utc": UTC_TIME, "end_utc": UTC_TIME}
FIXED_LENGTH = frozenset({"break", "meeting"})


def _texts(*names: str) -> dict[str, pl.DataType]:
    return {name: pl.String() for name in names}


class PlannedStop(NamedTuple):
    """A stop that the calendar plans, as instants."""

    start_utc: datetime
    end_utc: datetime
    kind: str
    reason: str | None
    name: str


def production_dates(first: date, last: date) -> Iterator[date]:
    """All dates from first to last, inclusive."""
    return (first + timedelta(days=offset) for offset in range((last - first).days + 1))


def production_days(plant: Plant, until: date) -> pl.DataFrame:
    """One row per site and production date from history_start to `until`, inclusive.

    Columns: site, production_date, start_utc, end_utc. A day ends where the next starts; one that the zone's clocks
    skip altogether (Apia, 2011-12-30) is left out.
    """
    rows = []
    for site in plant.sites if plant.history_start <= until else ():
        start = boundary(plant.history_start, site.day_start, site.zone)
        for day in production_dates(plant.history_start, until):
            end = boundary(day + timedelta(days=1), site.day_start, site.zone)
            if end > start:
                rows.append((site.id, day, start, end))
            start = end
    return pl.DataFrame(rows, schema={"site": pl.String(), **_DAY, **_TIMES}, orient="row")


def shift_instances(plant: Plant, until: date) -> pl.DataFrame:
    """One row per work unit and shift of a production day from history_start to `until`, inclusive.

    Columns: work_unit, shift_id (`<scope>/<production_date>/<shift>`), site, shift, production_date, start_utc,
    end_utc. Instances of one unit do not overlap. A shift that lies wholly in an hour that clocks skip is left out.
    """
    rules: dict[str, list[Shift]] = {}
    for shift in plant.shifts:
        rules.setdefault(shift.scope, []).append(shift)
    sites: dict[str, Site] = {}
    unit_scopes = []
    for placed in plant.placed_units():
        scope = next((scope for scope in placed.scopes if scope in rules), None)
        if scope is not None:
            sites[scope] = placed.site
            unit_scopes.append((placed.unit.id, scope))
    rows = [
        (scope, f"{scope}/{day}/{shift.shift}", site.id, shift.shift, day, start, end)
        for scope, site in sites.items()
        for shift in rules[scope]
        for day, start, end in _instances(shift, site, plant.history_start, until)
    ]
    names = _texts("scope", "shift_id", "site", "shift")
    instances = pl.DataFrame(rows, schema={**names, **_DAY, **_TIMES}, orient="row")
    units = pl.DataFrame(unit_scopes, schema={"work_unit": pl.String, "scope": pl.String}, orient="row")
    return (
        units.sort("work_unit")
        .join(instances.sort("start_utc"), on="scope", maintain_order="left_right")
        .join(_holidays(plant, until), on=["work_unit", "production_date"], how="anti", maintain_order="left")
        .select("work_unit", "shift_id", "site", "shift", *_DAY, *_TIMES)
    )


def planned_stops(plant: Plant, until: date) -> pl.DataFrame:
    """One row per work unit and planned stop of the production days from history_start to `until`, inclusive.

    Columns: work_unit, start_utc, end_utc, kind, reason, name. Stops of one unit do not overlap: where calendar.csv
    has two at once, the one that starts first keeps the time (of two that start together, the one written first).
    A break or a meeting lasts as long as its two times are apart, also on days when clocks change; maintenance and
    trials go from clock time to clock time, as shifts do.
    """
    groups: dict[tuple[int, ...], list[PlacedUnit]] = {}  # units of one site that the same entries hold for
    for placed in plant.placed_units():
        indexes = [i for i, e in enumerate(plant.calendar) if e.kind != "holiday" and e.scope in placed.scopes]
        if indexes:
            groups.setdefault(tuple(indexes), []).append(placed)
    unit_groups, rows = [], []
    for number, (group, placed_units) in enumerate(groups.items()):
        unit_groups += [(placed.unit.id, number) for placed in placed_units]
        entries, site = [plant.calendar[index] for index in group], placed_units[0].site
        found = (stop for entry in entries for stop in _stops(entry, site, plant.history_start, until))
        rows += [(number, *stop) for stop in without_overlap(found)]
    number_type: dict[str, pl.DataType] = {"group": pl.Int64()}
    stops = pl.DataFrame(rows, schema={**number_type, **_TIMES, **_texts("kind", "reason", "name")}, orient="row")
    units = pl.DataFrame(unit_groups, schema={**_texts("work_unit"), **number_type}, orient="row")
    return units.sort("work_unit").join(stops, on="group", maintain_order="left_right").drop("group")


def without_overlap(stops: Iterable[PlannedStop]) -> list[PlannedStop]:
    """The same planned time, no instant twice: a stop that begins within another is cut to what is left of it."""
    free_from: datetime | None = None
    kept = []
    for stop in sorted(stops, key=lambda stop: stop.start_utc):  # stable: equal starts stay in the file's order
        start = stop.start_utc if free_from is None else max(stop.start_utc, free_from)
        if start < stop.end_utc:
            kept.append(stop._replace(start_utc=start))
            free_from = stop.end_utc
    return kept


def _instances(shift: Shift, site: Site, first: date, last: date) -> Iterator[tuple[date, datetime, datetime]]:
    start_minute, end_minute = nominal_span(shift.start, shift.end, site.day_start)
    days, zone = shift.valid_days, site.zone
    for day in production_dates(first, last):
        if days.has(day):
            start, end = boundary(day, start_minute, zone), boundary(day, end_minute, zone)
            if start < end:
                yield day, start, end


def _stops(entry: CalendarEntry, site: Site, first: date, last: date) -> Iterator[PlannedStop]:
    if entry.start is None or entry.end is None:
        return
    start_minute, end_minute = nominal_span(entry.start, entry.end, site.day_start)
    days, zone = entry.valid_days, site.zone
    for day in production_dates(first, last):
        if days.has(day):
            start, end = _stop_times(entry.kind, day, start_minute, end_minute, zone)
            if start < end:
                yield PlannedStop(start, end, entry.kind, entry.reason, entry.name)


def _stop_times(kind: str, day: date, start: int, end: int, zone: ZoneInfo) -> tuple[datetime, datetime]:
    if kind in FIXED_LENGTH:
        begins = shifted(day, start, zone)
        return begins, begins + timedelta(minutes=end - start)
    return boundary(day, start, zone), boundary(day, end, zone)


def _holidays(plant: Plant, until: date) -> pl.DataFrame:
    dates: dict[str, set[date]] = {}
    for entry in plant.calendar:
        if entry.kind == "holiday":
            days = entry.valid_days
            found = (day for day in production_dates(plant.history_start, until) if days.has(day))
            dates.setdefault(entry.scope, set()).update(found)
    rows = [
        (placed.unit.id, day)
        for placed in plant.placed_units()
        for day in set().union(*(dates.get(scope, set()) for scope in placed.scopes))
    ]
    return pl.DataFrame(rows, schema={"work_unit": pl.String, "production_date": pl.Date}, orient="row")
