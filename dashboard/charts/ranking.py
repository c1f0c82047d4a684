"""A Pareto: names from the largest value down, each with its value and what share all up to it have."""

import altair as alt
import polars as pl

from dashboard.charts import horizontal
from dashboard.charts.colours import Colours
from dashboard.charts.layers import either
from dashboard.texts import say


def draw(frame: pl.DataFrame, colours: Colours) -> alt.LayerChart:
    """``frame`` has name, value (NULL draws no bar) and figure (the text behind the bar), the largest first."""
    largest = frame["value"].cast(pl.Float64).drop_nulls().to_list()
    y = horizontal.names(frame, "name")
    valued = frame.filter(pl.col("value").is_not_null())
    bars = (
        alt.Chart(valued.with_columns((pl.col("value") == pl.col("value").max()).alias("is_largest")))
        .mark_bar(height=18)
        .encode(
            y=y,
            x=horizontal.values("value", max(largest, default=1.0), frame["figure"]),
            color=either("is_largest", colours.attention, colours.loss),
            tooltip=[
                alt.Tooltip("name:N", title=say("column-reason")),
                alt.Tooltip("figure:N", title=say("chart-figure")),
            ],
        )
    )
    texts = (
        alt.Chart(frame.with_columns(pl.col("value").fill_null(0.0)))
        .mark_text(align="left", dx=6, color=colours.text, fontSize=12)
        .encode(y=y, x=alt.X("value:Q"), text=alt.Text("figure:N"))
    )
    return horizontal.layered(bars, texts, height=horizontal.height(frame.height), colours=colours)
