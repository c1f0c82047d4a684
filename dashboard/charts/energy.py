"""Energy day by day by what the machines did meanwhile, and per good unit."""

import altair as alt
import polars as pl

from dashboard.charts import calendar_axis
from dashboard.charts.colours import Colours
from dashboard.charts.layers import layered
from dashboard.charts.wording import worded
from dashboard.figures import day, energy
from dashboard.period import Period
from dashboard.texts import code, say

HEIGHT = 215
# From the ground up: what was meant is solid, and what was drawn beside any plan asks for attention.
PARTS = ("producing", "stopped", "besides", "unknown")


def by_day(frame: pl.DataFrame, period: Period, colours: Colours) -> alt.LayerChart:
    """``frame`` is the answer of ``queries.energy.by_day``; days before the period are paler."""
    long = (
        _dated(frame)
        .unpivot(
            [f"{part}_kwh" for part in PARTS],
            index=["date", "day", "production_date"],
            variable_name="part",
            value_name="kwh",
        )
        .with_columns(pl.col("part").str.strip_suffix("_kwh"))
    )
    shown = long.with_columns(
        worded(long["part"], part_name, "name"),
        worded(long["kwh"], energy, "figure"),
        (pl.col("production_date") >= period.first).alias("in_period"),
        pl.col("part").replace_strict({part: number for number, part in enumerate(PARTS)}).alias("order"),
    ).drop("production_date")
    fill = [colours.actual, colours.loss, colours.attention, colours.paper]
    bars = (
        alt.Chart(shown.filter(pl.col("kwh") > 0))
        .mark_bar(strokeWidth=1)
        .encode(
            x=_axis(frame),
            y=alt.Y("kwh:Q", title=None, axis=alt.Axis(tickCount=4, format=",~r", gridOpacity=0.35, domain=False)),
            color=alt.Color("part:N", legend=None, scale=alt.Scale(domain=list(PARTS), range=fill)),
            stroke=alt.condition("datum.part == 'unknown'", alt.value(colours.outline), alt.value(None)),
            opacity=alt.condition("datum.in_period", alt.value(1), alt.value(0.5)),
            order=alt.Order("order:Q"),
            tooltip=[
                _day_tooltip(),
                alt.Tooltip("name:N", title=say("column-state")),
                alt.Tooltip("figure:N", title=say("energy-energy")),
            ],
        )
    )
    return layered(bars, height=HEIGHT, colours=colours)


def per_unit(frame: pl.DataFrame, colours: Colours) -> alt.LayerChart:
    """Energy per good unit by day; a day that has none breaks the line."""
    shown = _dated(frame).with_columns(worded(frame["per_unit_kwh"], energy, "figure")).drop("production_date")
    line = (
        alt.Chart(shown)
        .mark_line(color=colours.actual, strokeWidth=2.5, point=alt.OverlayMarkDef(color=colours.actual, size=22))
        .encode(
            x=_axis(frame),
            y=alt.Y(
                "per_unit_kwh:Q", title=None, axis=alt.Axis(tickCount=4, format=",~r", gridOpacity=0.35, domain=False)
            ),
            tooltip=[_day_tooltip(), alt.Tooltip("figure:N", title=say("energy-per-unit"))],
        )
    )
    return layered(line, height=HEIGHT, colours=colours)


def part_name(part: str) -> str:
    """What the machines did while a part of the energy was drawn."""
    return code("energy-part", part)


def _dated(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(
        pl.col("production_date").cast(pl.String).alias("date"), worded(frame["production_date"], day, "day")
    )


def _axis(frame: pl.DataFrame) -> alt.X:
    days = frame["production_date"].to_list()
    return calendar_axis.dates(days, every=max(len(days) // 4, calendar_axis.A_WEEK))


def _day_tooltip() -> alt.Tooltip:
    return alt.Tooltip("day:N", title=say("column-production-day"))
