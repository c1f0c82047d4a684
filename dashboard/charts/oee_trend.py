"""OEE day by day: the period's days solid, the days before it lighter, the target as an outlined line."""

import altair as alt
import polars as pl

from dashboard.charts import calendar_axis, horizontal
from dashboard.charts.colours import Colours
from dashboard.charts.layers import either
from dashboard.charts.wording import worded
from dashboard.figures import day, not_measured, percent
from dashboard.period import Period
from dashboard.texts import say

HEIGHT = 245


def draw(frame: pl.DataFrame, period: Period, target: float | None, colours: Colours) -> alt.LayerChart:
    """``frame`` is the answer of ``queries.oee.by_day``; unplanned days stay empty, unmeasured ones show ``?``."""
    shown = frame.with_columns(
        pl.col("production_date").is_between(period.first, period.last).alias("in_period"),
        worded(frame["production_date"], day, "day"),
        worded(frame["oee"], percent, "figure"),
        worded(frame["coverage"], percent, "known"),
        pl.col("missing").fill_null("").alias("why"),
        pl.col("production_date").cast(pl.String).alias("date"),
    )
    x = calendar_axis.dates(shown["production_date"].to_list())
    y = alt.Y(
        "oee:Q",
        title=None,
        scale=alt.Scale(domain=[0, max([1.0, *shown["oee"].drop_nulls().to_list()])], nice=False),
        axis=alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1], grid=True, gridOpacity=0.35, domain=False),
    )
    tooltip = [
        alt.Tooltip("day:N", title=say("column-production-day")),
        alt.Tooltip("figure:N", title=say("kpi-oee")),
        alt.Tooltip("known:N", title=say("chart-coverage")),
        alt.Tooltip("why:N", title=say("column-missing")),
    ]
    bars = (
        alt.Chart(shown)
        .mark_bar()
        .encode(
            x=x,
            y=y,
            color=either("in_period", colours.actual, colours.before),
            tooltip=tooltip,
        )
    )
    unmeasured = (
        alt.Chart(shown.filter(pl.col("is_planned") & pl.col("oee").is_null()))
        .mark_text(text="?", baseline="bottom", color=colours.text, description=not_measured())
        .encode(x=x, y=alt.value(HEIGHT - 55), tooltip=tooltip)
    )
    layers: list[alt.Chart] = [bars, unmeasured]
    if target is not None:
        layers.append(
            alt.Chart(pl.DataFrame({"target": [target]}))
            .mark_rule(strokeDash=[5, 3], strokeWidth=2, color=colours.text)
            .encode(y=alt.Y("target:Q"))
        )
    return horizontal.layered(*layers, height=HEIGHT, colours=colours)
