"""Local times that state no zone: what the nights on which clocks change say about whose clock it is.

A clock skips an hour in spring, so that a file of its times has none in it; and repeats one in autumn, in which a tag's
times go back. Zones that change their clocks in the same night at the same hour cannot be told apart.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import polars as pl

from orchestration.inspection.timeline import Timeline

CANDIDATES = {
    "Europe/Berlin": "Central Europe",
    "Europe/London": "Great Britain, Ireland and Portugal",
    "Europe/Helsinki": "Eastern Europe",
    "America/New_York": "the USA and Canada",
    "America/Santiago": "Chile",
    "Australia/Sydney": "the south-east of Australia",
    "Pacific/Auckland": "New Zealand",
}
"""One zone for each rule of changing clocks, and where it holds."""

_HOUR = timedelta(hours=1)
_MOST_JUMPS = 10_000
_LONGEST_FILE_Y = 30
_TWICE = 1.6
_LAST = pl.Schema({"tag": pl.String(), "clock": pl.Datetime("us")})
_JUMPS = pl.Schema({"before": pl.Datetime("us"), "clock": pl.Datetime("us")})


@dataclass(frozen=True)
class ZoneHint:
    """What a file's nights say about a zone: for it or against it, in sentences."""

    zone: str
    where: str
    supports: tuple[str, ...]
    contradicts: tuple[str, ...]


@dataclass
class ClockNights:
    """Collects where a tag's times go back by at most an hour."""

    _last: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=_LAST))
    _jumps: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=_JUMPS))
    _forwards: int = 0
    _backwards: int = 0

    def add(self, tag: pl.Series, clock: pl.Series) -> None:
        """Add the times of a batch, in file order."""
        times = pl.concat([self._last, pl.DataFrame({"tag": tag, "clock": clock}, schema=_LAST)])
        self._last = times.group_by("tag", maintain_order=True).last()
        steps = times.with_columns(pl.col("clock").shift(1).over("tag").alias("before"))
        back = steps.filter(pl.col("clock") < pl.col("before"))
        self._backwards += back.height
        self._forwards += int((steps["clock"] > steps["before"]).sum())
        jumps = back.filter(pl.col("before") - pl.col("clock") <= _HOUR).select("before", "clock")
        self._jumps = pl.concat([self._jumps, jumps.head(_MOST_JUMPS - self._jumps.height)])

    def hints(self, timeline: Timeline) -> tuple[ZoneHint, ...]:
        """What the nights within the file say of each candidate; those with nothing to say are left out."""
        if timeline.span is None:
            return ()
        found = [self._hint(zone, where, *timeline.span, timeline) for zone, where in CANDIDATES.items()]
        told = [hint for hint in found if hint.supports or hint.contradicts]
        return tuple(sorted(told, key=lambda hint: (len(hint.contradicts), -len(hint.supports))))

    def _hint(self, zone: str, where: str, first: datetime, last: datetime, timeline: Timeline) -> ZoneHint:
        supports: list[str] = []
        contradicts: list[str] = []
        for start, is_skipped in _changes(ZoneInfo(zone), first, last):
            span = f"{start:%Y-%m-%d %H:%M} to {start + _HOUR:%H:%M}"
            before, within, after = (
                timeline.samples_between(start + n * _HOUR, start + (n + 1) * _HOUR) for n in (-1, 0, 1)
            )
            if not before or not after:
                continue
            if is_skipped:
                (contradicts if within else supports).append(
                    f"{within:,} samples from {span}, which its clocks skipped"
                    if within
                    else f"no sample from {span}, which its clocks skipped, and some before and after"
                )
                continue
            jumps = self._jumps_within(start)
            if jumps or within >= _TWICE * (before + after) / 2:
                seen = f"the times go back {jumps:,} times" if jumps else "samples are twice as many"
                supports.append(f"{seen} from {span}, which its clocks repeated")
            elif within:
                contradicts.append(f"nothing is there twice from {span}, which its clocks repeated")
        return ZoneHint(zone, where, tuple(supports), tuple(contradicts))

    def _jumps_within(self, start: datetime) -> int:
        # In a file of another order times that go back tell nothing.
        if self._backwards * 10 > self._forwards:
            return 0
        span = (start, start + _HOUR)
        return self._jumps.filter(pl.col("before").is_between(*span) & pl.col("clock").is_between(*span)).height


def clear_hint(hints: tuple[ZoneHint, ...]) -> str | None:
    """The zone that something speaks for and nothing against, if it is one alone."""
    clear = [hint.zone for hint in hints if hint.supports and not hint.contradicts]
    return clear[0] if len(clear) == 1 else None


def _changes(zone: ZoneInfo, first: datetime, last: datetime) -> list[tuple[datetime, bool]]:
    """The hours that the zone's clock skipped (True) or repeated (False) between two times of it, by their begin."""
    if last.year - first.year > _LONGEST_FILE_Y:
        return []
    found = []
    day = first.date() - timedelta(days=1)
    while day <= last.date():
        found += _change_of(zone, day)
        day += timedelta(days=1)
    return [change for change in found if first <= change[0] <= last]


def _change_of(zone: ZoneInfo, day: date) -> list[tuple[datetime, bool]]:
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    offsets = [(noon + timedelta(hours=hour)).astimezone(zone).utcoffset() for hour in (0, 24)]
    if offsets[0] is None or offsets[1] is None or abs(offsets[1] - offsets[0]) != _HOUR:
        return []
    for hour in range(24):
        instant = noon + timedelta(hours=hour)
        was, becomes = instant.astimezone(zone), (instant + _HOUR).astimezone(zone)
        if was.utcoffset() != becomes.utcoffset():
            if offsets[1] > offsets[0]:
                return [(was.replace(tzinfo=None) + _HOUR, True)]
            return [(becomes.replace(tzinfo=None), False)]
    return []
