"""Production-day periods: what a preset means today, and which period it is compared with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

LAST_DAY = "last-day"
WEEK = "week"
FOUR_WEEKS = "four-weeks"
MONTH = "month"
YEAR = "year"
CUSTOM = "custom"
PRESETS = (LAST_DAY, WEEK, FOUR_WEEKS, MONTH, YEAR, CUSTOM)

PREVIOUS = "previous"
YEAR_EARLIER = "year-earlier"
COMPARISONS = (PREVIOUS, YEAR_EARLIER)
# Whole weeks, so that the same weekdays are compared.
A_YEAR = timedelta(weeks=52)


@dataclass(frozen=True)
class ProductionDay:
    """One production day of a place: whether it was planned to work at all, and whether its shifts are over."""

    production_date: date
    is_planned: bool
    is_complete: bool


@dataclass(frozen=True)
class Period:
    """Production days from ``first`` to ``last``, both included."""

    first: date
    last: date

    @property
    def length(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1


def last_production_day(days: Sequence[ProductionDay]) -> date:
    """The newest day that was planned to work and is over; else the newest planned; else the newest.

    A manager who looks at six does not want the ten minutes of the day that has just begun.
    Raises ``ValueError`` without days.
    """
    finished = [day.production_date for day in days if day.is_planned and day.is_complete]
    planned = [day.production_date for day in days if day.is_planned]
    return max(finished or planned or [day.production_date for day in days])


def resolve(preset: str, days: Sequence[ProductionDay], chosen: tuple[date, date] | None = None) -> Period:
    """The period that ``preset`` means for a place with these ``days``; ``chosen`` counts for ``CUSTOM`` alone."""
    newest = last_production_day(days)
    if preset == CUSTOM and chosen is not None:
        return Period(min(chosen), max(chosen))
    if preset == WEEK:
        return Period(newest - timedelta(days=6), newest)
    if preset == FOUR_WEEKS:
        return Period(newest - timedelta(days=27), newest)
    if preset == MONTH:
        return Period(newest.replace(day=1), newest)
    if preset == YEAR:
        return Period(newest - timedelta(days=364), newest)
    return Period(newest, newest)


def compared_with(comparison: str, period: Period, preset: str, days: Sequence[ProductionDay]) -> Period:
    """The period to compare with: 52 weeks earlier for ``YEAR_EARLIER``, else the one ``before``."""
    if comparison == YEAR_EARLIER:
        return Period(period.first - A_YEAR, period.last - A_YEAR)
    return before(period, preset, days)


def before(period: Period, preset: str, days: Sequence[ProductionDay]) -> Period:
    """The period before this one.

    One day: the planned day before it, so that Monday is not held against an idle Sunday. Month to date: as many days
    from the first of the month before (fewer when that month is shorter). Else as many days just before.
    """
    if preset == MONTH:
        end_of_last = period.first - timedelta(days=1)
        first = end_of_last.replace(day=1)
        return Period(first, min(end_of_last, first + timedelta(days=period.length - 1)))
    if period.length == 1:
        earlier = [day.production_date for day in days if day.is_planned and day.production_date < period.first]
        only = max(earlier, default=period.first - timedelta(days=1))
        return Period(only, only)
    return Period(period.first - timedelta(days=period.length), period.first - timedelta(days=1))
