"""What changed OEE since the period before: from one OEE to the other, loss by loss."""

import altair as alt
import polars as pl

from dashboard.charts import waterfall
from dashboard.charts.colours import Colours
from dashboard.charts.wording import step, worded
from dashboard.figures import percent, points
from dashboard.texts import code, say

ENDS = ("before", "now")


def draw(frame: pl.DataFrame, colours: Colours) -> alt.LayerChart:
    """``frame`` is the answer of ``queries.oee_change.bridge``.

    The axis is cut so that the effects can be seen: the bars of both periods do not start at zero, and have a figure.
    """
    effects = frame.filter(~pl.col("step").is_in(ENDS))
    worst = effects.sort("effect")["step"][0]
    lowest = min(frame.filter(~pl.col("step").is_in(ENDS))["to_oee"].to_list() + frame["to_oee"].to_list())
    spread = max(frame["to_oee"].to_list()) - lowest
    floor = max(lowest - max(spread, 0.01), 0.0)
    figures = [
        percent(row["effect"]) if row["step"] in ENDS else points(row["effect"]) for row in frame.iter_rows(named=True)
    ]

    def role(name: str, effect: float) -> str:
        if name in ENDS:
            return "before" if name == "before" else "total"
        if effect >= 0:
            return "gain"
        return "largest" if name == worst else "loss"

    shown = frame.select(
        worded(frame["step"], lambda name: code("bridge", name) if name in ENDS else step(name), "name"),
        pl.Series("role", [role(row["step"], row["effect"]) for row in frame.iter_rows(named=True)]),
        pl.Series("figure", figures),
        (pl.when(pl.col("step").is_in(ENDS)).then(floor).otherwise("from_oee") - floor).alias("start"),
        (pl.col("to_oee") - floor).alias("end"),
    )
    return waterfall.draw(shown, {"name": say("chart-step"), "figure": say("chart-figure")}, colours)
