"""OEE: how did it develop, what moved it, and where is it low?"""

from datetime import timedelta
from typing import Any

import polars as pl
import streamlit as st
from streamlit.column_config import TextColumn

from dashboard.charts import comparison, oee_bridge, over_time
from dashboard.charts.wording import step
from dashboard.figures import days, percent, points
from dashboard.filters import choose_on_page
from dashboard.period import Period
from dashboard.queries import oee, oee_change, oee_split, oee_trend
from dashboard.texts import say
from dashboard.views.parts import definition, heading, links, sentences, states, tables
from dashboard.views.parts.figure_columns import defined
from dashboard.visit import Visit, current

KPIS = ("oee", "availability", "performance", "quality")
A_WEEK = 7
ONE_DAY = timedelta(days=1)
# From the first to the last of 28 days.
FOUR_WEEKS = timedelta(days=27)
ROWS_DRAWN = 12
PANELS_BESIDE = 3


def change_section(visit: Visit) -> None:
    """What changed since the period before, loss by loss."""
    frame = oee_change.bridge(visit.connection, visit.scope, visit.before)
    if not frame.height:
        st.header(say("oee-no-bridge"), anchor=False)
        return
    message = bridge_message(frame)
    st.header(message, anchor=False)
    st.altair_chart(oee_bridge.draw(frame, visit.colours), alt=message)
    key = say("oee-bridge-key", before=days(visit.before.first, visit.before.last))
    definition.caption(visit, key, "oee_change")
    links.to("losses", say("oee-to-losses"), visit.link())


def bridge_message(frame: pl.DataFrame) -> str:
    """Which loss moved OEE most, by ``queries.oee_change.bridge``."""
    ends = dict(frame.select("step", "effect").iter_rows())
    change = ends["now"] - ends["before"]
    effects = frame.filter(~pl.col("step").is_in(oee_bridge.ENDS))
    strongest = effects.sort(pl.col("effect").abs(), descending=True).row(0, named=True)
    told = {"loss": step(strongest["step"]), "effect": points(strongest["effect"]), "change": points(change)}
    return say("oee-bridge-level" if abs(change) < sentences.LEVEL else "oee-bridge", **told)


def trend_section(visit: Visit, target: float | None) -> None:
    """OEE and its factors over time, each beside the period before.

    A period of a few points tells no development: it is widened to the four weeks up to its last day.
    """
    period, before, key = visit.period, visit.before, "oee-trend-key"
    if period.length < A_WEEK:
        period = Period(period.last - FOUR_WEEKS, period.last)
        before = Period(period.first - FOUR_WEEKS - ONE_DAY, period.first - ONE_DAY)
        key = "oee-trend-key-weeks"
    frame = oee_trend.factors(visit.connection, visit.scope.of(period), before)
    size = oee_trend.grain(period)
    st.header(say(f"oee-trend-by-{size}"), anchor=False)
    with st.grid(2, min_column_width=300):
        for name in KPIS:
            with st.container():
                explained = definition.explained(visit, say(f"define-{name}"), name)
                st.markdown(f"**{say(f'kpi-{name}')}**", help=explained)
                goal = target if name == "oee" else None
                st.altair_chart(over_time.factor(frame, name, goal, visit.colours), alt=say(f"define-{name}"))
    line = say("overview-trend-no-target") if target is None else say("overview-trend-target", target=percent(target))
    definition.caption(visit, say(key, target=line), "oee")


