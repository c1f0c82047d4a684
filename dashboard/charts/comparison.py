"""OEE of several places: actual solid, the period before lighter behind it, the target as an outlined mark."""

import altair as alt
import polars as pl

from dashboard.charts import horizontal
from dashboard.charts.colours import Colours
from dashboard.charts.layers import either
from dashboard.charts.wording import worded
from dashboard.figures import points
from dashboard.texts import say

ROW_HEIGHT = 46


def draw(frame: pl.DataFrame, colours: Colours) -> alt.LayerChart:
    """``frame`` has name, oee, oee_before, target, gap and figure (the text behind the bars); the worst place first."""
    shown = frame.with_columns(
        pl.max_horizontal("oee", "oee_before", "target").fill_null(0.0).alias("end"),
        worded(frame["gap"], points, "to_target"),
        (pl.col("gap") < 0).fill_null(value=False).alias("is_below"),
    )
    y = horizontal.names(shown, "name")
    x = horizontal.values("oee", 1.0, frame["figure"])
    tooltip = [
        alt.Tooltip("name:N", title=say("chart-place")),
        alt.Tooltip("figure:N", title=say("kpi-oee")),
        alt.Tooltip("to_target:N", title=say("chart-to-target")),
    ]
    before = (
        alt.Chart(shown.filter(pl.col("oee_before").is_not_null()))
        .mark_bar(height=26, color=colours.before, opacity=0.55)
        .encode(y=y, x=horizontal.values("oee_before", 1.0, frame["figure"]), tooltip=tooltip)
    )
    actual = (
        alt.Chart(shown.filter(pl.col("oee").is_not_null()))
        .mark_bar(height=13)
        .encode(
            y=y,
            x=x,
            color=either("is_below", colours.attention, colours.actual),
            tooltip=tooltip,
        )
    )
    target = (
        alt.Chart(shown.filter(pl.col("target").is_not_null()))
        .mark_tick(orient="vertical", size=32, thickness=2.5, color=colours.text)
        .encode(y=y, x=alt.X("target:Q"), tooltip=tooltip)
    )
    texts = (
        alt.Chart(shown)
        .mark_text(align="left", dx=8, color=colours.text, fontSize=12)
        .encode(y=y, x=alt.X("end:Q"), text=alt.Text("figure:N"))
    )
    return horizontal.layered(
        before, actual, target, texts, height=max(shown.height, 1) * ROW_HEIGHT + horizontal.MARGIN, colours=colours
    )
