"""Stops: which stops made the losses, when, and what is each one's evidence?"""

from datetime import timedelta

import polars as pl
import streamlit as st
from streamlit.column_config import TextColumn

from dashboard.charts import ranking, state_timeline
from dashboard.charts.wording import KINDS, kind, worded
from dashboard.figures import count, day, duration, hours, money, percent
from dashboard.filters import ALL, choose_on_page, labels
from dashboard.period import Period
from dashboard.queries import places, segments, stops
from dashboard.queries.stops import StopFilter
from dashboard.texts import say
from dashboard.views.parts import definition, heading, sentences, states, stop_in_full, tables
from dashboard.views.parts.figure_columns import defined
from dashboard.visit import Visit, current

ROWS_IN_TIMELINE = 12
# What the glossary knows the values of the two rankings by.
DEFINED = {"hours": "loss_s", "cost": "fct_stops.cost"}
ONE_DAY = timedelta(days=1)
REASONS_SHOWN = 10
# No reason is "" in the published answers, which is the value of "all" in a filter.
UNGIVEN = "\N{EN DASH}"


def choose_stops(visit: Visit) -> StopFilter:
    """The page's own filters; like the common ones they live in the URL."""
    place = visit.place
    known = stops.reasons(visit.connection, place.level, place.id).with_columns(pl.col("reason").replace("", UNGIVEN))
    options = {
        "unit": labels(places.work_units(visit.connection, place.level, place.id), "work_unit", "work_unit_name"),
        "kind": {name: kind(name) for name in KINDS},
        "reason": labels(known, "reason", "reason_name", say("no-reason")),
    }
    words = {"unit": say("column-work-unit"), "kind": say("column-kind"), "reason": say("column-reason")}
    box = st.expander(say("stops-narrow"), icon=":material/filter_alt:")
    with box, st.grid(3, min_column_width=150):
        chosen = {key: choose_on_page(words[key], key, {ALL: say("any"), **options[key]}) for key in options}
    named = [say(f"stops-narrowed-{key}", name=options[key][value]) for key, value in chosen.items() if value != ALL]
    if named:
        st.caption(say("stops-narrowed", filters=", ".join(named)))
    reason = "" if chosen["reason"] == UNGIVEN else chosen["reason"] or None
    return StopFilter(visit.scope, work_unit=chosen["unit"] or None, kind=chosen["kind"] or None, reason=reason)


def timeline(visit: Visit, chosen: StopFilter) -> None:
    """One unit's days under one another; without a chosen unit, the units of the last day under one another."""
    units = places.work_units(visit.connection, visit.place.level, visit.place.id)
    if chosen.work_unit is not None:
        ids, row = [chosen.work_unit], "production_date" if visit.period.length > 1 else "work_unit_name"
        period = Period(
            max(visit.period.first, visit.period.last - (ROWS_IN_TIMELINE - 1) * ONE_DAY), visit.period.last
        )
    else:
        ids, row = units["work_unit"].to_list()[:ROWS_IN_TIMELINE], "work_unit_name"
        period = Period(visit.period.last, visit.period.last)
    frame = segments.timeline(visit.connection, ids, period)
    if not frame.height:
        st.info(say("no-time-here"))
        return
    title = (
        say("stops-states-on", day=day(period.last))
        if period.length == 1
        else say("stops-states-of", unit=frame["work_unit_name"][0])
    )
    st.header(title, anchor=False)
    chart = state_timeline.draw(frame, row, st.query_params.get("stop"), visit.colours)
    st.altair_chart(chart, alt=title)
    notes = [say("stops-own-time")] if visit.place.level == "enterprise" else []
    notes += [state_timeline.legend(frame["bucket"].unique().to_list(), coloured=True)]
    if chosen.work_unit is None and units.height > 1 and visit.period.length > 1:
        notes.append(say("stops-choose-unit"))
    if units.height > ROWS_IN_TIMELINE and chosen.work_unit is None:
        notes.append(say("stops-first-units", shown=ROWS_IN_TIMELINE, n=units.height))
    definition.caption(visit, " · ".join(notes), "calendar_s")


