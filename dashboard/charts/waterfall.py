"""A way from one total to another in horizontal bars, each beginning where the one before ended."""

import altair as alt
import polars as pl

from dashboard.charts import horizontal
from dashboard.charts.colours import Colours

ROLES = ("before", "total", "largest", "loss", "gain", "unmeasured")


def draw(frame: pl.DataFrame, tooltip: dict[str, str], colours: Colours) -> alt.LayerChart:
    """``frame`` has name, start, end, role (one of ``ROLES``) and figure (the text behind the bar), in order.

    Totals are solid, that of a period before lighter, losses grey, the one that needs a person in the colour of
    attention; gains and time without a measure are outlined. ``tooltip`` is column to title.
    """
    shown = frame.with_columns(pl.max_horizontal("start", "end").alias("reach"))
    y = horizontal.names(shown, "name")
    lowest = min([0.0, *shown["start"].to_list(), *shown["end"].to_list()])
    x = horizontal.values("start", max(shown["reach"].to_list()), shown["figure"], lowest)
    fill = alt.Color(
        "role:N",
        legend=None,
        scale=alt.Scale(
            domain=list(ROLES),
            range=[colours.before, colours.actual, colours.attention, colours.loss, colours.paper, colours.paper],
        ),
    )
    bars = (
        alt.Chart(shown.filter(pl.col("start") != pl.col("end")))
        .mark_bar(height=18, strokeWidth=1.5)
        .encode(
            y=y,
            x=x,
            x2=alt.X2("end:Q"),
            color=fill,
            stroke=alt.condition(
                "datum.role == 'unmeasured' || datum.role == 'gain'", alt.value(colours.outline), alt.value(None)
            ),
            tooltip=[alt.Tooltip(f"{column}:N", title=title) for column, title in tooltip.items()],
        )
    )
    texts = (
        alt.Chart(shown)
        .mark_text(align="left", dx=6, color=colours.text, fontSize=12)
        .encode(y=y, x=alt.X("reach:Q"), text=alt.Text("figure:N"))
    )
    return horizontal.layered(bars, texts, height=horizontal.height(shown.height), colours=colours)
