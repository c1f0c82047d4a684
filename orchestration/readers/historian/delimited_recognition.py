"""Delimited historian text by its head: long layout (tag, time, value) or wide (time, then one column a tag)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from orchestration.readers.decimal_guess import guess_decimal
from orchestration.readers.dialect import Column, Dialect, dialect_of
from orchestration.readers.quality_words import quality_options
from orchestration.readers.recognition import Doubt, Likeness, Recognition, Sample, unlike_defaults
from orchestration.readers.samples import SampleOptions, is_code
from orchestration.readers.text_options import DelimitedOptions
from orchestration.readers.time_guess import TimeGuess

_LONG_WIDTHS = range(3, 7)
_TAG_MARKS = frozenset("._/:\\-[]")
_RUNNING_NAMES = frozenset({"", "#", "no", "no.", "nr", "nr.", "id", "index", "row", "n"})
_QUALITY_NAME = re.compile(r"qualit|calidad|g(ü|ue)te|status|valid|flag", re.IGNORECASE)
_STATE_TEXTS, _FEW = 30, 8


def recognise_long(
    sample: Sample, options_type: type[DelimitedOptions], usual_names: Mapping[str, tuple[str, ...]]
) -> Recognition | None:
    """What speaks for one sample a line; `usual_names` by role: tag, time, value and others."""
    dialect = dialect_of(sample)
    if dialect is None:
        return None
    named = {role: column for role, names in usual_names.items() if (column := dialect.column(*names)) is not None}
    if {"tag", "time", "value"} <= named.keys():
        because = f"its header names {named['tag'].name!r}, {named['time'].name!r} and {named['value'].name!r}"
        given = {} if "quality" in named else _unnamed_quality(dialect, named.values())
        return _proposal(dialect, options_type, named["time"], [named["value"]], given, Likeness.LIKELY, because)
    roles = _long_roles(dialect)
    if roles is None:
        return None
    given = {f"{role}_column": column.by for role, column in roles.items() if named.get(role) is not column}
    if dialect.header is None:
        usual = {"tag_column": 1, "time_column": 2, "value_column": 3}
        usual |= {"quality_column": 4} if len(dialect.columns) == 4 else {}
        given = {name: place for name, place in given.items() if usual.get(name) != place}
    if "quality" in roles:
        given |= quality_options(roles["quality"].filled) or {}
    because = "each line has one time, the name of a tag that comes back, and a value"
    return _proposal(dialect, options_type, roles["time"], [roles["value"]], given, Likeness.POSSIBLE, because)


def recognise_wide(sample: Sample, options_type: type[DelimitedOptions]) -> Recognition | None:
    """What speaks for one column a tag and one line an instant."""
    dialect = dialect_of(sample)
    if dialect is None or dialect.header is None or len(dialect.time_columns) != 1:
        return None
    time = dialect.time_columns[0]
    others = [column for column in dialect.columns if column is not time]
    ignored = [column for column in others if column.index < time.index and _is_running(column)]
    tags = [column for column in others if column not in ignored]
    if any(column.index < time.index for column in tags) or not _is_series(time):
        return None
    if not tags or not all(_is_signal(column) for column in tags):
        return None
    given: dict[str, Any] = {} if time.index == 0 else {"time_column": time.by}
    if ignored:
        given["ignore_columns"] = [column.by for column in ignored]
    numbered = sum(column.number_share > 0 for column in tags)
    because = f"each line has a time of its own, and {len(tags)} columns hold values ({numbered} of them numbers)"
    likeness = Likeness.LIKELY if numbered else Likeness.POSSIBLE
    return _proposal(dialect, options_type, time, tags, given, likeness, because)


def _proposal(
    dialect: Dialect,
    options_type: type[DelimitedOptions],
    time: Column,
    values: Sequence[Column],
    given: dict[str, Any],
    likeness: Likeness,
    because: str,
) -> Recognition:
    doubts = list(dialect.text.doubts)
    options = {**dialect.options, **given}
    if time.times is None:
        shown = time.filled[0] if time.filled else ""
        sentence = f"The times in column {time.by!r}, such as {shown!r}, are in no format that is known here."
        doubts.append(Doubt("time_format", (), sentence))
    else:
        options["time_format"] = _as_option(time.times.formats[0])
        doubts += order_doubts(time.times, time.filled[0])
    decimal = guess_decimal(text for column in values for text in column.filled)
    options |= {"decimal": decimal.decimal, "thousands": decimal.thousands}
    if decimal.ambiguous:
        sentence = f"{decimal.ambiguous!r} can be a fraction or thousands: no other number tells which."
        doubts.append(Doubt("decimal", (decimal.decimal,), sentence))
    notes = (
        (f"The order of the dates is {time.times.order}: {time.times.proof!r} proves it.",)
        if (time.times and time.times.order)
        else ()
    )
    return Recognition(likeness, (because,), unlike_defaults(options, options_type), tuple(doubts), notes)


def order_doubts(times: TimeGuess, shown: str) -> list[Doubt]:
    """That day and month may be exchanged, where the texts fit both."""
    if len(times.formats) == 1:
        return []
    formats = tuple(_as_option(one) for one in times.formats)
    named = " or ".join(str(one) for one in formats)
    sentence = f"Day and month cannot be told apart: dates such as {shown!r} fit {named}."
    return [Doubt("time_format", formats, sentence)]


def _as_option(time_format: str | tuple[str, ...]) -> str | list[str]:
    return time_format if isinstance(time_format, str) else list(time_format)


def _long_roles(dialect: Dialect) -> dict[str, Column] | None:
    """Tag, time, value (and quality) of a table whose header does not tell them, by what stands in the columns."""
    if len(dialect.columns) not in _LONG_WIDTHS or len(dialect.time_columns) != 1:
        return None
    time = dialect.time_columns[0]
    left = [column for column in dialect.columns if column is not time and column.filled]
    tags = [column for column in left if _names_tags(column)]
    if not tags or time.distinct < 2:
        return None
    tag = tags[0]
    values = [column for column in left if column is not tag]
    quality = next((column for column in reversed(values) if len(values) > 1 and _is_quality(column)), None)
    values = [column for column in values if column is not quality]
    if len(values) != 1 or not (values[0].number_share > 0 or _is_signal(values[0])):
        return None
    roles = {"tag": tag, "time": time, "value": values[0]}
    return roles | ({"quality": quality} if quality else {})


def _names_tags(column: Column) -> bool:
    """Whether texts come back as tags do, and are written as names of tags are."""
    texts = set(column.filled)
    marked = sum(bool(_TAG_MARKS & set(text)) or any(map(str.isdigit, text)) for text in texts)
    return column.number_share == 0 and len(texts) <= len(column.filled) / 2 and marked >= len(texts) / 2


def _is_quality(column: Column) -> bool:
    if column.distinct > _STATE_TEXTS:
        return False
    known = SampleOptions()
    texts = set(column.filled)
    return all(is_code(text) or known.is_quality_word(text) for text in texts) or quality_options(texts) is not None


def _unnamed_quality(dialect: Dialect, named: Iterable[Column]) -> dict[str, Any]:
    """Options of a column of qualities that has no usual name: by its words, or by codes and a name like one."""
    taken = [column.index for column in named]
    for column in dialect.columns:
        if column.index in taken or not column.filled or not _is_quality(column):
            continue
        if column.number_share == 0 or _QUALITY_NAME.search(column.name or ""):
            return {"quality_column": column.by, **(quality_options(column.filled) or {})}
    return {}


def _is_running(column: Column) -> bool:
    name = (column.name or "").strip().lower()
    return name in _RUNNING_NAMES and column.distinct == len(column.filled) and all(map(is_code, column.filled))


def _is_signal(column: Column) -> bool:
    """Whether a column's texts could be a tag's values: numbers, or few states; an empty column could be."""
    return column.number_share >= 0.5 or column.distinct <= min(_STATE_TEXTS, max(len(column.filled) / 2, _FEW))


def _is_series(time: Column) -> bool:
    """Whether times go one way and hardly repeat, as instants of a table of samples do."""
    return time.distinct >= 0.9 * len(time.filled)
