"""Failures over time, and the mean times between and behind them."""

from collections.abc import Callable
from datetime import date

import altair as alt
import polars as pl

from dashboard.charts import calendar_axis
from dashboard.charts.colours import Colours
from dashboard.charts.layers import either, layered
from dashboard.charts.wording import mean_time, worded
from dashboard.figures import count, day, day_of_month, month
from dashboard.period import Period
from dashboard.queries.maintenance import MOST_DAYS
from dashboard.texts import say

HEIGHT = 155


def counted(frame: pl.DataFrame, period: Period, colours: Colours) -> alt.LayerChart:
    """``frame`` is the answer of ``queries.maintenance.over_time``; days of the period solid, those before lighter."""
    shown = _dated(frame).with_columns(
        (pl.col("starts") >= (period.first.replace(day=1) if _monthly(frame) else period.first)).alias("in_period"),
        worded(frame["failures"], lambda number: count(number, "failure"), "figure"),
    )
    bars = (
        alt.Chart(shown)
        .mark_bar()
        .encode(
            x=_axis(frame),
            y=alt.Y(
                "failures:Q",
                title=None,
                axis=alt.Axis(tickCount=3, format="d", tickMinStep=1, gridOpacity=0.35, domain=False),
            ),
            color=either("in_period", colours.actual, colours.before),
            tooltip=[_day_tooltip(), alt.Tooltip("figure:N", title=say("chart-figure"))],
        )
    )
    return layered(bars, height=HEIGHT, colours=colours)


def mean_times(frame: pl.DataFrame, name: str, colours: Colours) -> alt.LayerChart:
    """``mtbf`` or ``mttr`` of ``queries.maintenance.over_time``: solid of 28 days (or a month), dashed of 90 days."""
    shown = _dated(frame).with_columns(
        *(
            worded(
                frame[column], lambda value: mean_time(name, None if value is None else value * 3600), f"{column}_words"
            )
            for column in (f"{name}_h", f"{name}_long_h")
        )
    )
    axis = alt.Axis(tickCount=3, format=",~r", gridOpacity=0.35, domain=False)
    window = say("maintenance-near-month" if _monthly(frame) else "maintenance-near")
    tooltip = [
        _day_tooltip(),
        alt.Tooltip(f"{name}_h_words:N", title=window),
        *([] if _monthly(frame) else [alt.Tooltip(f"{name}_long_h_words:N", title=say("maintenance-far"))]),
    ]
    near = (
        alt.Chart(shown)
        .mark_line(color=colours.actual, strokeWidth=2.5, point=alt.OverlayMarkDef(color=colours.actual, size=18))
        .encode(x=_axis(frame), y=alt.Y(f"{name}_h:Q", title=None, axis=axis), tooltip=tooltip)
    )
    far = (
        alt.Chart(shown)
        .mark_line(color=colours.loss, strokeWidth=2, strokeDash=[5, 3])
        .encode(x=_axis(frame), y=alt.Y(f"{name}_long_h:Q", title=None, axis=axis), tooltip=tooltip)
    )
    return layered(*([near] if _monthly(frame) else [far, near]), height=HEIGHT, colours=colours)


def _monthly(frame: pl.DataFrame) -> bool:
    starts = frame["starts"].to_list()
    return len(starts) > 1 and (starts[-1] - starts[0]).days > MOST_DAYS


def _dated(frame: pl.DataFrame) -> pl.DataFrame:
    words: Callable[[date], str] = month if _monthly(frame) else day
    return frame.with_columns(pl.col("starts").cast(pl.String).alias("date"), worded(frame["starts"], words, "day"))


def _axis(frame: pl.DataFrame) -> alt.X:
    starts = frame["starts"].to_list()
    if _monthly(frame):
        return calendar_axis.dates(starts, month, every=max(len(starts) // 3, 1))
    return calendar_axis.dates(starts, day_of_month, every=max(len(starts) // 4, 7))


def _day_tooltip() -> alt.Tooltip:
    return alt.Tooltip("day:N", title=say("column-production-day"))