def split_section(visit: Visit) -> None:
    """OEE by place, shift, product or order: beside each other, over time, and as a table."""
    by = choose_on_page(say("oee-split-by"), "by", {way: say(f"oee-by-{way}") for way in oee_split.WAYS})
    if by == "place":
        frame = oee_split.places(visit.connection, visit.scope, visit.before)
    elif by == "order":
        frame = oee_split.orders(visit.connection, visit.scope)
    else:
        frame = oee_split.parts(visit.connection, visit.scope, visit.before, by)
    if not frame.height:
        states.nothing_for_filter()
        return
    measured = frame.filter(pl.col("oee").is_not_null(), pl.col("object").is_not_null()).sort("oee")
    if by == "place":
        measured = measured.filter(pl.col("depth") == 0)
    title = say("oee-split-none")
    if measured.height:
        title = say("oee-split-lowest", name=measured["object_name"][0], oee=percent(measured["oee"][0]))
    st.header(title, anchor=False)
    draw_split(visit, frame, by, title)
    if by != "order":
        draw_multiples(visit, by)
    show_table(frame, by)


def draw_split(visit: Visit, frame: pl.DataFrame, by: str, title: str) -> None:
    """The lowest of each kind beside each other."""
    top = frame.filter(pl.col("depth") == 0) if by == "place" else frame.filter(pl.col("object").is_not_null())
    top = top.sort("oee", nulls_last=True, maintain_order=True).head(ROWS_DRAWN)
    for column in ("oee_before", "change", "target", "gap"):
        if column not in top.columns:
            top = top.with_columns(pl.lit(None, dtype=pl.Float64).alias(column))
    figures = [sentences.oee_of_place(row) for row in top.iter_rows(named=True)]
    bars = top.with_columns(pl.col("object_name").alias("name"), pl.Series("figure", figures))
    st.altair_chart(comparison.draw(bars, visit.colours), alt=title)
    key = say("oee-split-key-orders" if by == "order" else "overview-places-key")
    definition.caption(visit, key, "oee")


def draw_multiples(visit: Visit, by: str) -> None:
    """The same over time, one small panel each."""
    series = oee_split.series(visit.connection, visit.scope, by)
    names = series["object_name"].unique(maintain_order=True).to_list()
    if len(names) < 2 or series["starts"].n_unique() < 2:
        return
    st.markdown(f"**{say('oee-multiples')}**")
    with st.grid(PANELS_BESIDE, min_column_width=220):
        for name in names:
            with st.container():
                st.caption(name)
                st.altair_chart(over_time.panel(series, name, visit.colours), alt=say("oee-multiple-alt", name=name))


def show_table(frame: pl.DataFrame, by: str) -> None:
    """All figures, with their coverage and what is missing."""
    ratios = [name for name in (*KPIS, "oee_before", "target", "coverage") if name in frame.columns]
    shown = frame.with_columns(pl.col(ratios) * 100)
    if by == "place":
        indent = pl.lit("\N{EM SPACE}").repeat_by("depth").list.join("")
        shown = shown.with_columns((indent + pl.col("object_name")).alias("object_name"))
    if by in ("shift", "product"):
        shown = shown.with_columns(pl.col("object_name").fill_null(say(f"oee-of-no-{by}")))
    columns: dict[str, Any] = {"object_name": TextColumn(say(f"oee-by-{by}"), pinned=True)}
    if by == "order":
        columns["product_name"] = TextColumn(say("column-product"))
    columns |= defined(*ratios, "planned_busy_h")
    columns["missing"] = TextColumn(say("column-missing"), width="large")
    tables.show(
        shown, columns, f"oee_by_{by}", say("oee-table-alt"), missing=say("none"), cut_at=oee_split.ORDERS_SHOWN
    )


def show(visit: Visit) -> None:
    """The page."""
    figures = oee.of_period(visit.connection, visit.scope, visit.before).row(0, named=True)
    heading.show(visit, "oee", sentences.oee_headline(visit.place.name, figures), compared=True)
    heading.known_time(visit, visit.scope)
    heading.late_sources(visit)
    if not figures["planned_busy_h"]:
        states.not_planned()
        return
    st.markdown(sentences.oee_against(figures, days(visit.before.first, visit.before.last)))
    change_section(visit)
    trend_section(visit, figures["target"])
    split_section(visit)


show(current())
