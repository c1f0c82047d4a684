"""The way from planned busy time down to good time, in hours: a waterfall of horizontal bars."""

import altair as alt
import polars as pl

from dashboard.charts import horizontal
from dashboard.charts.colours import Colours
from dashboard.charts.wording import step, worded
from dashboard.figures import hours, percent
from dashboard.texts import say

TOTALS = ("planned_busy", "good")
# Not losses, but time about which nothing is known.
UNMEASURED = ("unknown", "unrated")


def draw(frame: pl.DataFrame, colours: Colours) -> alt.LayerChart:
    """``frame`` is the answer of ``queries.losses.hours``.

    Totals are solid, losses grey, the largest of them in the colour of attention; time without a measure is outlined.
    """
    losses = frame.filter(~pl.col("step").is_in(TOTALS + UNMEASURED))
    largest = losses.sort("hours", descending=True)["step"][0]
    shown = frame.with_columns(
        worded(frame["step"], step, "name"),
        pl.when(pl.col("step").is_in(TOTALS))
        .then(pl.lit("total"))
        .when(pl.col("step").is_in(UNMEASURED))
        .then(pl.lit("unmeasured"))
        .when(pl.col("step") == largest)
        .then(pl.lit("largest"))
        .otherwise(pl.lit("loss"))
        .alias("role"),
        worded(frame["hours"], hours, "figure"),
        worded(frame["share"], percent, "of_planned"),
        pl.max_horizontal("from_h", "to_h").alias("end_h"),
    )
    ends = shown["end_h"].to_list()
    y = horizontal.names(shown, "name")
    fill = alt.Color(
        "role:N",
        legend=None,
        scale=alt.Scale(
            domain=["total", "largest", "loss", "unmeasured"],
            range=[colours.actual, colours.attention, colours.loss, colours.paper],
        ),
    )
    bars = (
        alt.Chart(shown.filter(pl.col("hours") != 0))
        .mark_bar(height=18, strokeWidth=1.5)
        .encode(
            y=y,
            x=horizontal.values("from_h", max(ends), shown["figure"], min(shown["to_h"].to_list())),
            x2="to_h:Q",
            color=fill,
            stroke=alt.condition("datum.role == 'unmeasured'", alt.value(colours.outline), alt.value(None)),
            tooltip=[
                alt.Tooltip("name:N", title=say("chart-step")),
                alt.Tooltip("figure:N", title=say("column-hours")),
                alt.Tooltip("of_planned:N", title=say("chart-of-planned")),
            ],
        )
    )
    texts = (
        alt.Chart(shown)
        .mark_text(align="left", dx=6, color=colours.text, fontSize=12)
        .encode(y=y, x="end_h:Q", text="figure:N")
    )
    return horizontal.layered(bars, texts, height=horizontal.height(shown.height), colours=colours)
