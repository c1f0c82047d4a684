"""The six big losses in hours; in money where it is known."""

import altair as alt
import polars as pl

from dashboard.charts import ranking
from dashboard.charts.colours import Colours
from dashboard.charts.wording import worded
from dashboard.figures import hours
from dashboard.texts import code, say


def name(loss: str) -> str:
    """The words for one of the six big losses."""
    return code("big-loss", loss.replace(" ", "-").replace(",", ""))


def in_hours(frame: pl.DataFrame, colours: Colours) -> alt.LayerChart:
    """``frame`` is the answer of ``queries.six_losses.of_period`` for one currency."""
    shown = frame.select(
        worded(frame["loss"], name, "name"),
        pl.col("hours").alias("value"),
        worded(frame["hours"], lambda value: say("none") if value is None else hours(value), "figure"),
    )
    return ranking.draw(shown, colours)
