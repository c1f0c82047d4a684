"""The axis of charts over production days or months: a place for each, and labels that a phone has room for."""

import json
from collections.abc import Callable
from datetime import date

import altair as alt

from dashboard.figures import day_of_month

A_WEEK = 7


def dates(shown: list[date], words: Callable[[date], str] = day_of_month, every: int = A_WEEK) -> alt.X:
    """The x axis of a column ``date`` of ISO dates, labelled at each ``every``-th of ``shown`` back from the last."""
    ticks = [value.isoformat() for value in shown[::-every]]
    labels = json.dumps({value.isoformat(): words(value) for value in shown[::-every]})
    return alt.X(
        "date:O",
        title=None,
        axis=alt.Axis(
            values=ticks,
            labelAngle=0,
            ticks=False,
            labelExpr=f"{labels}[datum.value]",
            labelFlush=True,
        ),
        scale=alt.Scale(domain=[value.isoformat() for value in shown], paddingInner=0.25),
    )
