"""Energy: how much was drawn, how much of it while nothing was made, for each good unit, and where?"""

from datetime import timedelta
from typing import Any

import polars as pl
import streamlit as st
from streamlit.column_config import TextColumn

from dashboard.charts import energy as energy_chart
from dashboard.charts import ranking
from dashboard.figures import days, energy, money, percent, signed, signed_energy
from dashboard.filters import labels
from dashboard.period import Period
from dashboard.queries import energy as drawn
from dashboard.queries import places
from dashboard.texts import say
from dashboard.views.parts import definition, heading, links, states, tables
from dashboard.views.parts.figure_columns import defined
from dashboard.visit import Visit, current

TREND_DAYS = 28
UNITS = 8
# The entry of each figure in the glossary.
ENTRIES = {"energy": "energy_kwh", "per-unit": "energy_per_unit_kwh", "idle": "idle_kwh"}


def figure(label: str, value: str, change: str | None, explained: str) -> None:
    """One figure with its change against the period before, which is neither good nor bad by itself."""
    st.metric(label, value, change, delta_color="off", delta_arrow="off", help=explained)


def figure_section(visit: Visit, figures: dict[str, Any], costs: pl.DataFrame) -> None:
    """Energy, per good unit, idle, and what idle energy cost; each against the period before."""
    with st.grid(4, min_column_width=150, border=True):
        for name, key in (("energy", "energy_kwh"), ("per-unit", "per_unit_kwh"), ("idle", "idle_kwh")):
            change = figures[f"{key}_change"]
            told = None if change is None else signed_energy(change)
            meaning = definition.explained(visit, say(f"define-energy-{name}"), ENTRIES[name])
            figure(say(f"energy-{name}"), energy(figures[key]), told, meaning)
        meaning = definition.explained(visit, say("define-energy-idle-cost"), "idle_energy_cost")
        for row in costs.iter_rows(named=True):
            cost = say("not-priced") if row["idle_cost"] is None else money(row["idle_cost"], row["currency"])
            change = row["idle_cost_change"]
            told = None if change is None else f"{signed(change)} {row['currency']}"
            figure(say("energy-idle-cost"), cost, told, meaning)
    notes = [say("overview-basis-changes", before=days(visit.before.first, visit.before.last))]
    priced = costs.filter(pl.col("energy_cost").is_not_null())
    notes += [say("energy-all-cost", cost=money(*row)) for row in priced.select("energy_cost", "currency").iter_rows()]
    if figures["missing"]:
        notes.append(say("missing", what=figures["missing"]))
    unpriced = costs.filter(pl.col("unpriced_kwh") > 0).select("unpriced_kwh", "cost_missing")
    notes += [say("energy-unpriced", energy=energy(kwh), why=why or say("none")) for kwh, why in unpriced.iter_rows()]
    definition.caption(visit, " · ".join(notes), "energy_cost")


def day_section(visit: Visit, figures: dict[str, Any]) -> None:
    """Day by day: by what was done meanwhile, and per good unit."""
    period = visit.period
    first = min(period.first, period.last - timedelta(days=TREND_DAYS - 1))
    frame = drawn.by_day(visit.connection, visit.scope.of(Period(first, period.last)))
    stopped, besides = energy(figures["stopped_kwh"]), energy(figures["besides_kwh"])
    message = say("energy-idle-where", stopped=stopped, besides=besides)
    st.header(message, anchor=False)
    parts, units = st.columns([3, 2], gap="medium")
    with parts:
        st.markdown(f"**{say('energy-by-day')}**")
        st.altair_chart(energy_chart.by_day(frame, period, visit.colours), alt=message)
        definition.caption(visit, say("energy-day-key"), ENTRIES["energy"])
    with units:
        st.markdown(f"**{say('energy-per-unit-by-day')}**")
        if frame["per_unit_kwh"].is_null().all():
            st.info(
                say("energy-no-per-unit", why=figures["missing"] or say("energy-no-good-unit")),
                icon=":material/sensors_off:",
            )
        else:
            st.altair_chart(energy_chart.per_unit(frame, visit.colours), alt=say("define-energy-per-unit"))
            definition.caption(visit, say("define-energy-per-unit"), ENTRIES["per-unit"])


def unit_section(visit: Visit) -> None:
    """The machines that drew most while they made nothing, each leading on to what it did meanwhile."""
    frame = drawn.by_unit(visit.connection, visit.scope, visit.before)
    known = places.work_units(visit.connection, visit.place.level, visit.place.id)
    label_of = labels(known, "work_unit", "work_unit_name")
    first = frame.row(0, named=True)
    message = say("energy-worst", unit=first["work_unit_name"], idle=energy(first["idle_kwh"]))
    st.header(message, anchor=False)
    top = frame.head(UNITS)
    figures = [f"{energy(row['idle_kwh'])} · {percent(row['idle_share'])}" for row in top.iter_rows(named=True)]
    bars = top.select(pl.col("work_unit_name").alias("name"), pl.col("idle_kwh").alias("value"))
    st.altair_chart(ranking.draw(bars.with_columns(pl.Series("figure", figures)), visit.colours), alt=message)
    definition.caption(visit, say("energy-unit-key"), ENTRIES["idle"])
    with st.container(horizontal=True, gap="small"):
        for row in top.iter_rows(named=True):
            unit = label_of[row["work_unit"]]
            link = visit.link(unit=unit)
            links.to("stops", unit, link)
    table(frame)


def table(frame: pl.DataFrame) -> None:
    """All machines with a meter."""
    tables.show(
        frame.with_columns(pl.col("idle_share") * 100),
        {
            "work_unit_name": TextColumn(say("column-work-unit"), pinned=True),
            "line_name": TextColumn(say("filter-line")),
            **defined("energy_kwh", "energy_before", *(f"{part}_kwh" for part in energy_chart.PARTS)),
            **defined("idle_kwh", "idle_before", "idle_share", "idle_cost"),
            "currency": TextColumn(say("column-currency")),
        },
        "energy_by_work_unit",
        say("energy-table-alt"),
        missing=say("none"),
    )


def show(visit: Visit) -> None:
    """The page."""
    is_told = drawn.is_told(visit.connection, visit.scope)
    figures = drawn.of_period(visit.connection, visit.scope, visit.before).row(0, named=True)
    message = say("energy-none", place=visit.place.name)
    if not is_told:
        message = say("energy-untold", place=visit.place.name)
    elif figures["energy_kwh"] is not None:
        share = percent(figures["idle_share"])
        message = say("energy-message", place=visit.place.name, energy=energy(figures["energy_kwh"]), share=share)
    heading.show(visit, "energy", message, compared=is_told)
    heading.known_time(visit, visit.scope)
    heading.late_sources(visit)
    if not is_told:
        states.not_told("energy")
        return
    if figures["energy_kwh"] is None:
        states.nothing_for_filter()
        return
    figure_section(visit, figures, drawn.costs(visit.connection, visit.scope, visit.before))
    day_section(visit, figures)
    unit_section(visit)


show(current())
