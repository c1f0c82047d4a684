"""Which time formats read a column of texts; where day and month could be exchanged, both, and what proves the order.

The order of a date is proved by a value that can only be one thing (25 is no month). Without such a value all orders
that fit are given: none is preferred for being usual somewhere.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import polars as pl

from orchestration.readers.timestamps import ISO_8601, check_time_format, parse_times

_NUMERIC = re.compile(
    r"(?P<a>\d{1,4})(?P<mark>[-/.])(?P<b>\d{1,2})(?P=mark)(?P<c>\d{1,4})"
    r"(?P<gap>[ T]\s*|$)(?P<clock>\d{1,2}:\d{2}(?::\d{2}(?P<fraction>[.,]\d+)?)?)?(?P<half>\s*[AaPp][Mm])?"
)
_WORDED = re.compile(
    r"(?P<day>\d{1,2})(?P<mark>[- /.])(?P<month>[A-Za-z]{3,9})(?P=mark)(?P<year>\d{4}|\d{2})"
    r"(?P<gap>[ T]|$)(?P<clock>\d{1,2}:\d{2}(?::\d{2}(?P<fraction>[.,]\d+)?)?)?(?P<half>\s*[AaPp][Mm])?"
)
_EPOCHS = (("epoch_ms", re.compile(r"\d{12,13}(\.\d+)?")), ("epoch_s", re.compile(r"\d{9,10}([.,]\d+)?")))
_ORDERS = {"dmy": "day first", "mdy": "month first", "ymd": "year first"}
_MOST_FORMATS = 3
_READABLE_SHARE = 0.9
_FIRST_YEAR = 1980


@dataclass(frozen=True)
class TimeGuess:
    """Time formats of a column.

    formats: alternatives, each a value of the option time_format (a list where the column mixes formats); more than
    one means that the texts fit them all. order: of the date, in words, None where it has only one way to be read.
    proof: the text that proves it. has_zone: whether the texts state their zone.
    """

    formats: tuple[str | tuple[str, ...], ...]
    order: str | None = None
    proof: str | None = None
    has_zone: bool = False


def guess_times(texts: Sequence[str]) -> TimeGuess | None:
    """The formats that read nearly all of the texts, None if there are none. Blank texts do not count."""
    filled = [text.strip() for text in texts if text.strip()]
    if not filled:
        return None
    if _is_clear(filled, ISO_8601) and not all(re.fullmatch(r"\d{8}", text) for text in filled):
        return TimeGuess((ISO_8601,), has_zone=_states_zone(filled))
    for name, pattern in _EPOCHS:
        if all(pattern.fullmatch(text) for text in filled):
            return TimeGuess((name,), has_zone=True)
    return _guess_written(filled)


def _is_clear(texts: list[str], time_format: str | tuple[str, ...]) -> bool:
    local, utc = parse_times(pl.Series(texts, dtype=pl.String), time_format)
    years = pl.Series([*local.dt.year(), *utc.dt.year()], dtype=pl.Int32).drop_nulls()
    # What is recorded is past: that often tells a day from a year of two digits.
    plausible = years.is_between(_FIRST_YEAR, datetime.now(UTC).year + 1).sum()
    return len(texts) > 0 and plausible >= _READABLE_SHARE * len(texts)


def _states_zone(texts: list[str]) -> bool:
    _, utc = parse_times(pl.Series(texts, dtype=pl.String), ISO_8601)
    return utc.null_count() < len(texts) / 2


def _guess_written(texts: list[str]) -> TimeGuess | None:
    """Formats of dates with separators, by the way that each text is written."""
    ways: dict[str, list[re.Match[str]]] = {}
    for text in texts:
        if match := _NUMERIC.fullmatch(text):
            ways.setdefault(_numeric_way(match), []).append(match)
        elif match := _WORDED.fullmatch(text):
            ways.setdefault(_worded_way(match), []).append(match)
    for way in list(ways):
        # A format with a fraction reads times without one as well.
        if way + ".%f" in ways or way + ",%f" in ways:
            ways[way + ".%f" if way + ".%f" in ways else way + ",%f"] += ways.pop(way)
    common = sorted(ways.items(), key=lambda way: -len(way[1]))[:_MOST_FORMATS]
    if sum(len(matches) for _, matches in common) < _READABLE_SHARE * len(texts):
        return None
    orders, proof = _orders([match for _, matches in common for match in matches])
    formats: list[str | tuple[str, ...]] = []
    for order in orders:
        filled = tuple(dict.fromkeys(_with_order(way, order) for way, _ in common))
        written = filled[0] if len(filled) == 1 else filled
        if written not in formats and _is_clear(texts, tuple(check_time_format(one) for one in filled)):
            formats.append(written)
    if not formats:
        return None
    only = _ORDERS.get(orders[0]) if len(formats) == 1 and proof else None
    return TimeGuess(tuple(formats), only, proof if only else None)


def _numeric_way(match: re.Match[str]) -> str:
    """A strptime format with the date's parts left open as `{date}` and its mark, such as `{date-}`."""
    year = "Y" if 4 in (len(match["a"]), len(match["c"])) else "y"
    place = "first" if len(match["a"]) > 2 else "last" if len(match["c"]) > 2 else "open"
    return f"{{{match['mark']}{year}{place}}}" + _clock(match)


def _worded_way(match: re.Match[str]) -> str:
    month = "%b" if len(match["month"]) == 3 else "%B"
    year = "%Y" if len(match["year"]) == 4 else "%y"
    return match["mark"].join(("%d", month, year)) + _clock(match)


def _clock(match: re.Match[str]) -> str:
    if not match["clock"]:
        return ""
    clock = "%I:%M" if match["half"] else "%H:%M"
    if match["clock"].count(":") == 2:
        clock += ":%S"
    if match["fraction"]:
        clock += match["fraction"][0] + "%f"
    half = f"{re.match(r' *', match['half'])[0]}%p" if match["half"] else ""  # type: ignore[index]
    return match["gap"] + clock + half


def _with_order(way: str, order: str) -> str:
    opened = re.match(r"\{(.)(.)(first|last|open)\}", way)
    if not opened:
        return way
    mark, year, place = opened.groups()
    if place == "first":
        order = "ymd"
    parts = {"d": "%d", "m": "%m", "y": f"%{year}"}
    return mark.join(parts[part] for part in order) + way[opened.end() :]


def _orders(matches: list[re.Match[str]]) -> tuple[list[str], str | None]:
    """The orders that all dates fit, and a text that rules the others out."""
    ruled_out: dict[str, str] = {}
    for match in matches:
        if "a" not in match.groupdict() or len(match["a"]) > 2:
            continue
        first, middle, last = int(match["a"]), int(match["b"]), int(match["c"])
        if first > 12 or first == 0:
            ruled_out.setdefault("mdy", match[0])
        if middle > 12 or middle == 0:
            ruled_out.setdefault("dmy", match[0])
            ruled_out.setdefault("ymd", match[0])
        if first > 31 or first == 0:
            ruled_out.setdefault("dmy", match[0])
        if last > 31 or last == 0 or len(match["c"]) > 2:
            ruled_out.setdefault("ymd", match[0])
    left = [order for order in _ORDERS if order not in ruled_out]
    if not left:
        # No order fits all: the one that fits most is for the reader to judge row by row.
        return ["dmy", "mdy"], None
    rival = {"dmy": "mdy", "mdy": "dmy"}.get(left[0])
    return left, ruled_out.get(rival) if rival else None
