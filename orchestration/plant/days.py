"""Which production days a rule of shifts.csv or calendar.csv is for: weekdays or a span of dates."""

from datetime import date
from typing import NamedTuple

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
EVERY_DAY = frozenset(range(7))


class Days(NamedTuple):
    """Weekdays (0 = Monday), within the span first..last (inclusive; None = open)."""

    weekdays: frozenset[int]
    first: date | None = None
    last: date | None = None

    def within(self, valid_from: date | None, valid_to: date | None) -> "Days":
        """The same days, also limited to a validity (inclusive)."""
        firsts = [day for day in (self.first, valid_from) if day is not None]
        lasts = [day for day in (self.last, valid_to) if day is not None]
        return Days(self.weekdays, max(firsts, default=None), min(lasts, default=None))

    def has(self, day: date) -> bool:
        """Whether the rule is for this day."""
        return (
            day.weekday() in self.weekdays
            and (self.first is None or self.first <= day)
            and (self.last is None or day <= self.last)
        )

    def in_common_with(self, other: "Days", days_later: int, not_before: date) -> date | None:
        """The first day from `not_before` on that this has and whose `days_later`-th successor the other has.

        None where there is no such day.
        """
        firsts = [not_before.toordinal()]
        firsts += [days.first.toordinal() - later for days, later in ((self, 0), (other, days_later)) if days.first]
        lasts = [max(firsts) + 6]
        lasts += [days.last.toordinal() - later for days, later in ((self, 0), (other, days_later)) if days.last]
        for ordinal in range(max(firsts), min(lasts) + 1):  # weekdays repeat: seven days show whether the two ever meet
            weekday = (ordinal - 1) % 7  # ordinal 1 is a Monday
            if weekday in self.weekdays and (weekday + days_later) % 7 in other.weekdays:
                return date.fromordinal(ordinal)
        return None


def parse_weekdays(text: str) -> frozenset[int] | None:
    """`daily`, `Mon-Fri`, `Sat-Mon`, `Mon,Wed` or a mixture as weekday numbers; None if it is none of these."""
    if text.casefold() == "daily":
        return EVERY_DAY
    numbers = {name.casefold(): number for number, name in enumerate(WEEKDAYS)}
    days: set[int] = set()
    for part in text.split(","):
        first, dash, last = (piece.strip().casefold() for piece in part.partition("-"))
        if first not in numbers or (dash and last not in numbers):
            return None
        start, end = numbers[first], numbers[last or first]
        days.update(number % 7 for number in range(start, end + 1 if end >= start else end + 8))
    return frozenset(days)
