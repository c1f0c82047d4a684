"""Maintenance: which machines fail, how often and how long, and what became of the repairs?"""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import polars as pl
import streamlit as st
from streamlit.column_config import TextColumn

from dashboard.charts import failures, ranking
from dashboard.charts.wording import kind, mean_time, worded
from dashboard.figures import count, days, duration, hours, money, signed, signed_duration
from dashboard.filters import labels
from dashboard.period import Period
from dashboard.queries import maintenance, places
from dashboard.texts import say
from dashboard.views.parts import definition, heading, links, maintenance_work, sentences, states, tables
from dashboard.views.parts.figure_columns import defined
from dashboard.visit import Visit, current

TREND_DAYS = 28
ACTORS = 8
# Each mean and the column that the glossary knows it by.
COLUMNS = {"mtbf": "mtbf_h", "mttr": "mttr_h", "report_to_finish": "mean_time_from_report_to_finish_s"}


def figure_section(visit: Visit, figures: dict[str, Any]) -> None:
    """How many, how far apart, how long; each against the period before."""
    with st.grid(4, min_column_width=150, border=True):
        change = figures["failures_change"]
        st.metric(
            say("maintenance-failures"),
            count(figures["failures"]),
            None if change is None else signed(change),
            delta_color="off",
            delta_arrow="off",
            help=definition.explained(visit, say("define-failure"), "failure_count"),
        )
        for name in COLUMNS:
            mean, change = figures[f"{name}_s"], figures[f"{name}_s_change"]
            st.metric(
                say(f"kpi-{name.replace('_', '-')}"),
                "\N{EN DASH}" if mean is None else duration(mean),
                mean_time(name, None) if mean is None else None if change is None else signed_duration(change),
                delta_color="off",
                delta_arrow="off",
                help=definition.explained(visit, say(f"define-{name.replace('_', '-')}"), COLUMNS[name]),
            )
    names = ("mtbf_28d", "mttr_28d", "mtbf_90d", "mttr_90d")
    windows = {name: mean_time(name.split("_")[0], figures[f"{name}_s"]) for name in names}
    before = days(visit.before.first, visit.before.last)
    told = say("maintenance-windows", before=before, **{key.replace("_", "-"): v for key, v in windows.items()})
    definition.caption(visit, told, "mtbf_h")


def time_section(visit: Visit) -> None:
    """Failures over time, and the mean times over the days up to each day."""
    period = visit.period
    first = min(period.first, period.last - timedelta(days=TREND_DAYS - 1))
    frame = maintenance.over_time(visit.connection, visit.scope.of(Period(first, period.last)))
    if not frame.height:
        return
    size = "month" if period.length > maintenance.MOST_DAYS else "day"
    st.header(say(f"maintenance-by-{size}"), anchor=False)
    with st.grid(3, min_column_width=300):
        with st.container():
            st.markdown(f"**{say('maintenance-failures')}**")
            st.altair_chart(failures.counted(frame, period, visit.colours), alt=say(f"maintenance-by-{size}"))
        for name in ("mtbf", "mttr"):
            with st.container():
                st.markdown(f"**{say('maintenance-in-hours', kpi=say(f'kpi-{name}'))}**")
                st.altair_chart(failures.mean_times(frame, name, visit.colours), alt=say(f"define-{name}"))
    definition.caption(visit, say(f"maintenance-key-{size}"), "mtbf_h")


def actor_section(visit: Visit, actors: pl.DataFrame) -> None:
    """The machines that failed longest, each leading on to its stops."""
    label_of = labels(
        places.work_units(visit.connection, visit.place.level, visit.place.id), "work_unit", "work_unit_name"
    )
    for (currency,), rows in actors.group_by("currency", maintain_order=True):
        message = cost_message(rows)
        st.header(message, anchor=False)
        is_priced = rows["cost"].is_not_null().any()
        by = "cost" if is_priced else "hours"
        top = rows.sort(by, descending=True, nulls_last=True, maintain_order=True).head(ACTORS)
        figures = [f"{cost_of(row)} · {hours(row['hours'])}" for row in top.iter_rows(named=True)]
        bars = top.select(pl.col("work_unit_name").alias("name"), pl.col(by).alias("value"))
        st.altair_chart(ranking.draw(bars.with_columns(pl.Series("figure", figures)), visit.colours), alt=message)
        key = "maintenance-actors-key" if is_priced else "maintenance-actors-key-unpriced"
        definition.caption(visit, say(key, currency=currency), "fct_stops.cost" if is_priced else "failure_count")
        with st.container(horizontal=True, gap="small"):
            for row in top.iter_rows(named=True):
                unit = label_of[row["work_unit"]]
                failed = count(row["failures"], "failure")
                links.to(
                    "stops",
                    say("maintenance-actor-link", unit=unit, failures=failed),
                    visit.link(unit=unit, kind=kind("breakdown")),
                )
        actor_table(rows, str(currency or ""))


def actor_message(actors: pl.DataFrame) -> str:
    """Which machine failed longest, by ``queries.maintenance.actors``."""
    first = actors.row(0, named=True)
    failed, lost = count(first["failures"], "failure"), hours(first["hours"])
    return say("maintenance-worst", unit=first["work_unit_name"], failures=failed, hours=lost)


def cost_message(actors: pl.DataFrame) -> str:
    """Whose failures cost most; without any price, who failed longest."""
    priced = actors.filter(pl.col("cost").is_not_null()).sort("cost", descending=True)
    if not priced.height:
        return actor_message(actors)
    first = priced.row(0, named=True)
    return say("maintenance-costliest", unit=first["work_unit_name"], cost=cost_of(first))


def cost_of(row: dict[str, Any]) -> str:
    """What a machine's failures cost, as far as they are priced."""
    if row["cost"] is None:
        return say("not-priced")
    return sentences.at_least(money(row["cost"], row["currency"]), row["is_least"])


def actor_table(rows: pl.DataFrame, currency: str) -> None:
    """All machines that failed, with their means."""
    tables.show(
        rows.with_columns(
            worded(rows[name], partial(mean_time, name.split("_")[0])) for name in ("mtbf_s", "mtbf_28d_s", "mttr_s")
        ),
        {
            "work_unit_name": TextColumn(say("column-work-unit"), pinned=True),
            **defined("failures", hours="failure_h", cost="failure_cost"),
            **defined(mtbf_s="mtbf", mtbf_28d_s="mtbf_28d", mttr_s="mttr"),
        },
        f"failures_{currency}",
        say("maintenance-actors-alt"),
        missing=say("not-priced"),
        currency=currency,
    )


def show(visit: Visit) -> None:
    """The page."""
    told = maintenance.told(visit.connection).row(0, named=True)
    figures = maintenance.of_period(visit.connection, visit.scope, visit.before).row(0, named=True)
    actors = maintenance.actors(visit.connection, visit.scope)
    message = actor_message(actors) if actors.height else say("maintenance-none")
    follows = frozenset({heading.PERIOD})
    if not told["failures"]:
        message = say("maintenance-untold")
    heading.show(visit, "maintenance", message, compared=told["failures"], follows=follows)
    heading.known_time(visit, replace(visit.scope, shift=None, product=None))
    heading.late_sources(visit)
    if told["failures"]:
        figure_section(visit, figures)
        time_section(visit)
        actor_section(visit, actors)
        if not actors.height:
            states.nothing_for_filter()
    else:
        states.not_told("failures")
    maintenance_work.show(visit, repairs_told=told["repairs"], services_told=told["services"])


show(current())
