"""The filters common to all pages, in the sidebar and in the URL, so that a copied link opens the same view.

A widget with ``bind="query-params"`` writes its label into the URL and leaves it out while it has its default. Its
value is an id, so that it outlives a change of language; the language is in the URL as well, so that a link's labels
are understood wherever it is opened.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import duckdb
import polars as pl
import streamlit as st

from dashboard import period as periods
from dashboard import texts
from dashboard.period import Period, ProductionDay
from dashboard.queries import places
from dashboard.texts import say
from dashboard.visit import Place

# The value of a filter that filters nothing; no id of a plant is empty.
ALL = ""


def labels(frame: pl.DataFrame, identity: str, name: str, unnamed: str = "") -> dict[str, str]:
    """Id to label for a choice: the name, with the id behind it where two things have the same name."""
    named = frame.with_columns(pl.col(name).fill_null(unnamed))
    twice = set(named.filter(pl.col(name).is_duplicated())[name].to_list())
    rows = named.select(identity, name).iter_rows()
    return {key: f"{label} ({key})" if label in twice else label for key, label in rows}


def choose(label: str, key: str, options: Mapping[str, str]) -> str:
    """The id that is chosen among ``options`` (id to label), the first without a choice; in the URL as ``key``."""
    if st.session_state.get(key) not in (None, *options):
        del st.session_state[key]  # chosen at another place, where it meant something
    answer = st.selectbox(label, list(options), format_func=options.__getitem__, key=key, bind="query-params")
    return str(answer)


def arrive(page: str) -> None:
    """Notes whether this run is the first that shows ``page``, as when a link led to it; before any of ``Filters``."""
    st.session_state["arrives"] = st.session_state.get("page", page) != page
    st.session_state["page"] = page


def follow_link(key: str, value_of: Callable[[str], Any]) -> None:
    """On arriving at a page by a link that asks for another value of ``key``, lets go of the filter's value.

    Streamlit's client puts the filters of the page that is left before those of the link, and sends their values along,
    which win over the URL. Without them the URL decides, and there the last value of a key.
    """
    asked = st.query_params.get(key) if st.session_state.get("arrives") else None
    value = None if asked is None else value_of(asked)
    if value is not None and key in st.session_state and st.session_state[key] != value:
        del st.session_state[key]


def choose_on_page(label: str, key: str, options: Mapping[str, str]) -> str:
    """Likewise a choice that one page has for itself.

    It is not bound: Streamlit takes what a page has bound out of the URL before it goes on to the next page, so that
    the browser's way back would lead to a view that nobody chose. Here the URL alone says what is chosen.
    """
    ids = {name: identity for identity, name in options.items()}
    first, asked = next(iter(options)), st.query_params.get(key)
    if asked is None or asked in ids:
        st.session_state[key] = first if asked is None else ids[asked]
    else:
        # A label of another language, or of another place.
        st.session_state[key] = st.session_state[key] if st.session_state.get(key) in options else first
        put_into_url(key, options[st.session_state[key]], options[first])

    def remember() -> None:
        put_into_url(key, options[st.session_state[key]], options[first])

    return str(st.selectbox(label, list(options), format_func=options.__getitem__, key=key, on_change=remember))


def put_into_url(key: str, value: str, default: str) -> None:
    """Writes ``key`` into the URL, or takes it out where it has its default."""
    if value == default:
        st.query_params.pop(key, None)
    else:
        st.query_params[key] = value


def choose_language() -> None:
    """The language of all that follows; its label and its names are the same in every language."""
    texts.speak(choose(say("filter-language"), "lang", texts.LANGUAGES))


def choose_line(site: str, line: str) -> None:
    """Makes ``line`` of ``site`` the place; for a button's callback."""
    st.session_state.update(site=site, line=line)


def keep_days(period: Period) -> None:
    """Makes the days of ``period`` the chosen ones: "last production day" means another one tomorrow."""
    if st.session_state["period"] == periods.CUSTOM:
        return
    st.session_state["period"] = periods.CUSTOM
    st.query_params.update(first=period.first.isoformat(), last=period.last.isoformat())