def show_pareto(visit: Visit, chosen: StopFilter) -> None:
    """Reasons by time and by cost, side by side."""
    found = stops.pareto(visit.connection, chosen).with_columns(pl.col("reason_name").fill_null(say("no-reason")))
    for (currency,), rows in found.group_by("currency", maintain_order=True):
        by_time, by_cost = st.columns(2, gap="medium")
        with by_time:
            top = rows.head(REASONS_SHOWN)
            first = top.row(0, named=True)
            title = say("stops-most-time", reason=first["reason_name"], share=percent(first["time_share"]))
            figures = [
                f"{hours(row['hours'])} · {percent(row['time_share_to_here'])}" for row in top.iter_rows(named=True)
            ]
            draw_pareto(visit, top, "hours", figures, title, say("stops-by-time"))
        with by_cost:
            top = rows.sort("cost", descending=True, nulls_last=True).head(REASONS_SHOWN)
            first = top.row(0, named=True)
            title = (
                say("stops-none-priced")
                if first["cost"] is None
                else say("stops-most-cost", reason=first["reason_name"], share=percent(first["cost_share"]))
            )
            figures = [
                say("not-priced")
                if row["cost"] is None
                else f"{money(row['cost'], currency)} · {percent(row['cost_share_to_here'])}"
                for row in top.iter_rows(named=True)
            ]
            draw_pareto(visit, top, "cost", figures, title, say("stops-by-cost", currency=currency))


def draw_pareto(visit: Visit, rows: pl.DataFrame, value: str, figures: list[str], title: str, basis: str) -> None:
    """One of the two rankings."""
    st.header(title, anchor=False)
    bars = rows.select(pl.col("reason_name").alias("name"), pl.col(value).alias("value"))
    st.altair_chart(ranking.draw(bars.with_columns(pl.Series("figure", figures)), visit.colours), alt=title)
    definition.caption(visit, basis, DEFINED[value])


def show_list(visit: Visit, chosen: StopFilter) -> None:
    """The list; picking a row puts the stop into the URL, and the page shows it in full."""
    frame = stops.listed(visit.connection, chosen)
    longest = frame.row(0, named=True)
    lasted = duration(longest["duration_s"])
    st.header(say("stops-longest", unit=longest["work_unit_name"], duration=lasted), anchor=False)
    definition.caption(visit, say("stops-list-key", stops=count(frame.height, "stop")), "duration_s")
    lasting = [
        say("stops-open", duration=duration(seconds)) if is_open else duration(seconds)
        for seconds, is_open in frame.select("duration_s", "is_open").iter_rows()
    ]
    shown = frame.with_columns(
        worded(frame["kind"], kind),
        pl.Series("lasting", lasting),
        (pl.col("duration_s") / 60).alias("minutes"),
        pl.col("reason_name").fill_null(say("no-reason")),
        pl.col("shift", "product_name", "order_id").fill_null(say("none")),
        pl.col("cost_missing").fill_null(say("nothing")),
    )

    def pick() -> None:
        rows = st.session_state["stop_list"]["selection"]["rows"]
        if rows:
            st.query_params["stop"] = frame["stop_id"][rows[0]]
        else:
            st.query_params.pop("stop", None)

    columns = list_columns()
    tables.draw(shown, columns, say("stops-list-alt"), say("not-priced"), key="stop_list", pick=pick)
    tables.download(shown, columns, "stops", stops.ROWS_SHOWN)


def list_columns() -> tables.Columns:
    """The columns of the list, in their order."""
    return {
        "start_local": tables.moments(say("column-start"), precision="day-moment"),
        "work_unit_name": TextColumn(say("column-work-unit")),
        **defined("lasting"),
        "reason_name": TextColumn(say("column-reason")),
        "kind": TextColumn(say("column-kind")),
        **defined("cost"),
        "currency": TextColumn(say("column-currency")),
        **defined("minutes"),
        "shift": TextColumn(say("column-shift")),
        "product_name": TextColumn(say("column-product")),
        "order_id": TextColumn(say("column-order")),
        "cost_missing": TextColumn(say("stops-missing")),
    }


def show(visit: Visit) -> None:
    """The page: filters, states, reasons, list, and the stop that the URL names."""
    message = st.container()
    chosen = choose_stops(visit)
    totals = stops.totals(visit.connection, chosen)
    with message:
        heading.show(visit, "stops", sentences.stops_headline(totals))
        cut = sentences.stops_within(totals, stops.within(visit.connection, chosen))
        if cut:
            st.caption(cut)
        heading.known_time(visit, visit.scope)
        heading.late_sources(visit)
    stop_id = st.query_params.get("stop")
    if stop_id:
        stop_in_full.show(visit, stop_id)
    timeline(visit, chosen)
    if not totals.height:
        states.nothing_for_filter()
        return
    show_pareto(visit, chosen)
    show_list(visit, chosen)


show(current())
