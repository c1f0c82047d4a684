"""Plant overview: how did it go, what did the losses cost, what stops first, and can the number be trusted?"""

from datetime import timedelta
from functools import partial
from typing import Any

import polars as pl
import streamlit as st

from dashboard import filters
from dashboard.charts import comparison, loss_hours, loss_money, oee_trend, ranking
from dashboard.figures import count, day, days, duration, hours, moment, money, percent, points
from dashboard.filters import labels
from dashboard.period import Period
from dashboard.queries import losses, oee, stops
from dashboard.texts import say
from dashboard.views.parts import definition, heading, links, sentences, states
from dashboard.visit import Visit, current

TREND_DAYS = 28
REASONS = 5
PLACES = 8
KPIS = ("oee", "availability", "performance", "quality")


def freshness(visit: Visit, figures: dict[str, Any]) -> None:
    """First of all: how fresh and how complete the data is."""
    zone = visit.place.time_zone
    edge = visit.publication.data_to_utc
    with st.container(border=True):
        late, number = heading.late_sources(visit)
        told = {
            "edge": moment(edge, zone),
            "published": moment(visit.publication.published_at_utc, zone),
            "fresh": say("overview-some-late", fresh=number - late, sources=count(number, "source"))
            if late
            else say("overview-fresh"),
        }
        if edge is None:
            st.markdown(say("overview-no-edge", **told))
        else:
            st.markdown(say("overview-edge", age=duration((visit.now - edge).total_seconds()), **told))
        coverage = figures["coverage"]
        if coverage is None:
            st.markdown(say("overview-no-plan"))
        else:
            known, planned = hours(figures["known_h"]), hours(figures["planned_busy_h"])
            covered = say("overview-coverage", coverage=percent(coverage), known=known, planned=planned)
            st.markdown(covered, help=definition.explained(visit, "", "coverage"))
            if coverage < sentences.LOW_COVERAGE:
                low, high = figures["oee_low"], figures["oee_high"]
                text = (
                    say("overview-low")
                    if low is None
                    else say("overview-low-range", low=percent(low), high=percent(high))
                )
                st.warning(text, title=say("overview-low-title"), icon=":material/visibility_off:")
        links.to("data_trust", say("overview-to-trust"), visit.link())


def oee_section(visit: Visit, figures: dict[str, Any]) -> None:
    """OEE against the target and the period before, day by day and in its factors."""
    before = days(visit.before.first, visit.before.last)
    st.header(sentences.oee_against(figures, before), anchor=False)
    trend, factors = st.columns([3, 2], gap="medium")
    with factors.grid(2, min_column_width=140, border=True):
        for name in KPIS:
            change = figures[f"{name}_change"]
            st.metric(
                say(f"kpi-{name}"),
                percent(figures[name]),
                None if change is None else points(change),
                delta_color="off",
                delta_arrow="off",
                help=definition.explained(visit, say(f"define-{name}"), name),
            )
    with trend:
        target = figures["target"]
        first = min(visit.period.first, visit.period.last - timedelta(days=TREND_DAYS - 1))
        by_day = oee.by_day(visit.connection, visit.scope.of(Period(first, visit.period.last)))
        st.altair_chart(
            oee_trend.draw(by_day, visit.period, target, visit.colours),
            alt=say("overview-trend-alt", first=day(first), last=day(visit.period.last)),
        )
        line = (
            say("overview-trend-no-target") if target is None else say("overview-trend-target", target=percent(target))
        )
        definition.caption(visit, say("overview-trend-key", target=line), "oee")
    basis = [say("overview-basis-changes", before=before), say("overview-basis-known", hours=hours(figures["known_h"]))]
    if figures["measured_share"] is not None and figures["measured_share"] < 0.9995:
        basis.append(say("overview-basis-measured", share=percent(figures["measured_share"])))
    if figures["oee"] is None and figures["availability_x_performance"] is not None:
        basis.append(say("overview-basis-product", ratio=percent(figures["availability_x_performance"])))
    if figures["missing"]:
        basis.append(say("missing", what=figures["missing"]))
    basis.append(say("overview-basis-policy", policy=visit.publication.loss_policy.split(", ")[0]))
    definition.caption(visit, " · ".join(basis), "known_busy_s")


