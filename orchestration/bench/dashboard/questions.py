"""The dashboard's questions, found by looking: every public function of ``dashboard.queries`` that asks a connection.

A question that asks for something no visit has (``visits``) is an error, so that none escapes the measurement.
"""

import inspect
import pkgutil
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

import duckdb

import dashboard.queries

Question = Callable[..., Any]

# How questions are asked; it is none itself.
NOT_QUESTIONS = frozenset({"ask"})


def questions() -> dict[str, Question]:
    """All questions by their name, ``module.function``, in order."""
    found: dict[str, Question] = {}
    for module in pkgutil.iter_modules(dashboard.queries.__path__):
        if module.name in NOT_QUESTIONS:
            continue
        content = import_module(f"{dashboard.queries.__name__}.{module.name}")
        for name, function in inspect.getmembers(content, inspect.isfunction):
            if function.__module__ == content.__name__ and not name.startswith("_") and _asks(function):
                found[f"{module.name}.{name}"] = function
    return found


def arguments(name: str, question: Question, visit: Mapping[str, object]) -> dict[str, object]:
    """What a question is asked with on a visit, by the names of its parameters.

    Raises ``LookupError`` where the visit lacks one.
    """
    module = name.split(".")[0]
    found: dict[str, object] = {}
    for parameter in list(inspect.signature(question).parameters)[1:]:
        keys = [key for key in (f"{name}.{parameter}", f"{module}.{parameter}", parameter) if key in visit]
        if not keys:
            raise LookupError(f"{name} asks for {parameter!r}, which no visit has: add it to visits.py")
        found[parameter] = visit[keys[0]]
    return found


def _asks(function: Question) -> bool:
    parameters = list(inspect.signature(function).parameters.values())
    return bool(parameters) and parameters[0].annotation is duckdb.DuckDBPyConnection
