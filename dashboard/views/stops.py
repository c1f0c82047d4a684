"""Stops: which stops made the losses, when, and what is each one's evidence?"""

from datetime import timedelta

import polars as pl
import streamlit as st
from streamlit.column_config import DatetimeColumn, NumberColumn, TextColumn

from dashboard.charts import ranking, state_timeline
from dashboard.charts.wording import KINDS
from dashboard.figures import count, day, duration, hours, money, percent
from dashboard.filters import labels
from dashboard.period import Period
from dashboard.queries import places, segments, stops
from dashboard.queries.stops import StopFilter
from dashboard.views.parts import heading, sentences, stop_in_full, tables
from dashboard.visit import Visit, current

ANY = "All"
ROWS_IN_TIMELINE = 12
ONE_DAY = timedelta(days=1)
REASONS_SHOWN = 10


def choose(visit: Visit) -> StopFilter:
    """The page's own filters; like the common ones they live in the URL."""
    place = visit.place
    units = labels(places.work_units(visit.connection, place.level, place.id), "work_unit", "work_unit_name")
    choices = stops.choices(visit.connection, place.level, place.id)
    options = {
        "unit": ("Work unit", units),
        "kind": ("Kind", {name: key for key, name in KINDS.items()}),
        "reason": ("Reason", labels(choices.filter(pl.col("what") == "reason"), "id", "name")),
        "shift": ("Shift", labels(choices.filter(pl.col("what") == "shift"), "id", "name")),
        "product": ("Product", labels(choices.filter(pl.col("what") == "product"), "id", "name")),
    }
    chosen: dict[str, str | None] = {}
    box = st.expander("Narrow down by work unit, kind, reason, shift, product", icon=":material/filter_alt:")
    with box, st.grid(5, min_column_width=150):
        for key, (label, by_label) in options.items():
            answer = st.selectbox(label, [ANY, *by_label], key=key, bind="query-params")
            chosen[key] = by_label.get(answer)
    named = [
        f"{options[key][0].lower()} **{label}**"
        for key, value in chosen.items()
        for label, identity in options[key][1].items()
        if value is not None and identity == value
    ]
    if named:
        st.caption("Narrowed to " + ", ".join(named))
    return StopFilter(
        place.level,
        place.id,
        visit.period.first,
        visit.period.last,
        work_unit=chosen["unit"],
        shift=chosen["shift"],
        product=chosen["product"],
        kind=chosen["kind"],
        reason=chosen["reason"],
    )


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
        st.info("No time is accounted for in this period. Choose another period at the side.")
        return
    title = f"States on {day(period.last)}" if period.length == 1 else f"States of {frame['work_unit_name'][0]} by day"
    st.subheader(title, anchor=False)
    chart = state_timeline.draw(frame, row, st.query_params.get("stop"), visit.colours)
    st.altair_chart(chart, alt=title)
    notes = ["each row in its site's own time"] if visit.place.level == "enterprise" else []
    notes += [state_timeline.legend(frame["bucket"].unique().to_list())]
    if chosen.work_unit is None and units.height > 1 and visit.period.length > 1:
        notes.append("choose a work unit to see each day of the period")
    if units.height > ROWS_IN_TIMELINE and chosen.work_unit is None:
        notes.append(f"the first {ROWS_IN_TIMELINE} of {units.height} work units are shown")
    st.caption(" · ".join(notes))


def show_pareto(visit: Visit, chosen: StopFilter) -> None:
    """Reasons by time and by cost, side by side."""
    for (currency,), rows in stops.pareto(visit.connection, chosen).group_by("currency", maintain_order=True):
        by_time, by_cost = st.columns(2, gap="medium")
        with by_time:
            top = rows.head(REASONS_SHOWN)
            first = top.row(0, named=True)
            title = f"{first['reason_name']} took most time: {percent(first['time_share'])} of all"
            figures = [
                f"{hours(row['hours'])} · {percent(row['time_share_to_here'])}" for row in top.iter_rows(named=True)
            ]
            draw_pareto(visit, top, "hours", figures, title, "Hours · share of all so far")
        with by_cost:
            top = rows.sort("cost", descending=True, nulls_last=True).head(REASONS_SHOWN)
            first = top.row(0, named=True)
            title = (
                "No stop has a price"
                if first["cost"] is None
                else f"{first['reason_name']} cost most: {percent(first['cost_share'])} of all priced"
            )
            figures = [
                "not priced"
                if row["cost"] is None
                else f"{money(row['cost'], currency)} · {percent(row['cost_share_to_here'])}"
                for row in top.iter_rows(named=True)
            ]
            draw_pareto(visit, top, "cost", figures, title, f"{currency} · share of all priced so far")


