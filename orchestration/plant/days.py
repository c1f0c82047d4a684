"""Which production days a rule of shifts.csv or calendar.csv is for: weekdays or a span of dates."""

from datetime import date
from typing import NamedTuple

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
EVERY_DAY = frozenset(range(7))
MONDAY = date(1970, 1, 5).toordinal()  # the earliest day that is looked at


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

    def in_common_with(self, other: "Days", days_later: int) -> date | None:
        """The first day that this has and whose `days_later`-th successor the other has; None where there is none."""
        spans = ((self.first, self.last, 0), (other.first, other.last, days_later))
        start = max([MONDAY, *(first.toordinal() - later for first, _, later in spans if first is not None)])
        end = min([start + 6, *(last.toordinal() - later for _, last, later in spans if last is not None)])
        for ordinal in range(start, end + 1):  # weekdays repeat: seven days show whether the two ever meet
            weekday = (ordinal - MONDAY) % 7
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
