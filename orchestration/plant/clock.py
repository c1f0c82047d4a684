"""Local clock times to instants.

One rule for all boundaries: a local time is the first instant at which the site's clock shows this time or a later
one. A time that occurs twice (clocks go back) is thus its first occurrence, and a time that does not occur (clocks go
forward) the moment of the change. The order of local times is never reversed, so what does not overlap on paper does
not overlap in fact, and what tiles on paper tiles in fact.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from orchestration.plant.fields import MINUTES_PER_DAY

_SECOND = timedelta(seconds=1)


def nominal_span(start: int, end: int, day_start: int) -> tuple[int, int]:
    """Start and end of a shift or planned stop in minutes after midnight of its production date.

    A start before the day's start (minutes of the local day) is on the following date; end <= start is a day later.
    """
    begins = start if start >= day_start else start + MINUTES_PER_DAY
    length = end - start if end > start else end - start + MINUTES_PER_DAY
    return begins, begins + length


def boundary(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    """The first instant (UTC) at which the zone's clock shows `minutes` after midnight of `day`, or later."""
    local = datetime.combine(day, datetime.min.time()) + timedelta(minutes=minutes)
    before_change = _instant(local, zone, fold=0)
    if before_change.astimezone(zone).replace(tzinfo=None) == local:
        return before_change
    return _moment_of_change(_instant(local, zone, fold=1), before_change, zone)


def shifted(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    """The instant (UTC) of a local time; one that the clocks skip is as much later as they go forward."""
    local = datetime.combine(day, datetime.min.time()) + timedelta(minutes=minutes)
    return _instant(local, zone, fold=0)


def _instant(local: datetime, zone: ZoneInfo, fold: int) -> datetime:
    return local.replace(tzinfo=zone, fold=fold).astimezone(UTC)


def _moment_of_change(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The second at which the zone's offset changes between two instants, by halving."""
    old_offset = before.astimezone(zone).utcoffset()
    while after - before > _SECOND:
        middle = before + timedelta(seconds=int((after - before) / _SECOND) // 2)
        if middle.astimezone(zone).utcoffset() == old_offset:
            before = middle
        else:
            after = middle
    return after