class Filters:
    """The sidebar's filters, chosen one after the other.

    ``link`` is what they write into the URL, by key; nothing for those that have their default, as in the URL itself.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, sees_all_sites: bool) -> None:
        self.connection = connection
        # The enterprise's figures are of all sites, so they are for those alone who may see all.
        self.sees_all_sites = sees_all_sites
        spoken = texts.language()
        self.link: dict[str, str] = {} if spoken == texts.DEFAULT else {"lang": texts.LANGUAGES[spoken]}

    def choose(self, label: str, key: str, options: Mapping[str, str]) -> str:
        """The id that is chosen among ``options`` (id to label), the first without a choice."""
        follow_link(key, {name: identity for identity, name in options.items()}.get)
        answer = choose(label, key, options)
        if answer != next(iter(options)):
            self.link[key] = options[answer]
        return answer

    def place(self) -> Place:
        """Site and line."""
        sites = places.sites(self.connection)
        names = labels(sites, "site", "site_name")
        options = {**names, ALL: say("all-sites")} if len(names) > 1 and self.sees_all_sites else names
        chosen = self.choose(say("filter-site"), "site", options)
        if chosen == ALL:
            zones = sites["time_zone"].unique().to_list()
            first = sites.row(0, named=True)
            zone = zones[0] if len(zones) == 1 else "UTC"
            return Place("enterprise", first["enterprise"], first["enterprise_name"], None, None, zone, None)
        site = sites.row(by_predicate=pl.col("site") == chosen, named=True)
        starts = places.day_starts(self.connection, chosen)["day_start"].to_list()
        day_start = starts[0] if starts else None
        lines = labels(places.lines(self.connection, chosen), "line", "line_name")
        line = self.choose(say("filter-line"), "line", {ALL: say("all-lines"), **lines})
        if line == ALL:
            return Place("site", chosen, site["site_name"], chosen, None, site["time_zone"], day_start)
        name = f"{site['site_name']}, {lines[line]}"
        return Place("line", line, name, chosen, line, site["time_zone"], day_start)

    def period(self, days: Sequence[ProductionDay]) -> tuple[str, Period, Period]:
        """The preset, the period it means for a place with these ``days``, and the period to compare with.

        The days of a custom period have no default, so that they always stand in the URL.
        """
        preset = self.choose(say("filter-period"), "period", {key: say(f"period-{key}") for key in periods.PRESETS})
        between: tuple[date, date] | None = None
        if preset == periods.CUSTOM:
            between = self._between(days)
        period = periods.resolve(preset, days, between)
        options = {key: say(f"compare-{key}") for key in periods.COMPARISONS}
        comparison = self.choose(say("filter-compare"), "compare", options)
        return preset, period, periods.compared_with(comparison, period, preset, days)

    def _between(self, days: Sequence[ProductionDay]) -> tuple[date, date]:
        oldest, newest = days[0].production_date, days[-1].production_date
        for key in ("first", "last"):
            follow_link(key, date.fromisoformat)
        first = st.date_input(say("filter-first"), None, oldest, newest, key="first", bind="query-params")
        last = st.date_input(say("filter-last"), None, oldest, newest, key="last", bind="query-params")
        fallback = periods.last_production_day(days)
        chosen = (first or last or fallback, last or first or fallback)
        self.link |= {"first": chosen[0].isoformat(), "last": chosen[1].isoformat()}
        return chosen

    def shift_and_product(self, place: Place) -> tuple[str | None, str | None]:
        """Shift and product, each ``None`` for all."""
        shifts = {name: name for name in places.shifts(self.connection, place.site)["shift"].to_list()}
        shift = self.choose(say("filter-shift"), "shift", {ALL: say("all-shifts"), **shifts})
        products = labels(places.products(self.connection, place.level, place.id), "product", "product_name")
        product = self.choose(say("filter-product"), "product", {ALL: say("all-products"), **products})
        return shift or None, product or None
