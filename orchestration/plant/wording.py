"""Pydantic's findings as sentences: what was found, and what to write instead."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from orchestration.plant.errors import choose

_EXPECTED = {
    "int": ("is no whole number", "Write a whole number, as 300."),
    "float": ("is no number", "Write a number with a decimal point, as 12.5."),
    "finite": ("is no finite number", "Write a number with a decimal point, as 12.5."),
    "bool": ("is neither true nor false", "Write true or false."),
    "string": ("is no text", "Write a text, in quotes if in doubt."),
    "model": ("is no group of keys", "Write keys below it, indented, as 'name: value'."),
    "dict": ("is no group of keys", "Write keys below it, indented, as 'name: value'."),
    "tuple": ("is no list", "Write a list: one '- ' for each item, or [a, b]."),
    "list": ("is no list", "Write a list: one '- ' for each item, or [a, b]."),
    "set": ("is no list", "Write a list: one '- ' for each item, or [a, b]."),
}
_BOUNDS = {
    "greater_than": ("gt", "more than"),
    "greater_than_equal": ("ge", "at least"),
    "less_than": ("lt", "less than"),
    "less_than_equal": ("le", "at most"),
}


class Finding(NamedTuple):
    """One error: the key that it is about, what was found, what to write instead."""

    path: tuple[str | int, ...]
    message: str
    remedy: str


def findings(invalid: ValidationError, model: type[BaseModel]) -> Iterator[Finding]:
    """All errors of a validation of `model` as sentences."""
    for details in invalid.errors():
        if details["type"] == "too_short" and details["input"]:
            continue  # its items are wrong, each with an error of its own, so that pydantic counts too few
        key = details.get("ctx", {}).get("key")
        path = details["loc"] if key is None else (*details["loc"], str(key))
        yield Finding(path, *_explain(details, model))


def _explain(details: ErrorDetails, model: type[BaseModel]) -> tuple[str, str]:
    kind, found, context = details["type"], details["input"], details.get("ctx", {})
    if kind == "millrace":
        return str(context["message"]), str(context["remedy"])
    if kind == "missing":
        return "is missing.", f"Write {_example(details['loc'])}."
    if kind == "extra_forbidden":
        return "there is no such key.", choose(str(details["loc"][-1]), _keys(model, details["loc"][:-1]))
    if kind in {"literal_error", "enum"}:
        expected = str(context["expected"])
        return f"{_shown(found)} is none of the possible words.", choose(str(found), _words(expected))
    if kind in _BOUNDS:
        bound, words = _BOUNDS[kind]
        return f"{_shown(found)} is out of range.", f"Write {words} {context[bound]:g}."
    if kind in {"too_short", "string_too_short"}:
        return "is empty.", "Write at least one."
    if found is None or found == "":
        return "is empty.", "Write a value, or remove the key to have its default."
    if (family := kind.split("_")[0]) in _EXPECTED and kind.endswith(("_type", "_parsing", "_number", "_from_float")):
        message, remedy = _EXPECTED[family]
        return f"{_shown(found)} {message}.", remedy
    sentence = details["msg"].removeprefix("Value error, ").removeprefix("Assertion failed, ").rstrip(".")
    return f"{_shown(found)}: {sentence}.", "Correct it, or remove the key to have its default."


def _words(expected: str) -> list[str]:
    """The words in pydantic's list "'a', 'b' or 'c'"."""
    return [word for word in expected.split("'")[1::2] if word] or [expected]


def _shown(found: object) -> str:
    if isinstance(found, dict):
        return "a group of keys"
    if isinstance(found, list):
        return "a list"
    text = repr(found)
    return text if len(text) <= 80 else f"{text[:77]}..."


def _example(location: Sequence[str | int]) -> str:
    key = str(location[-1])
    known = {"time_zone": "time_zone, as Europe/Berlin", "id": "an id, as press_1"}
    known |= {"pages": "pages, as all or [overview, stops]"}
    known |= {"bucket": "one of: own, changeover, external, planned", "currency": "currency, as EUR"}
    return known.get(key, f"a value for {key}")


def _keys(model: type[BaseModel], location: Sequence[str | int]) -> list[str]:
    """The keys that are possible at a place, found by walking down the types."""
    current = [model]
    for part in location:
        if isinstance(part, str):
            fields = [kind.model_fields[part] for kind in current if part in kind.model_fields]
            if fields:  # else the part names a branch of a union
                current = [found for field in fields for found in _models(field.annotation)]
    return [name for kind in current for name in kind.model_fields]


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models(argument)
