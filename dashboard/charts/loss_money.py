"""What each kind of loss cost, with its range from low to high; a loss without a price says so in its row."""

from typing import Any

import altair as alt
import polars as pl

from dashboard.charts import horizontal
from dashboard.charts.colours import Colours
from dashboard.charts.layers import either
from dashboard.charts.wording import LOSSES_IN_MONEY, step, worded
from dashboard.figures import money
from dashboard.texts import say


def draw(frame: pl.DataFrame, currency: str, colours: Colours) -> alt.LayerChart:
    """``frame`` holds the rows of one currency of ``queries.losses.money``; the rows stand as in the hours' chart."""
    rows = pl.DataFrame({"kind": list(LOSSES_IN_MONEY)}).join(frame, on="kind", how="left", maintain_order="left")
    shown = rows.with_columns(
        worded(rows["kind"], step, "name"),
        pl.Series("figure", [_figure(row, currency) for row in rows.iter_rows(named=True)]),
        pl.max_horizontal(pl.col("cost_high"), pl.col("cost")).fill_null(0.0).alias("end"),
        (pl.col("cost").is_not_null() & (pl.col("cost") == pl.col("cost").max())).alias("is_largest"),
        worded(rows["cost_low"], lambda cost: money(cost, currency), "low"),
        worded(rows["cost_high"], lambda cost: money(cost, currency), "high"),
    )
    y = horizontal.names(shown, "name")
    x = horizontal.values("cost", max(shown["end"].to_list()), shown["figure"])
    tooltip = [
        alt.Tooltip("name:N", title=say("chart-loss")),
        alt.Tooltip("figure:N", title=say("column-cost")),
        alt.Tooltip("low:N", title=say("column-cost-low")),
        alt.Tooltip("high:N", title=say("column-cost-high")),
    ]
    bars = (
        alt.Chart(shown)
        .mark_bar(height=18)
        .encode(
            y=y,
            x=x,
            color=either("is_largest", colours.attention, colours.loss),
            tooltip=tooltip,
        )
    )
    ranges = (
        alt.Chart(shown.filter(pl.col("cost_high") > pl.col("cost_low")))
        .mark_rule(color=colours.text, strokeWidth=1.5)
        .encode(y=y, x=alt.X("cost_low:Q"), x2=alt.X2("cost_high:Q"), tooltip=tooltip)
    )
    texts = (
        alt.Chart(shown)
        .mark_text(align="left", dx=6, color=colours.text, fontSize=12)
        .encode(y=y, x=alt.X("end:Q"), text=alt.Text("figure:N"))
    )
    return horizontal.layered(bars, ranges, texts, height=horizontal.height(shown.height), colours=colours)


def _figure(row: dict[str, Any], currency: str) -> str:
    if row["hours"] is None:
        return say("none")
    if row["cost"] is None:
        return say("not-priced")
    return ("\N{GREATER-THAN OR EQUAL TO} " if row["cost_missing"] else "") + money(row["cost"], currency)
