"""Units made against planned, one row a name: actual solid, the plan outlined around it."""

import altair as alt
import polars as pl

from dashboard.charts import horizontal
from dashboard.charts.colours import Colours
from dashboard.charts.layers import either
from dashboard.charts.wording import worded
from dashboard.figures import quantity
from dashboard.texts import say

ROW_HEIGHT = 36


def draw(frame: pl.DataFrame, colours: Colours) -> alt.LayerChart:
    """``frame`` has name, actual, plan (NULL draws no outline), is_short and figure (the text behind the bars)."""
    shown = frame.with_columns(
        pl.max_horizontal("actual", "plan").fill_null(0.0).alias("reach"),
        worded(frame["actual"], quantity, "made"),
        worded(frame["plan"], quantity, "planned"),
    )
    y = horizontal.names(shown, "name")
    largest = max(shown["reach"].to_list(), default=1.0)
    tooltip = [
        alt.Tooltip("name:N", title=say("chart-place")),
        alt.Tooltip("made:N", title=say("chart-made")),
        alt.Tooltip("planned:N", title=say("chart-planned")),
    ]
    actual = (
        alt.Chart(shown)
        .mark_bar(height=14)
        .encode(
            y=y,
            x=horizontal.values("actual", largest, frame["figure"]),
            color=either("is_short", colours.attention, colours.actual),
            tooltip=tooltip,
        )
    )
    plan = (
        alt.Chart(shown.filter(pl.col("plan").is_not_null()))
        .mark_bar(height=22, filled=False, stroke=colours.outline, strokeWidth=1.5)
        .encode(y=y, x=horizontal.values("plan", largest, frame["figure"]), tooltip=tooltip)
    )
    texts = (
        alt.Chart(shown)
        .mark_text(align="left", dx=8, color=colours.text, fontSize=12)
        .encode(y=y, x=alt.X("reach:Q"), text=alt.Text("figure:N"))
    )
    height = max(shown.height, 1) * ROW_HEIGHT + horizontal.MARGIN
    return horizontal.layered(actual, plan, texts, height=height, colours=colours)
