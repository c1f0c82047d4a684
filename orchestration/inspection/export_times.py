"""When a file was exported, as its name may say: the `export_time` that reads it from names that look alike."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from orchestration.plant.source import ExportTime

_TIME = re.compile(
    r"(?<!\d)20\d\d([-_.]?)\d\d\1\d\d([T_ .-]?)\d\d([-_.:]?)\d\d(?:\3(?P<seconds>\d\d))?(?P<utc>Z?)(?![\dA-Za-z])"
)
"""A date, year first, and a time of day, with the same marks within each."""


def export_time_in(name: str, last: datetime, zone: str | None) -> ExportTime | None:
    """How to read the last time in a file's name that is not before its last sample; None if there is none.

    `last` is by the clock of `zone`, without saying so, and so are names without a Z. A date alone is not taken: it may
    be the data's.
    """
    times = list(_TIME.finditer(name))
    for found in reversed(times):
        known = ExportTime(pattern=_pattern(name, found, is_one=len(times) == 1), format=_form(found))
        read = re.search(known.pattern, name)
        try:
            told = datetime.strptime(found[0], known.format)  # noqa: DTZ007 - by the same clock as `last`
        except ValueError:
            continue
        if told.tzinfo and zone:
            told = told.astimezone(ZoneInfo(zone))
        if told.replace(tzinfo=None) >= last and read and read[1] == found[0]:
            return known
    return None


def _form(found: re.Match[str]) -> str:
    date, between, clock = found[1], found[2], found[3]
    seconds = f"{clock}%S" if found["seconds"] else ""
    return f"%Y{date}%m{date}%d{between}%H{clock}%M{seconds}{'%z' if found['utc'] else ''}"


def _pattern(name: str, found: re.Match[str], *, is_one: bool) -> str:
    """With what follows the time; of several it is the last one so."""
    digits = re.sub(r"\d+", lambda run: rf"\d{{{len(run[0])}}}", re.escape(found[0]))
    # A configured text loses its blanks at the end.
    after = re.escape(name[found.end()]).replace("\\ ", r"\s") if found.end() < len(name) else "$"
    return f"{'' if is_one else '.*'}({digits}){after}"