def loss_section(visit: Visit) -> None:
    """From planned busy time to good time, and what the stops in between cost."""
    in_hours, in_money = st.columns(2, gap="medium")
    with in_hours:
        steps = losses.hours(visit.connection, visit.scope)
        if not steps.height:
            st.info(say("no-time-here"))
            return
        st.header(sentences.largest_loss(steps), anchor=False)
        st.altair_chart(loss_hours.draw(steps, visit.colours), alt=sentences.largest_loss(steps))
        definition.caption(visit, say("overview-hours-key"), "pbt_s")
    with in_money:
        costs = losses.money(visit.connection, visit.scope)
        if not costs.height:
            st.header(say("overview-no-cost"), anchor=False)
        for (currency,), rows in costs.group_by("currency", maintain_order=True):
            message = sentences.stops_cost(rows, currency)
            st.header(message, anchor=False)
            st.altair_chart(loss_money.draw(rows, currency, visit.colours), alt=message)
            texts = [part for text in rows["cost_missing"].drop_nulls().to_list() for part in text.split("; ")]
            missing = list(dict.fromkeys(texts))
            notes = [say("overview-money-key", currency=currency)]
            if rows["is_least"][0]:
                notes.append(say("overview-money-part"))
            notes += [say("missing", what="; ".join(missing))] if missing else []
            notes.append(say("overview-money-limits"))
            definition.caption(visit, " · ".join(notes), "fct_stops.cost")


def reason_section(visit: Visit) -> None:
    """The five costliest reasons, each leading on to its stops."""
    found = losses.costliest_reasons(visit.connection, visit.scope, REASONS)
    known = stops.reasons(visit.connection, visit.place.level, visit.place.id)
    label_of = labels(known, "reason", "reason_name", say("no-reason"))
    if not found.height:
        st.header(say("overview-no-stop"), anchor=False)
    for (currency,), rows in found.group_by("currency", maintain_order=True):
        message = sentences.costliest(rows, currency)
        st.header(message, anchor=False)
        figures = [
            money(row["cost"], currency) if row["cost"] is not None else say("not-priced")
            for row in rows.iter_rows(named=True)
        ]
        bars = rows.select(
            pl.col("reason_name").fill_null(say("no-reason")).alias("name"), pl.col("cost").alias("value")
        ).with_columns(pl.Series("figure", figures))
        st.altair_chart(ranking.draw(bars, visit.colours), alt=message)
        key = say("overview-reasons-key", n=rows.height, currency=currency)
        definition.caption(visit, key, "fct_stops.cost")
        with st.container(horizontal=True, gap="small"):
            for row in rows.iter_rows(named=True):
                name = sentences.reason_name(row["reason_name"])
                lost = hours(row["hours"])
                links.to(
                    "stops",
                    say("overview-reason-link", reason=name, stops=count(row["stops"], "stop"), hours=lost),
                    visit.link(reason=label_of.get(row["reason"] or "", name)),
                )


def place_section(visit: Visit) -> None:
    """The places within this one, the worst first, each leading on to its own overview or its stops."""
    noun = "work-unit" if visit.place.level == "line" else "line"
    found = oee.compared(visit.connection, visit.scope, visit.before).head(PLACES)
    many_sites = visit.place.level == "enterprise"
    named = found.with_columns(
        (pl.col("object_name") + (", " + pl.col("site_name") if many_sites else pl.lit(""))).alias("name")
    )
    message = sentences.worst_place(named, noun)
    st.header(message, anchor=False)
    figures = [sentences.oee_of_place(row) for row in named.iter_rows(named=True)]
    bars = named.with_columns(pl.Series("figure", figures))
    st.altair_chart(comparison.draw(bars, visit.colours), alt=message)
    definition.caption(visit, say("overview-places-key"), "oee")
    unmeasured = [f"{row['name']}: {row['missing']}" for row in named.iter_rows(named=True) if row["missing"]]
    if unmeasured:
        st.caption(say("overview-unmeasured", places=" · ".join(unmeasured)))
    with st.container(horizontal=True, gap="small"):
        for row in named.iter_rows(named=True):
            label = sentences.place_link(row)
            if noun == "line":
                links.here(row["object"], label, partial(filters.choose_line, row["site"], row["object"]))
            else:
                links.to("stops", label, visit.link(unit=row["object_name"]))


def show(visit: Visit) -> None:
    """The page, in the order of the questions."""
    figures = oee.of_period(visit.connection, visit.scope, visit.before).row(0, named=True)
    heading.show(visit, "overview", sentences.oee_headline(visit.place.name, figures), compared=True)
    freshness(visit, figures)
    if not figures["planned_busy_h"]:
        states.not_planned()
    oee_section(visit, figures)
    if not figures["planned_busy_h"]:
        return
    loss_section(visit)
    reason_section(visit)
    place_section(visit)


show(current())
