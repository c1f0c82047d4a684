"""A ratio over time beside the period before, and a small panel of it, one of many on the same scale."""

import altair as alt
import polars as pl

from dashboard.charts.colours import Colours
from dashboard.charts.layers import layered
from dashboard.charts.wording import worded
from dashboard.figures import day_of_month, percent
from dashboard.texts import say

HEIGHT = 130
MULTIPLE_HEIGHT = 90


def factor(frame: pl.DataFrame, name: str, target: float | None, colours: Colours) -> alt.LayerChart:
    """One column ``name`` of ``queries.oee_trend.factors``: this period solid, the one before lighter."""
    shown = frame.select(
        "is_now",
        "number",
        pl.col(name).alias("value"),
        worded(frame["starts"], day_of_month, "day"),
        worded(frame[name], percent, "figure"),
    )
    now, before = shown.filter("is_now"), shown.filter(~pl.col("is_now"))
    values = shown["value"].drop_nulls().to_list() + ([target] if target is not None else [])
    low = max(0.0, min(values, default=0.0) - 0.05)
    high = max(values, default=1.0) + 0.05
    labels: dict[int, str] = dict(now.select("number", "day").iter_rows())
    ticks = sorted(labels)[:: max(len(labels) // 4, 1)]
    names = ", ".join(f"'{number}': '{labels[number]}'" for number in ticks)
    x = alt.X(
        "number:Q",
        title=None,
        scale=alt.Scale(nice=False, padding=8),
        axis=alt.Axis(values=ticks, labelExpr=f"({{{names}}})[datum.value]", grid=False, ticks=False, labelFlush=True),
    )
    y = alt.Y(
        "value:Q",
        title=None,
        scale=alt.Scale(domain=[low, high], nice=False),
        axis=alt.Axis(format=".0%", tickCount=3, gridOpacity=0.35, domain=False),
    )
    tooltip = [
        alt.Tooltip("day:N", title=say("column-production-day")),
        alt.Tooltip("figure:N", title=say(f"kpi-{name}")),
    ]
    marks = [
        alt.Chart(before if before["value"].count() else before.clear())
        .mark_line(color=colours.before, strokeWidth=2, point=False)
        .encode(x=x, y=y, tooltip=tooltip),
        alt.Chart(now)
        .mark_line(color=colours.actual, strokeWidth=2.5, point=alt.OverlayMarkDef(color=colours.actual, size=28))
        .encode(x=x, y=y, tooltip=tooltip),
    ]
    if target is not None:
        marks.append(
            alt.Chart(pl.DataFrame({"value": [target]}))
            .mark_rule(strokeDash=[5, 3], strokeWidth=1.5, color=colours.text)
            .encode(y=y)
        )
    return layered(*marks, height=HEIGHT, colours=colours)


def panel(frame: pl.DataFrame, name: str, colours: Colours) -> alt.LayerChart:
    """``name``'s rows of ``queries.oee_split.series``, on the scales of all its names."""
    values, dates = frame["oee"].drop_nulls().to_list(), sorted(frame["starts"].cast(pl.String).unique().to_list())
    frame = frame.filter(pl.col("object_name") == name)
    shown = frame.with_columns(
        worded(frame["starts"], day_of_month, "day"),
        worded(frame["oee"], percent, "figure"),
        pl.col("starts").cast(pl.String).alias("date"),
    )
    y = alt.Y(
        "oee:Q",
        title=None,
        scale=alt.Scale(
            domain=[max(0.0, min(values, default=0.0) - 0.05), max(values, default=1.0) + 0.05], nice=False
        ),
        axis=alt.Axis(format=".0%", tickCount=2, gridOpacity=0.35, domain=False),
    )
    line = (
        alt.Chart(shown)
        .mark_line(color=colours.actual, strokeWidth=2, point=alt.OverlayMarkDef(color=colours.actual, size=16))
        .encode(
            x=alt.X("date:O", title=None, axis=None, scale=alt.Scale(domain=dates)),
            y=y,
            tooltip=[
                alt.Tooltip("object_name:N", title=say("chart-place")),
                alt.Tooltip("day:N", title=say("column-production-day")),
                alt.Tooltip("figure:N", title=say("kpi-oee")),
            ],
        )
    )
    return layered(line, height=MULTIPLE_HEIGHT, colours=colours)
