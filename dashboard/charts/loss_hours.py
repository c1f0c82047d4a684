"""The way from all time, or from planned busy time, down to good time, in hours."""

import altair as alt
import polars as pl

from dashboard.charts import waterfall
from dashboard.charts.colours import Colours
from dashboard.charts.wording import step, worded
from dashboard.figures import hours, percent
from dashboard.texts import say

TOTALS = ("calendar", "planned_busy", "good")
# Not losses, but time about which nothing is known.
UNMEASURED = ("unknown", "unrated")
# Not losses either, but time in which nothing was meant to run.
NOT_PLANNED = ("unscheduled", "planned")


def role(name: str, largest: str) -> str:
    """How a step is drawn; ``largest`` is the step that took most."""
    if name in TOTALS:
        return "total"
    if name in UNMEASURED + NOT_PLANNED:
        return "unmeasured"
    return "largest" if name == largest else "loss"


def draw(frame: pl.DataFrame, colours: Colours) -> alt.LayerChart:
    """``frame`` is the answer of ``queries.losses.hours`` or ``from_calendar``."""
    losses = frame.filter(~pl.col("step").is_in(TOTALS + UNMEASURED + NOT_PLANNED))
    largest = losses.sort("hours", descending=True)["step"][0]
    shown = frame.select(
        worded(frame["step"], step, "name"),
        worded(frame["step"], lambda name: role(name, largest), "role"),
        worded(frame["hours"], hours, "figure"),
        worded(frame["share"], percent, "of_planned"),
        pl.col("from_h").alias("start"),
        pl.col("to_h").alias("end"),
    )
    tooltip = {"name": say("chart-step"), "figure": say("column-hours"), "of_planned": say("chart-of-planned")}
    return waterfall.draw(shown, tooltip, colours)
