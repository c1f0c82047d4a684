"""The kinds of value that a workspace's files hold, each with an error that says what to write instead."""

import re
from datetime import date, datetime
from functools import cache
from typing import Annotated, Any
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from orchestration.plant.days import EVERY_DAY, Days, parse_weekdays
from orchestration.plant.errors import choose

MINUTES_PER_DAY = 24 * 60
EARLIEST_YEAR = 1970
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::00)?")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class Frozen(BaseModel):
    """Base of all configuration types: no unknown keys, no change after loading, no NaN."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    @model_validator(mode="before")
    @classmethod
    def _empty_is_default(cls, values: Any) -> Any:
        """A key with nothing behind it (all below it is commented out) has its default."""
        if not isinstance(values, dict):
            return values
        fields = cls.model_fields
        return {k: v for k, v in values.items() if v is not None or k not in fields or fields[k].is_required()}


def misfit(message: str, remedy: str, key: str | None = None) -> PydanticCustomError:
    """An error that carries its own remedy; `key` names the field where the error is found in a whole object."""
    return PydanticCustomError("millrace", "{message}", {"message": message, "remedy": remedy, "key": key})


def _identifier(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9_-]+", text):
        proposal = re.sub(r"[^a-z0-9_-]+", "_", text.casefold()).strip("_") or "press_1"
        raise misfit(f"{text!r} is not an id.", f"Write lower-case letters, digits, _ and - only, as {proposal!r}.")
    return text


@cache
def zone_names() -> frozenset[str]:
    """All names of the IANA time zone database that is installed."""
    return frozenset(available_timezones())


def _time_zone(name: str) -> str:
    if name not in zone_names():
        raise misfit(f"there is no time zone {name!r}.", _zone_remedy(name))
    ZoneInfo(name)
    return name


def _zone_remedy(name: str) -> str:
    same_region = [zone for zone in zone_names() if zone.split("/")[0].casefold() == name.split("/")[0].casefold()]
    if len(same_region) > 1:
        return choose(name, same_region)
    return "Write an IANA name, as 'Europe/Berlin', 'America/New_York' or 'UTC'."


def _currency(text: str) -> str:
    if not re.fullmatch(r"[A-Z]{3}", text):
        raise misfit(f"{text!r} is not a currency.", "Write the three capital letters of ISO 4217, as EUR.")
    return text


def parse_clock(value: object) -> int:
    """`HH:MM` as minutes since midnight, 0 to 1440 (24:00)."""
    match = _CLOCK.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is not None:
        hours, minutes = int(match[1]), int(match[2])
        if minutes < 60 and hours * 60 + minutes <= MINUTES_PER_DAY:
            return hours * 60 + minutes
    elif isinstance(value, int) and 0 <= value <= MINUTES_PER_DAY:
        return value  # a plant that is built in Python
    raise misfit(f"{value!r} is not a time of day.", "Write HH:MM in the site's local time, as '06:00'.")


def _before_midnight(minutes: int) -> int:
    if minutes == MINUTES_PER_DAY:
        raise misfit("24:00 can only be an end.", "Write 00:00 for midnight as a start.")
    return minutes


def parse_date(value: object) -> date:
    """An ISO date; a number is not taken for a time stamp, as pydantic would."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and _DATE.fullmatch(value.strip()):
        try:
            day = date.fromisoformat(value.strip())
        except ValueError:
            raise misfit(f"there is no day {value!r}.", "Write a date of the calendar as YYYY-MM-DD.") from None
        if day.year < EARLIEST_YEAR:
            raise misfit(f"{value} is too early.", f"Write a date of {EARLIEST_YEAR} or later.")
        return day
    raise misfit(f"{value!r} is not a date.", "Write it as YYYY-MM-DD, as 2026-10-18.")


def _weekdays(value: object) -> object:
    if not isinstance(value, str):
        return value
    days = parse_weekdays(value)
    if days is None:
        remedy = (
            "Write 'daily', a span as 'Mon-Fri' or a list as 'Mon,Wed'; for a single date use valid_from and valid_to."
        )
        raise misfit(f"{value!r} is no set of weekdays.", remedy)
    return Days(days)


def _days(value: object) -> object:
    if not isinstance(value, str):
        return value
    first, dots, last = value.partition("..")
    if _DATE.fullmatch(first.strip()):
        start = parse_date(first)
        end = parse_date(last) if dots else start
        if end < start:
            raise misfit(f"{value!r} ends before it starts.", "Write the earlier date first.")
        return Days(EVERY_DAY, start, end)
    days = parse_weekdays(value)
    if days is None:
        remedy = "Write 'daily', 'Mon-Fri', 'Mon,Wed', a date as 2026-12-25 or a span as 2026-12-24..2026-12-26."
        raise misfit(f"{value!r} is no set of days.", remedy)
    return Days(days)


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


def _once_each(values: tuple[str, ...]) -> tuple[str, ...]:
    for value in values:
        if values.count(value) > 1:
            raise misfit(f"{value!r} stands twice.", "Write each once, the one that comes first first.")
    return values


OnceEach = AfterValidator(_once_each)
Identifier = Annotated[str, AfterValidator(_identifier)]
TimeZoneName = Annotated[str, AfterValidator(_time_zone)]
Currency = Annotated[str, AfterValidator(_currency)]
Seconds = Annotated[float, Field(ge=0)]
PositiveSeconds = Annotated[float, Field(gt=0)]
IsoDate = Annotated[date, BeforeValidator(parse_date)]
ClockTime = Annotated[int, BeforeValidator(parse_clock), AfterValidator(_before_midnight)]
ClockEnd = Annotated[int, BeforeValidator(parse_clock)]
WeekdayField = Annotated[Days, BeforeValidator(_weekdays)]
DaysField = Annotated[Days, BeforeValidator(_days)]
