"""Runs of JSON records decoded: each element as a value, or the reason why it is none."""

import json
from dataclasses import dataclass
from itertools import chain
from typing import Any

import orjson

from orchestration.readers.json_stream import Run
from orchestration.readers.numbers_text import EXACT

_HOLDERS = (dict, list)
_SCALARS = {float, int, bool, str, type(None)}


@dataclass(frozen=True)
class Decoded:
    """The elements of a run in order; `faults` says why the elements of these indices are none (they are empty)."""

    items: list[dict[str, Any]]
    faults: dict[int, str]


def decoded(run: Run) -> Decoded:
    """Decode a run. Elements that are no JSON, no object, or have a member twice, are faults."""
    try:
        items = orjson.loads(b"[" + run.data + b"]")
    except orjson.JSONDecodeError:
        return _one_by_one(run)
    # A member that stands twice is decoded once: then fewer members are found than colons were counted.
    if len(items) != len(run) or set(map(type, items)) != {dict} or not _has_members(items, run.colons):
        return _one_by_one(run)
    return Decoded(items, {})


def _has_members(items: list[dict[str, Any]], count: int) -> bool:
    """Whether the objects have so many members, with those of the objects in them."""
    values: list[Any] = list(items)
    while values and count > 0:
        objects = [value for value in values if type(value) is dict]
        count -= sum(map(len, objects))
        if not count:
            return True
        inner = chain.from_iterable(map(dict.values, objects))
        lists = chain.from_iterable(value for value in values if type(value) is list)
        values = [value for value in chain(inner, lists) if type(value) in _HOLDERS]
    return count == 0


def _one_by_one(run: Run) -> Decoded:
    items: list[dict[str, Any]] = []
    faults: dict[int, str] = {}
    for index in range(len(run)):
        item = _decoded_item(run.raw(index))
        if isinstance(item, str):
            faults[index] = item
            item = {}
        items.append(item)
    return Decoded(items, faults)


def _decoded_item(raw: bytes) -> dict[str, Any] | str:
    """The object, or why it is none."""
    try:
        item = orjson.loads(raw)
        if not isinstance(item, dict):
            return "the record is no JSON object"
        json.loads(raw, object_pairs_hook=_refuse_twice, parse_int=len, parse_float=len)
    except RecursionError:
        return "the record is nested too deeply"
    except orjson.JSONDecodeError as error:
        return f"the record is no valid JSON ({error})"
    except _TwiceError as twice:
        return f"the member {twice.args[0]!r} stands twice in the record"
    return item


class _TwiceError(Exception):
    """A member of an object stands twice in it."""


def _refuse_twice(pairs: list[tuple[str, Any]]) -> None:
    seen: set[str] = set()
    for key, _ in pairs:
        if key in seen:
            raise _TwiceError(key)
        seen.add(key)


def plain_values(values: list[Any]) -> tuple[list[float | None], list[str | None]] | None:
    """Values as numbers and texts, as `value_of` gives them; None if that has to look at one of them by itself."""
    kinds = set(map(type, values))
    if kinds == {float}:
        return (values, [None] * len(values)) if max(map(abs, values)) < EXACT else None
    if not kinds <= _SCALARS:
        return None
    numbers = [float(value) if isinstance(value, (float, int)) else None for value in values]
    if max((abs(number) for number in numbers if number is not None), default=0.0) >= EXACT:
        return None
    return numbers, [value if isinstance(value, str) else None for value in values]


Value = tuple[float | None, str | None, str | None]
"""A value as (number, text, fault)."""


def value_of(value: object, raw: bytes) -> Value:
    """A scalar as number or text; true is 1, false 0. `raw` is the record's text, for what a double cannot hold."""
    if value is None:
        return None, None, None
    if isinstance(value, str):
        return None, value, None
    if isinstance(value, bool):
        return float(value), None, None
    if isinstance(value, float) and abs(value) < EXACT:
        return value, None, None
    if isinstance(value, (int, float)):
        if _is_exact(value, raw):
            return float(value), None, None
        return None, None, "a whole number in it is too large to be kept exactly"
    return None, None, "the value is an array or object, which is no sample"


def _is_exact(value: float, raw: bytes) -> bool:
    if isinstance(value, int):
        return int(float(value)) == value
    # Whole numbers of more than 64 bits were decoded as floats; a double holds 309 digits at most.
    wholes: list[str] = []
    json.loads(raw, parse_int=wholes.append)
    return all(len(whole) < 320 and int(float(whole)) == int(whole) for whole in wholes)
