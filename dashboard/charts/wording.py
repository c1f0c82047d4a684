"""The codes of the published tables in the order in which they are shown; their words are in ``texts/``."""

from collections.abc import Callable
from typing import Any

import polars as pl

from dashboard.figures import duration
from dashboard.texts import code, has, say

LOSSES_IN_MONEY = ("breakdown", "minor_stop", "changeover", "external")
KINDS = ("breakdown", "minor_stop", "changeover", "external")
NO_MEAN = {"mtbf": "no-mtbf", "mttr": "no-mttr", "report_to_finish": "no-report-to-finish"}
BUCKETS = ("producing", "breakdown", "minor_stop", "changeover", "external", "unknown", "planned", "unscheduled")


def step(name: str) -> str:
    """The words for a step from planned busy time to good time."""
    return code("step", name)


def kind(name: str) -> str:
    """The words for a kind of stop."""
    return code("kind", name)


def bucket(name: str) -> str:
    """The words for a bucket of time."""
    return code("bucket", name)


def letter(bucket_name: str) -> str:
    """The letter drawn into a bucket's segments, so that no colour has to be told apart; empty for some."""
    key = f"letter-{bucket_name.replace('_', '-')}"
    return say(key) if has(key) else ""


def mean_time(name: str, seconds: float | None) -> str:
    """``mtbf``, ``mttr`` or ``report_to_finish`` as a duration, or why there is none."""
    return say(NO_MEAN[name]) if seconds is None else duration(seconds)


def worded(values: pl.Series, words: Callable[[Any], str], name: str | None = None) -> pl.Series:
    """``values`` in words, as a column ``name``.

    Not ``map_elements``: Polars runs it in threads of its own, which do not know the language of the visit.
    """
    return pl.Series(name or values.name, [words(value) for value in values], dtype=pl.String)
