"""Windows: the spans of time that one query each asks for.

Times here are naive and of the clock that the source's times are of: UTC, or the source's local one. Cut on that clock,
a window's ends are never ambiguous, and each row belongs to exactly one window, also on the night the clocks change.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - of the source's clock, whichever that is


@dataclass(frozen=True)
class Window:
    """A span of time: `start` belongs to it, `end` does not."""

    start: datetime
    end: datetime

    @property
    def label(self) -> str:
        """The window in a file's name."""
        return f"{self.start:%Y%m%dT%H%M%S}_{self.end:%Y%m%dT%H%M%S}"

    @classmethod
    def around(cls, moment: datetime, length: timedelta) -> "Window":
        """The window of the grid that a moment falls into; the grid's lines are multiples of `length` since 1970."""
        start = EPOCH + (moment - EPOCH) // length * length
        return cls(start, start + length)

    def after(self) -> "Window":
        """The next window of the same grid."""
        return Window(self.end, self.end + (self.end - self.start))


def clock_time(instant: datetime, clock: tzinfo) -> datetime:
    """What the clock shows at an instant."""
    return instant.astimezone(clock).replace(tzinfo=None)


def day_begin(day: date, zone: tzinfo, clock: tzinfo) -> datetime:
    """When a day of `zone` begins, on the clock."""
    return clock_time(datetime.combine(day, time.min, tzinfo=zone).astimezone(UTC), clock)
