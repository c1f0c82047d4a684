"""Losses: where did the time go, what did it cost, and which reasons are behind it?"""

from functools import partial

import polars as pl
import streamlit as st
from streamlit.column_config import TextColumn

from dashboard.charts import loss_hours, ranking, six_losses
from dashboard.charts.wording import worded
from dashboard.figures import count, hours, money, percent
from dashboard.filters import labels, put_into_url
from dashboard.queries import losses, reason_tree, stops
from dashboard.queries import six_losses as six
from dashboard.texts import say
from dashboard.views.parts import definition, heading, links, sentences, states, tables
from dashboard.views.parts.figure_columns import defined
from dashboard.visit import Visit, current

BRANCH = "branch"
# What the glossary knows the cost of stops by.
STOP_COST = "fct_stops.cost"


def time_section(visit: Visit, steps: pl.DataFrame) -> None:
    """From all time down to good time."""
    message = sentences.time_well_spent(steps)
    st.header(message, anchor=False)
    st.altair_chart(loss_hours.draw(steps, visit.colours), alt=message)
    definition.caption(visit, say("losses-time-key"), "pbt_s")


def six_section(visit: Visit) -> None:
    """The six big losses, in hours and money."""
    found = six.of_period(visit.connection, visit.scope)
    for (currency,), rows in found.group_by("currency", maintain_order=True):
        largest = rows.sort("hours", descending=True, nulls_last=True).row(0, named=True)
        if largest["hours"] is None:
            continue
        name, most = six_losses.name(largest["loss"]), hours(largest["hours"])
        st.header(say("losses-six", loss=name, hours=most), anchor=False)
        drawn, listed = st.columns([2, 3], gap="medium")
        with drawn:
            st.altair_chart(six_losses.in_hours(rows, visit.colours), alt=say("losses-six", loss=name, hours=most))
            all_of = [say("scope-all-shifts")] * (visit.shift is not None)
            all_of += [say("scope-all-products")] * (visit.product is not None)
            definition.caption(visit, " · ".join([say("losses-six-key"), *all_of]), "loss_s")
        with listed:
            tables.show(
                rows.with_columns(worded(rows["loss"], six_losses.name, "loss")),
                {
                    "loss": TextColumn(say("chart-loss")),
                    **defined(hours="loss_h", stops="loss_stops"),
                    **defined("equivalent_units", "cost_low", "cost_high"),
                    "missing": TextColumn(say("column-missing")),
                    "cost_missing": TextColumn(say("stops-missing")),
                },
                f"six_big_losses_{currency}",
                say("losses-six-alt"),
                missing=say("none"),
                currency=str(currency or ""),
            )


def reason_section(visit: Visit) -> None:
    """The reasons of stops, from the roots of their tree down."""
    chosen = st.query_params.get(BRANCH)
    way = reason_tree.way(visit.connection, chosen) if chosen else pl.DataFrame()
    branch = chosen if way.height else None
    found = reason_tree.below(visit.connection, visit.scope, branch)
    st.header(reason_title(found, way), anchor=False)
    breadcrumbs(way)
    if not found.height:
        states.nothing_for_filter()
    named = found.with_columns(pl.col("reason_name").fill_null(say("no-reason")))
    for (currency,), rows in named.group_by("currency", maintain_order=True):
        by_cost = rows["cost"].is_not_null().any()
        figures = [
            f"{money(row['cost'], currency) if row['cost'] is not None else say('not-priced')} · {hours(row['hours'])}"
            for row in rows.iter_rows(named=True)
        ]
        bars = rows.select(
            pl.col("reason_name").alias("name"), pl.col("cost" if by_cost else "hours").alias("value")
        ).with_columns(pl.Series("figure", figures))
        st.altair_chart(ranking.draw(bars, visit.colours), alt=say("losses-reasons-alt"))
        definition.caption(visit, say("losses-reasons-key", currency=currency), STOP_COST)
        leads(visit, rows, currency)


def reason_title(found: pl.DataFrame, way: pl.DataFrame) -> str:
    """Which branch lost most."""
    if not found.height:
        return say("overview-no-stop")
    first = found.row(0, named=True)
    name = sentences.reason_name(first["reason_name"])
    within = way["reason_name"][-1] if way.height else None
    if first["cost"] is None:
        told = say("costliest-unpriced", reason=name, hours=hours(first["hours"]))
    else:
        cost, share = money(first["cost"], first["currency"]), percent(first["cost_share"])
        told = say("costliest", reason=name, cost=cost, share=share)
    return told if within is None else say("losses-within", branch=within, told=told)


def breadcrumbs(way: pl.DataFrame) -> None:
    """The way back up the tree."""
    if not way.height:
        return
    with st.container(horizontal=True, gap="small"):
        links.here("all_reasons", say("losses-all-reasons"), partial(open_branch, None), icon=None)
        for row in way.head(way.height - 1).iter_rows(named=True):
            links.here(row["reason"], row["reason_name"], partial(open_branch, row["reason"]), icon=None)


def open_branch(reason: str | None) -> None:
    """Shows what lies below ``reason``, ``None`` for all reasons."""
    put_into_url(BRANCH, reason or "", "")


def leads(visit: Visit, rows: pl.DataFrame, currency: str | None) -> None:
    """From each branch to what lies below it, or to its stops."""
    known = stops.reasons(visit.connection, visit.place.level, visit.place.id)
    label_of = labels(known, "reason", "reason_name", say("no-reason"))
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        for row in rows.iter_rows(named=True):
            name = row["reason_name"]
            label = say(
                "overview-reason-link", reason=name, stops=count(row["stops"], "stop"), hours=hours(row["hours"])
            )
            if row["is_branch"]:
                below = partial(open_branch, row["reason"])
                links.here(f"{row['reason']}_{currency}", label, below, ":material/account_tree:")
            else:
                links.to("stops", label, visit.link(reason=label_of.get(row["reason"] or "", name)))


def show(visit: Visit) -> None:
    """The page."""
    steps = losses.hours(visit.connection, visit.scope, of_all_time=True)
    is_planned = not steps.filter(step="planned_busy", hours=0.0).height
    message = sentences.largest_loss(steps) if steps.height else say("losses-no-time")
    if not is_planned:
        message = say("oee-not-planned-here", place=visit.place.name)
    heading.show(visit, "losses", message)
    heading.known_time(visit, visit.scope)
    heading.late_sources(visit)
    if not steps.height:
        st.info(say("no-time-here"))
        return
    if not is_planned:
        states.not_planned()
        time_section(visit, steps)
        return
    time_section(visit, steps)
    six_section(visit)
    reason_section(visit)


show(current())
