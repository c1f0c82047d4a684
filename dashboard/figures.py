"""How numbers, dates and times are written, in one place; a figure that is missing says so and is never 0."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from dashboard.texts import language, say

MINUS = "\N{MINUS SIGN}"
# Keeps a number and its unit on one line of a title; in tables on a phone there is no room for that.
KEPT = "\N{NO-BREAK SPACE}"

MOST_DIGITS_LOCALIZED = 3


@dataclass(frozen=True)
class Form:
    """How a table writes a figure: its decimals, a sign also above zero, and what stands behind it.

    Without ``digits`` it has the decimals that it has, three at the most. A number that counts nothing is not grouped.
    """

    digits: int | None = None
    is_signed: bool = False
    behind: str = ""
    is_grouped: bool = True

    def told(self, value: float) -> str:
        """``value`` as the language writes it; a table has thousands of them, so that Babel only lends its signs."""
        most = 3 if self.digits is None else self.digits
        text = f"{round(value, most) or 0.0:{'+' if self.is_signed else ''}{',' if self.is_grouped else ''}.{most}f}"
        if self.digits is None:
            text = text.rstrip("0").rstrip(".")
        if self.is_signed and not round(value, most):
            text = text[1:]
        return text.translate(number_signs(language())) + self.behind

    @property
    def pattern(self) -> str:
        """The same for the browser, which groups as its own language does, or not at all.

        It has no decimals that are zero where it groups, three at the most, and a sign on a change of zero.
        """
        if self.is_grouped and not self.is_signed and not self.behind and (self.digits or 0) <= MOST_DIGITS_LOCALIZED:
            return "localized"
        return f"%{'+' if self.is_signed else ''}.{self.digits or 0}f{self.behind.replace('%', '%%')}"


# By the unit, or what is special to a figure; counts are not named here.
COLUMN_FORMS = {
    "share": Form(1, behind=" %"),
    "points": Form(1, is_signed=True),
    "hours": Form(1),
    "hours-change": Form(1, is_signed=True),
    "part-of-hour": Form(2),
    "minutes": Form(1),
    "seconds": Form(3),
    "money": Form(0),
    "cents": Form(2),
    "kwh": Form(1),
    "whole": Form(0),
    "whole-change": Form(0, is_signed=True),
    "fraction": Form(4),
    "fraction-change": Form(4, is_signed=True),
    "row-number": Form(0, is_grouped=False),
}
COUNT_FORM = Form()


@cache
def number_signs(spoken: str) -> dict[int, str]:
    """What ``spoken``, a language, has for the signs of a number that Python wrote."""
    signs = Locale.parse(spoken).number_symbols["latn"]
    return str.maketrans({",": signs["group"], ".": signs["decimal"], "-": MINUS})


def not_measured() -> str:
    """The words in place of a figure that nothing measures."""
    return say("not-measured")


def decimal(value: float, digits: int = 0) -> str:
    """A number with ``digits`` decimals, grouped as the language does; one that rounds to zero has no sign."""
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return str(format_decimal(round(value, digits) or 0, format=pattern, locale=language())).replace("-", MINUS)


def signed(value: float, digits: int = 0) -> str:
    """A change, with its sign also where it is above zero; one that rounds to zero has none."""
    return ("+" if round(value, digits) > 0 else "") + decimal(value, digits)


def percent(ratio: float | None) -> str:
    """A ratio 0..1 as ``61.2 %``."""
    return not_measured() if ratio is None else f"{decimal(ratio * 100, 1)}{KEPT}%"


def points(change: float | None) -> str:
    """A difference of two ratios as ``+2.1 points``."""
    return not_measured() if change is None else say("points", change=signed(change * 100, 1))


def hours(value: float | None) -> str:
    """Hours as ``12.5 h``."""
    return not_measured() if value is None else f"{decimal(value, 1)}{KEPT}h"


def duration(seconds: float | None) -> str:
    """Seconds as ``2 d 3 h``, ``1 h 05 min``, ``12 min`` or ``40 s``: two units at most."""
    if seconds is None:
        return not_measured()
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


def against_target(difference: float | None, target: float | None) -> str:
    """Units ahead of their target or behind it, or why that cannot be said."""
    if difference is not None:
        return signed(difference)
    return say("production-no-target" if target is None else "production-part-target")


def signed_duration(seconds: float) -> str:
    """A change of a duration, with its sign also where it is above zero; one that rounds to zero has none."""
    return _sign(round(seconds)) + duration(abs(seconds))


def money(amount: float | None, currency: str | None) -> str:
    """An amount without cents and its currency, as ``12,340 EUR``."""
    return not_measured() if amount is None else f"{decimal(amount)} {currency or ''}".rstrip()


def quantity(amount: float | None, unit: str | None = None) -> str:
    """An amount of pieces, kilograms and the like with its unit, without needless decimals, as ``1,204 pcs``."""
    if amount is None:
        return not_measured()
    digits = 0 if abs(amount) >= 1000 or float(amount).is_integer() else 1
    return f"{decimal(amount, digits)} {unit or ''}".rstrip()


def energy(kwh: float | None) -> str:
    """An amount of energy with three digits or so, as ``1,204 kWh``, ``12.4 kWh`` or ``0.312 kWh``."""
    if kwh is None:
        return not_measured()
    size = round(abs(kwh), 1)
    return f"{decimal(kwh, 0 if size >= 100 else 1 if size >= 1 or kwh == 0 else 3)} kWh"


def signed_energy(kwh: float) -> str:
    """A change of energy, with its sign also where it is above zero; one that rounds to zero has none."""
    rounded = round(kwh, 3)
    return _sign(rounded) + energy(abs(rounded))


def _sign(change: float) -> str:
    return "+" if change > 0 else MINUS if change < 0 else ""


def count(number: int | float | None, noun: str | None = None) -> str:
    """A whole number with its noun, as ``1 stop`` or ``1,204 stops``; ``noun`` is the message ``n-<noun>``."""
    if number is None:
        return not_measured()
    return say(f"n-{noun}", n=int(number)) if noun else decimal(number)


def day(value: date) -> str:
    """A date as ``Thu 19 Nov 2026``."""
    return str(format_date(value, say("format-day"), locale=language()))


def short_day(value: date) -> str:
    """A date without its year, as ``Thu 19 Nov``."""
    return str(format_date(value, say("format-short-day"), locale=language()))


def day_of_month(value: date) -> str:
    """A date on an axis, as ``19 Nov``."""
    return str(format_date(value, say("format-day-of-month"), locale=language()))


def month(value: date) -> str:
    """A month on an axis, as ``Nov 2026``."""
    return str(format_date(value, say("format-month"), locale=language()))


def days(first: date, last: date) -> str:
    """A range of dates as ``Fri 13 Nov to Thu 19 Nov 2026``; one date when both are the same."""
    if first == last:
        return day(first)
    return say("days", first=day(first) if first.year != last.year else short_day(first), last=day(last))


def moment(utc: datetime | None, time_zone: str) -> str:
    """An instant in the site's own time, as ``Thu 19 Nov 05:58``."""
    if utc is None:
        return say("never")
    return local_moment(utc.astimezone(ZoneInfo(time_zone)).replace(tzinfo=None))


def local_moment(wall_clock: datetime) -> str:
    """A wall clock's time, as ``Thu 19 Nov 05:58``."""
    return str(format_datetime(wall_clock, say("format-moment"), locale=language()))


def local_second(wall_clock: datetime) -> str:
    """A wall clock's time to the second, as ``Thu 19 Nov 05:58:07``."""
    return str(format_datetime(wall_clock, say("format-second"), locale=language()))
