"""The filters common to all pages, in the sidebar and in the URL, so that a copied link opens the same view.

A widget with ``bind="query-params"`` writes its label into the URL and leaves it out while it has its default.
"""

from collections.abc import Sequence
from datetime import date

import duckdb
import polars as pl
import streamlit as st

from dashboard import period as periods
from dashboard.period import Period, ProductionDay
from dashboard.queries import places
from dashboard.visit import Place

ALL_SITES = "All sites"
ALL_LINES = "All lines"


def labels(frame: pl.DataFrame, identity: str, name: str) -> dict[str, str]:
    """Label to id for a choice: the name, with the id behind it where two things have the same name."""
    twice = set(frame.filter(pl.col(name).is_duplicated())[name].to_list())
    rows = frame.select(identity, name).iter_rows()
    return {f"{label} ({key})" if label in twice else label: key for key, label in rows}


def choose_place(connection: duckdb.DuckDBPyConnection) -> Place:
    """Site and line, as chosen in the sidebar."""
    sites = places.sites(connection)
    by_label = labels(sites, "site", "site_name")
    options = [*by_label, ALL_SITES] if len(by_label) > 1 else list(by_label)
    site_label = st.selectbox("Site", options, key="site", bind="query-params", on_change=_forget_line)
    if site_label == ALL_SITES:
        zones = sites["time_zone"].unique().to_list()
        first = sites.row(0, named=True)
        zone = zones[0] if len(zones) == 1 else "UTC"
        link = {"site": ALL_SITES}
        return Place("enterprise", first["enterprise"], first["enterprise_name"], None, None, zone, None, link)
    site = sites.row(by_predicate=pl.col("site") == by_label[site_label], named=True)
    starts = places.day_starts(connection, site["site"])["day_start"].to_list()
    day_start = starts[0] if starts else None
    lines = labels(places.lines(connection, site["site"]), "line", "line_name")
    line_label = st.selectbox("Line", [ALL_LINES, *lines], key="line", bind="query-params")
    link = {"site": site_label}
    if line_label == ALL_LINES:
        return Place("site", site["site"], site["site_name"], site["site"], None, site["time_zone"], day_start, link)
    name = f"{site['site_name']}, {line_label}"
    line = lines[line_label]
    return Place("line", line, name, site["site"], line, site["time_zone"], day_start, link | {"line": line_label})


def _forget_line() -> None:
    # A line of the other site would stay in the URL, although it means nothing there.
    if "line" in st.session_state:
        st.session_state["line"] = ALL_LINES


def choose_period(days: Sequence[ProductionDay]) -> tuple[str, Period, Period]:
    """The preset chosen in the sidebar, the period it means for a place with these days, and the one before.

    The days of a custom period have no default, so that they always stand in the URL.
    """
    preset = st.selectbox("Period", periods.PRESETS, key="period", bind="query-params")
    chosen: tuple[date, date] | None = None
    if preset == periods.CUSTOM:
        oldest, newest = days[0].production_date, days[-1].production_date
        first = st.date_input("First production day", None, oldest, newest, key="first", bind="query-params")
        last = st.date_input("Last production day", None, oldest, newest, key="last", bind="query-params")
        fallback = periods.last_production_day(days)
        chosen = (first or last or fallback, last or first or fallback)
    period = periods.resolve(preset, days, chosen)
    return preset, period, periods.before(period, preset, days)
