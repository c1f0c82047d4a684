"""Plant overview: how did it go, what did the losses cost, what stops first, and can the number be trusted?"""

from datetime import timedelta
from typing import Any

import polars as pl
import streamlit as st

from dashboard.charts import comparison, loss_hours, loss_money, oee_trend, ranking
from dashboard.figures import count, day, days, duration, hours, moment, money, percent, points
from dashboard.filters import labels
from dashboard.period import Period
from dashboard.queries import losses, oee, stops
from dashboard.views.parts import heading, sentences
from dashboard.visit import Visit, current

TREND_DAYS = 28
REASONS = 5
PLACES = 8


def freshness(visit: Visit, figures: dict[str, Any]) -> None:
    """First of all: how fresh and how complete the data is."""
    zone = visit.place.time_zone
    published, edge = visit.publication.published_at_utc, visit.publication.data_to_utc
    with st.container(border=True):
        late, number = heading.late_sources(visit)
        fresh = "all sources up to date" if not late else f"{number - late} of {count(number, 'source')} up to date"
        age = f", {duration((visit.now - edge).total_seconds())} ago" if edge else ""
        st.markdown(f"**Data until {moment(edge, zone)}**{age} · {fresh} · published {moment(published, zone)}")
        coverage = figures["coverage"]
        if coverage is None:
            st.markdown("**Coverage:** no planned busy time in this period")
        else:
            known, planned = hours(figures["known_h"]), hours(figures["planned_busy_h"])
            st.markdown(f"**Coverage {percent(coverage)}**: state known for {known} of {planned} planned busy time")
            if coverage < sentences.LOW_COVERAGE:
                bounds = f"between {percent(figures['oee_low'])} and {percent(figures['oee_high'])}"
                text = "The figures below hold for the known time only."
                if figures["oee_low"] is not None:
                    text += f" Whatever happened in the unknown time, OEE over all planned time lies {bounds}."
                st.warning(text, title="Low coverage", icon=":material/visibility_off:")
        st.page_link(
            "views/data_trust.py",
            label="Sources, files and checks",
            icon=":material/arrow_forward:",
            query_params=visit.link(),
        )


def oee_section(visit: Visit, figures: dict[str, Any]) -> None:
    """OEE against the target and the period before, day by day and in its factors."""
    before = days(visit.before.first, visit.before.last)
    st.subheader(sentences.oee_against(figures, before), anchor=False)
    trend, factors = st.columns([3, 2], gap="medium")
    with factors.grid(2, min_column_width=140, border=True):
        for name, label in (
            ("oee", "OEE"),
            ("availability", "Availability"),
            ("performance", "Performance"),
            ("quality", "Quality"),
        ):
            change = figures[f"{name}_change"]
            st.metric(
                label,
                percent(figures[name]),
                None if change is None else points(change),
                delta_color="off",
                delta_arrow="off",
                help=DEFINITIONS[name],
            )
    with trend:
        first = min(visit.period.first, visit.period.last - timedelta(days=TREND_DAYS - 1))
        by_day = oee.by_day(visit.connection, visit.place.level, visit.place.id, Period(first, visit.period.last))
        st.altair_chart(
            oee_trend.draw(by_day, visit.period, figures["target"], visit.colours),
            alt=f"OEE by production day from {day(first)} to {day(visit.period.last)}",
        )
        key = ["dark: this period", "light: days before"]
        key += (
            [f"dashed line: target {percent(figures['target'])}"]
            if figures["target"] is not None
            else ["no target set"]
        )
        st.caption("OEE by production day · " + " · ".join([*key, "?: not measured", "empty: not planned"]))
    basis = [f"Changes are against {before}", f"basis: {hours(figures['known_h'])} known busy time"]
    if figures["measured_share"] is not None and figures["measured_share"] < 0.9995:
        basis.append(f"OEE measured for {percent(figures['measured_share'])} of it")
    if figures["oee"] is None and figures["availability_x_performance"] is not None:
        basis.append(f"availability times performance {percent(figures['availability_x_performance'])}")
    if figures["missing"]:
        basis.append(f"missing: {figures['missing']}")
    basis.append(f"loss policy: {visit.publication.loss_policy.split(', ')[0]}")
    st.caption(" · ".join(basis))


DEFINITIONS = {
    "oee": "Ideal time of good units ÷ busy time.",
    "availability": "Run time ÷ busy time (planned busy time whose state is known).",
    "performance": "Ideal time of all units ÷ run time.",
    "quality": "Ideal time of good units ÷ ideal time of all units.",
}


