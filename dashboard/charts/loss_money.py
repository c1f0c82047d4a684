"""What each kind of loss cost, with its range from low to high; a loss without a price says so in its row."""

from typing import Any

import altair as alt
import polars as pl

from dashboard.charts import horizontal
from dashboard.charts.colours import Colours
from dashboard.charts.wording import LOSSES_IN_MONEY, STEPS
from dashboard.figures import money


def draw(frame: pl.DataFrame, currency: str, colours: Colours) -> alt.LayerChart:
    """``frame`` holds the rows of one currency of ``queries.losses.money``; the rows stand as in the hours' chart."""
    rows = pl.DataFrame({"kind": list(LOSSES_IN_MONEY)}).join(frame, on="kind", how="left", maintain_order="left")
    shown = rows.with_columns(
        pl.col("kind").replace_strict(STEPS).alias("name"),
        pl.struct("cost", "hours", "cost_missing")
        .map_elements(lambda row: _figure(row, currency), return_dtype=pl.String)
        .alias("figure"),
        pl.max_horizontal(pl.col("cost_high"), pl.col("cost")).fill_null(0.0).alias("end"),
        (pl.col("cost").is_not_null() & (pl.col("cost") == pl.col("cost").max())).alias("is_largest"),
        pl.col("cost_low").map_elements(lambda cost: money(cost, currency), return_dtype=pl.String).alias("low"),
        pl.col("cost_high").map_elements(lambda cost: money(cost, currency), return_dtype=pl.String).alias("high"),
    )
    y = horizontal.names(shown, "name")
    x = horizontal.values("cost", max(shown["end"].to_list()))
    tooltip = [
        alt.Tooltip("name:N", title="Loss"),
        alt.Tooltip("figure:N", title="Cost"),
        alt.Tooltip("low:N", title="Low"),
        alt.Tooltip("high:N", title="High"),
    ]
    bars = (
        alt.Chart(shown)
        .mark_bar(height=18)
        .encode(
            y=y,
            x=x,
            color=alt.condition("datum.is_largest", alt.value(colours.attention), alt.value(colours.loss)),
            tooltip=tooltip,
        )
    )
    ranges = (
        alt.Chart(shown.filter(pl.col("cost_high") > pl.col("cost_low")))
        .mark_rule(color=colours.text, strokeWidth=1.5)
        .encode(y=y, x="cost_low:Q", x2="cost_high:Q", tooltip=tooltip)
    )
    texts = (
        alt.Chart(shown)
        .mark_text(align="left", dx=6, color=colours.text, fontSize=12)
        .encode(y=y, x="end:Q", text="figure:N")
    )
    return horizontal.layered(bars, ranges, texts, height=horizontal.height(shown.height), colours=colours)


def _figure(row: dict[str, Any], currency: str) -> str:
    if row["hours"] is None:
        return "none"
    if row["cost"] is None:
        return "not priced"
    return ("\N{GREATER-THAN OR EQUAL TO} " if row["cost_missing"] else "") + money(row["cost"], currency)
