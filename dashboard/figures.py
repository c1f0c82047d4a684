"""How numbers, dates and times are written, in one place; a figure that is missing says so and is never 0."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

NOT_MEASURED = "not measured"
MINUS = "\N{MINUS SIGN}"


def percent(ratio: float | None) -> str:
    """A ratio 0..1 as ``61.2 %``."""
    return NOT_MEASURED if ratio is None else f"{ratio * 100:.1f} %"


def points(change: float | None) -> str:
    """A difference of two ratios as ``+2.1 points``."""
    return NOT_MEASURED if change is None else f"{change * 100:+.1f} points".replace("-", MINUS)


def hours(value: float | None) -> str:
    """Hours as ``12.5 h``."""
    return NOT_MEASURED if value is None else f"{value:,.1f} h".replace("-", MINUS)


def duration(seconds: float | None) -> str:
    """Seconds as ``2 d 3 h``, ``1 h 05 min``, ``12 min`` or ``40 s``: two units at most."""
    if seconds is None:
        return NOT_MEASURED
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 600:
        return f"{whole // 60} min {whole % 60:02d} s" if whole % 60 else f"{whole // 60} min"
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 48 * 60:
        return f"{minutes // 60} h {minutes % 60:02d} min"
    return f"{minutes // 1440} d {minutes % 1440 // 60} h"


def money(amount: float | None, currency: str | None) -> str:
    """An amount without cents and its currency, as ``12,340 EUR``."""
    return NOT_MEASURED if amount is None else f"{amount:,.0f} {currency or ''}".rstrip().replace("-", MINUS)


def count(number: int | float | None, noun: str = "", plural: str = "") -> str:
    """A whole number with its noun, as ``1 stop`` or ``1,204 stops``."""
    if number is None:
        return NOT_MEASURED
    word = noun if number == 1 else plural or f"{noun}s"
    return f"{number:,.0f} {word}" if noun else f"{number:,.0f}"


def day(value: date) -> str:
    """A date as ``Thu 19 Nov 2026``."""
    return f"{value:%a} {value.day} {value:%b %Y}"


def days(first: date, last: date) -> str:
    """A range of dates as ``Fri 13 Nov to Thu 19 Nov 2026``; one date when both are the same."""
    if first == last:
        return day(first)
    start = day(first) if first.year != last.year else f"{first:%a} {first.day} {first:%b}"
    return f"{start} to {day(last)}"


def moment(utc: datetime | None, time_zone: str) -> str:
    """An instant in the site's own time, as ``Thu 19 Nov 05:58``."""
    if utc is None:
        return "never"
    local = utc.astimezone(ZoneInfo(time_zone))
    return f"{local:%a} {local.day} {local:%b %H:%M}"