def draw_pareto(visit: Visit, rows: pl.DataFrame, value: str, figures: list[str], title: str, basis: str) -> None:
    """One of the two rankings."""
    st.subheader(title, anchor=False)
    bars = rows.select(pl.col("reason_name").alias("name"), pl.col(value).alias("value"))
    st.altair_chart(ranking.draw(bars.with_columns(pl.Series("figure", figures)), visit.colours), alt=title)
    st.caption(basis)


def show_list(visit: Visit, chosen: StopFilter) -> None:
    """The list; picking a row puts the stop into the URL, and the page shows it in full."""
    frame = stops.listed(visit.connection, chosen)
    longest = frame.row(0, named=True)
    st.subheader(f"The longest stop: {longest['work_unit_name']}, {duration(longest['duration_s'])}", anchor=False)
    st.caption(
        f"{count(frame.height, 'stop')} that began in the period, the longest first; starts in the site's own time. "
        "Pick a row to see its segments and the rows of the files behind them."
    )
    shown = frame.with_columns(
        pl.col("kind").map_elements(sentences.kind_name, return_dtype=pl.String),
        pl.col("duration_s").map_elements(duration, return_dtype=pl.String).alias("lasting")
        + pl.when("is_open").then(pl.lit(", still open")).otherwise(pl.lit("")),
        (pl.col("duration_s") / 60).alias("minutes"),
        pl.col("reason_name").fill_null("no reason given"),
        pl.col("shift", "product_name", "order_id").fill_null("none"),
        pl.col("cost_missing").fill_null("nothing"),
    )

    def pick() -> None:
        rows = st.session_state["stop_list"]["selection"]["rows"]
        if rows:
            st.query_params["stop"] = frame["stop_id"][rows[0]]
        else:
            st.query_params.pop("stop", None)

    st.dataframe(
        shown,
        key="stop_list",
        on_select=pick,
        selection_mode="single-row",
        hide_index=True,
        height=tables.height_of(shown),
        placeholder="not priced",
        column_config=COLUMNS,
        column_order=list(COLUMNS),
        alt="Stops of the period, the longest first",
    )
    tables.download(frame, "stops", stops.ROWS_SHOWN)


COLUMNS = {
    "start_local": DatetimeColumn("Start", format="ddd DD MMM HH:mm"),
    "work_unit_name": TextColumn("Work unit"),
    "kind": TextColumn("Kind"),
    "reason_name": TextColumn("Reason"),
    "lasting": TextColumn("Duration", width=130),
    "minutes": NumberColumn("Minutes", format="%.1f"),
    "cost": NumberColumn("Cost", format="%,.0f", width=90),
    "currency": TextColumn("Currency"),
    "shift": TextColumn("Shift"),
    "product_name": TextColumn("Product"),
    "order_id": TextColumn("Order"),
    "cost_missing": TextColumn("Missing in the cost"),
}


def show(visit: Visit) -> None:
    """The page: filters, states, reasons, list, and the stop that the URL names."""
    message = st.container()
    chosen = choose(visit)
    totals = stops.totals(visit.connection, chosen)
    with message:
        heading.show(visit, "Stops", sentences.stops_headline(totals))
        heading.late_sources(visit)
    stop_id = st.query_params.get("stop")
    if stop_id:
        stop_in_full.show(visit, stop_id)
    timeline(visit, chosen)
    if not totals.height:
        st.info(
            "Nothing stopped here, or the filters leave nothing over. Take a filter away or choose a longer period.",
            title="No stop matches these filters",
            icon=":material/filter_alt_off:",
        )
        return
    show_pareto(visit, chosen)
    show_list(visit, chosen)


show(current())