def loss_section(visit: Visit) -> None:
    """From planned busy time to good time, and what the stops in between cost."""
    place = (visit.connection, visit.place.level, visit.place.id, visit.period)
    in_hours, in_money = st.columns(2, gap="medium")
    with in_hours:
        steps = losses.hours(*place)
        if not steps.height:
            st.info("No time is accounted for in this period. Choose another period at the side.")
            return
        st.subheader(sentences.largest_loss(steps), anchor=False)
        st.altair_chart(loss_hours.draw(steps, visit.colours), alt=sentences.largest_loss(steps))
        st.caption("Hours of planned busy time, step by step down to the ideal time of good units")
    with in_money:
        costs = losses.money(*place)
        if not costs.height:
            st.subheader("No stop, so no cost", anchor=False)
        for (currency,), rows in costs.group_by("currency", maintain_order=True):
            message = sentences.stops_cost(rows, currency)
            st.subheader(message, anchor=False)
            st.altair_chart(loss_money.draw(rows, currency, visit.colours), alt=message)
            texts = [part for text in rows["cost_missing"].drop_nulls().to_list() for part in text.split("; ")]
            missing = list(dict.fromkeys(texts))
            notes = [f"{currency}, as configured; the line reaches from the low to the high estimate"]
            if rows["is_least"][0]:
                notes.append("\N{GREATER-THAN OR EQUAL TO}: a part of the cost is missing")
            notes += [f"missing: {'; '.join(missing)}"] if missing else []
            st.caption(" · ".join([*notes, "speed and quality losses are in hours only"]))


def reason_section(visit: Visit) -> None:
    """The five costliest reasons, each leading on to its stops."""
    found = losses.costliest_reasons(visit.connection, visit.place.level, visit.place.id, visit.period, REASONS)
    known = stops.choices(visit.connection, visit.place.level, visit.place.id).filter(pl.col("what") == "reason")
    label_of = {key: label for label, key in labels(known, "id", "name").items()}
    if not found.height:
        st.subheader("No stop in this period", anchor=False)
    for (currency,), rows in found.group_by("currency", maintain_order=True):
        message = sentences.costliest(rows, currency)
        st.subheader(message, anchor=False)
        figures = [
            money(row["cost"], currency) if row["cost"] is not None else "not priced"
            for row in rows.iter_rows(named=True)
        ]
        bars = rows.select(pl.col("reason_name").alias("name"), pl.col("cost").alias("value")).with_columns(
            pl.Series("figure", figures)
        )
        st.altair_chart(ranking.draw(bars, visit.colours), alt=message)
        st.caption(f"The {rows.height} costliest reasons of stops, {currency}. Open the stops behind one:")
        with st.container(horizontal=True, gap="small"):
            for row in rows.iter_rows(named=True):
                label = label_of.get(row["reason"] or "", row["reason_name"])
                st.page_link(
                    "views/stops.py",
                    label=f"{row['reason_name']}: {count(row['stops'], 'stop')}, {hours(row['hours'])}",
                    icon=":material/arrow_forward:",
                    query_params=visit.link(reason=label),
                )


def place_section(visit: Visit) -> None:
    """The places within this one, the worst first, each leading on to its own overview or its stops."""
    noun = "work unit" if visit.place.level == "line" else "line"
    found = oee.compared(visit.connection, visit.place.level, visit.place.id, visit.period, visit.before).head(PLACES)
    st.subheader(sentences.worst_place(found, noun), anchor=False)
    many_sites = visit.place.level == "enterprise"
    named = found.with_columns(
        (pl.col("object_name") + (", " + pl.col("site_name") if many_sites else pl.lit(""))).alias("name")
    )
    figures = [sentences.oee_of_place(row) for row in named.iter_rows(named=True)]
    bars = named.with_columns(pl.Series("figure", figures))
    st.altair_chart(comparison.draw(bars, visit.colours), alt=sentences.worst_place(found, noun))
    st.caption("OEE · solid: this period · light behind it: the period before, change in points · upright mark: target")
    unmeasured = [f"{row['name']}: {row['missing']}" for row in named.iter_rows(named=True) if row["missing"]]
    if unmeasured:
        st.caption("Not or partly measured: " + " · ".join(unmeasured))
    with st.container(horizontal=True, gap="small"):
        for row in named.iter_rows(named=True):
            if noun == "line":
                link = visit.link(site=row["site_name"], line=row["object_name"])
                page = "views/overview.py"
            else:
                link, page = visit.link(unit=row["object_name"]), "views/stops.py"
            st.page_link(page, label=sentences.place_link(row), icon=":material/arrow_forward:", query_params=link)


def show(visit: Visit) -> None:
    """The page, in the order of the questions."""
    figures = oee.of_period(visit.connection, visit.place.level, visit.place.id, visit.period, visit.before).row(
        0, named=True
    )
    heading.show(visit, "Plant overview", sentences.oee_headline(visit.place.name, figures), compared=True)
    freshness(visit, figures)
    oee_section(visit, figures)
    loss_section(visit)
    reason_section(visit)
    place_section(visit)


show(current())
