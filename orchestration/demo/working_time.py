"""When the demo plant works: production days, shifts, holiday and planned stops, in UTC epoch seconds.

A second implementation, on purpose: nothing of `orchestration.plant` is used. Rows as the workspace's
shifts.csv and calendar.csv state them are here too, so that plan and configuration cannot drift apart.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from orchestration.demo.plant_description import Line, Site, Unit
from orchestration.demo.sites import SITES

WEEK = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True)
class ShiftRow:
    """One row of shifts.csv."""

    scope: str
    shift: str
    days: str
    start: str
    end: str


@dataclass(frozen=True)
class CalendarRow:
    """One row of calendar.csv."""

    scope: str
    kind: str
    name: str
    days: str
    start: str
    end: str
    reason: str


@dataclass(frozen=True)
class Shift:
    """One shift of a unit: [start, end) in epoch seconds."""

    day: date
    name: str
    start: int
    end: int


@dataclass(frozen=True)
class PlannedStop:
    """One planned stop of a unit: [start, end) in epoch seconds."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True)
class ProductionDay:
    """One production day of a site: [start, end) in epoch seconds."""

    day: date
    start: int
    end: int


def epoch(zone: ZoneInfo, day: date, clock: str) -> int:
    """Epoch second of a local wall-clock time; "24:00" is midnight at the day's end."""
    hour, minute = map(int, clock.split(":"))
    return int(datetime.combine(day + timedelta(days=hour // 24), time(hour % 24, minute), zone).timestamp())


def runs_on(days: str, day: date) -> bool:
    """Whether `days` (daily, Mon-Fri, Mon,Wed, or an ISO date) names this date."""
    if days == "daily":
        return True
    if days[:1].isdigit():
        return days == day.isoformat()
    if "-" in days:
        first, last = (WEEK.index(name) for name in days.split("-"))
        return first <= day.weekday() <= last
    return WEEK[day.weekday()] in days.split(",")


SHIFT_ROWS = (
    ShiftRow("north", "early", "Mon-Fri", "06:00", "14:00"),
    ShiftRow("north", "late", "Mon-Fri", "14:00", "22:00"),
    ShiftRow("north", "night", "Mon-Fri", "22:00", "06:00"),
    # Line 2 never stops, so its night shift of the clock change really has nine hours.
    ShiftRow("n_l2", "early", "daily", "06:00", "14:00"),
    ShiftRow("n_l2", "late", "daily", "14:00", "22:00"),
    ShiftRow("n_l2", "night", "daily", "22:00", "06:00"),
    ShiftRow("south", "A", "Mon-Sat", "07:00", "15:00"),
    ShiftRow("south", "B", "Mon-Sat", "15:00", "23:00"),
    ShiftRow("south", "C", "Mon-Sat", "23:00", "07:00"),
    ShiftRow("s_l2", "A", "Mon-Fri", "07:00", "15:00"),
    ShiftRow("s_l2", "B", "Mon-Fri", "15:00", "23:00"),
)


class Window:
    """The demo's window of production dates, `start` to `end` inclusive, and everything planned in it."""

    def __init__(self, start: date, end: date) -> None:
        self.start, self.end = start, end
        self.days = [start + timedelta(days=n) for n in range((end - start).days + 1)]
        # A weekday in the second week; the whole north plant rests.
        self.holiday = next((d for d in self.days[9:] if d.weekday() == 3), None)
        # The price changes on a Monday, so that no stop of line 1 straddles it.
        self.price_change = next((d for d in self.days[10:] if d.weekday() == 0), end + timedelta(days=1))
        self._production_days: dict[str, list[ProductionDay]] = {}

    def weeks(self) -> list[tuple[date, date]]:
        """First and last production date of each seven days from the start on, the last ones perhaps fewer."""
        return [(first, min(first + timedelta(days=6), self.end)) for first in self.days[::7]]

    def calendar_rows(self) -> list[CalendarRow]:
        """The rows of calendar.csv."""
        rows = [
            CalendarRow("north", "break", "Morning break", "daily", "09:30", "10:00", "break"),
            CalendarRow("north", "break", "Evening break", "daily", "17:30", "18:00", "break"),
            CalendarRow("north", "break", "Night break", "daily", "00:30", "01:00", "break"),
            CalendarRow("n_l1_press", "maintenance", "Press service", "Wed", "10:00", "12:00", "planned_maintenance"),
            CalendarRow("south", "break", "Lunch", "daily", "11:00", "11:30", "break"),
            CalendarRow("south", "break", "Dinner", "daily", "19:00", "19:30", "break"),
            CalendarRow("s_l1", "meeting", "Weekly meeting", "Mon", "07:00", "07:15", "meeting"),
            CalendarRow("s_l1", "break", "Night meal", "daily", "03:00", "03:30", "break"),
        ]
        if self.holiday:
            rows.append(CalendarRow("north", "holiday", "Works holiday", self.holiday.isoformat(), "", "", ""))
        return rows

    def fiscal_periods(self) -> list[tuple[str, date, date, date | None]]:
        """Name, first and last production date and day of closing: two weeks that are closed, then an open period."""
        second = self.start + timedelta(days=14)
        return [
            ("P1", self.start, second - timedelta(days=1), second + timedelta(days=3)),
            ("P2", second, max(second + timedelta(days=34), self.end), None),
        ]

    def production_days(self, site: Site) -> list[ProductionDay]:
        """Production days of a site, with 23 or 25 hours where clocks change."""
        if site.site not in self._production_days:
            zone = ZoneInfo(site.zone)
            self._production_days[site.site] = [
                ProductionDay(d, epoch(zone, d, site.day_start), epoch(zone, d + timedelta(days=1), site.day_start))
                for d in self.days
            ]
        return self._production_days[site.site]

    def production_day(self, site: Site, at: int) -> date:
        """The production day of a site that an instant of the window lies in."""
        days = self.production_days(site)
        return days[bisect_right(days, at, key=lambda day: day.start) - 1].day

    def edges(self, site: Site) -> tuple[int, int]:
        """First and last instant of the site's window."""
        days = self.production_days(site)
        return days[0].start, days[-1].end

    def shifts(self, site: Site, line: Line) -> list[Shift]:
        """Shifts of all units of a line, holidays removed; a shift belongs to the day it starts in."""
        zone = ZoneInfo(site.zone)
        scope = line.line if any(row.scope == line.line for row in SHIFT_ROWS) else site.site
        found = []
        for day in self.days:
            if site.site == "north" and day == self.holiday:
                continue
            for row in SHIFT_ROWS:
                if row.scope == scope and runs_on(row.days, day):
                    end_day = day if row.end > row.start else day + timedelta(days=1)
                    found.append(Shift(day, row.shift, epoch(zone, day, row.start), epoch(zone, end_day, row.end)))
        return sorted(found, key=lambda shift: shift.start)

    def planned_stops(self, site: Site, line: Line, unit: Unit) -> list[PlannedStop]:
        """Planned stops of a unit, by calendar."""
        zone = ZoneInfo(site.zone)
        scopes = {site.site, site.area, line.line, unit.unit}
        rows = [row for row in self.calendar_rows() if row.scope in scopes and row.start]
        # One calendar date more than production dates: the last night's break lies on it.
        dates = [*self.days, self.end + timedelta(days=1)]
        found = [
            PlannedStop(epoch(zone, day, row.start), epoch(zone, day, row.end), row.reason)
            for day in dates
            for row in rows
            if runs_on(row.days, day)
        ]
        first, last = self.edges(site)
        return sorted((s for s in found if first <= s.start < last), key=lambda stop: stop.start)


def open_windows(shifts: list[Shift], stops: list[PlannedStop]) -> list[tuple[int, int]]:
    """The time that is planned for work: shifts without planned stops, touching shifts joined."""
    windows: list[tuple[int, int]] = []
    for shift in shifts:
        cursor = shift.start
        for stop in stops:
            if stop.end <= cursor or stop.start >= shift.end:
                continue
            if stop.start > cursor:
                windows.append((cursor, stop.start))
            cursor = max(cursor, stop.end)
        if cursor < shift.end:
            windows.append((cursor, shift.end))
    joined: list[tuple[int, int]] = []
    for start, end in windows:
        if joined and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def last_full_day(now: datetime) -> date:
    """Newest production date that has ended at every site at `now` (aware)."""
    day = now.date()
    while any(epoch(ZoneInfo(s.zone), day + timedelta(days=1), s.day_start) > now.timestamp() for s in SITES):
        day -= timedelta(days=1)
    return day
