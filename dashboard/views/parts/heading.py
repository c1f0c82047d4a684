"""The top of each page: its message, what it is about, and what must be known before any figure is read."""

import polars as pl
import streamlit as st

from dashboard.figures import count, days, duration, hours, moment, percent
from dashboard.queries import oee, trust
from dashboard.queries.scope import Scope
from dashboard.texts import say
from dashboard.views.parts import definition, states
from dashboard.visit import Visit

# Which of the common filters a page's figures follow; the heading says so for the others where one is chosen.
PERIOD, SHIFT, PRODUCT = "period", "shift", "product"
ALL_FILTERS = frozenset({PERIOD, SHIFT, PRODUCT})


def show(
    visit: Visit, page: str, message: str, *, compared: bool = False, follows: frozenset[str] = ALL_FILTERS
) -> None:
    """Title, scope and notices; ``compared`` adds the period that figures are held against."""
    st.title(message, anchor=False)
    scope = [f"**{say(f'page-{page}')}**", visit.place.name]
    if PERIOD in follows:
        span = days(visit.period.first, visit.period.last)
        scope.append(say("scope-day" if visit.period.length == 1 else "scope-days", days=span))
    if compared:
        scope.append(say("scope-compared", days=days(visit.before.first, visit.before.last)))
    if visit.shift is not None:
        scope.append(say("scope-shift", shift=visit.shift) if SHIFT in follows else say("scope-all-shifts"))
    if visit.product is not None:
        scope.append(
            say("scope-product", product=visit.product_name) if PRODUCT in follows else say("scope-all-products")
        )
    start = visit.place.day_start
    zone = visit.place.time_zone
    scope.append(say("scope-zone-and-start", zone=zone, start=start) if start else say("scope-zone", zone=zone))
    st.caption(" · ".join(scope))
    if visit.failure is not None:
        states.failed(visit.failure, moment(visit.publication.published_at_utc, zone), zone)


def known_time(visit: Visit, scope: Scope) -> None:
    """The coverage of the figures of ``scope``: of how much of its planned busy time the state is known."""
    covered = oee.of_period(visit.connection, scope, visit.before).row(0, named=True)
    if covered["coverage"] is None:
        return
    known, planned = hours(covered["known_h"]), hours(covered["planned_busy_h"])
    text = say("overview-coverage", coverage=percent(covered["coverage"]), known=known, planned=planned)
    definition.caption(visit, text, "coverage")


# How many late sources are named on each page; all are on Data trust.
LATE_NAMED = 3


def late_sources(visit: Visit) -> tuple[int, int]:
    """How many sources of the place are late or silent, of how many; some of those are named in a notice."""
    sources = trust.sources(visit.connection, visit.now, visit.place.site)
    late = sources.filter(pl.col("condition") != "fresh")
    if late.height:
        lines = [
            say("late-silent", source=row["source"])
            if row["condition"] == "silent"
            else say(
                "late-source",
                source=row["source"],
                newest=moment(row["newest_utc"], visit.place.time_zone),
                age=duration(row["age_s"]),
                limit=duration(row["fresh_within_s"]),
            )
            for row in late.head(LATE_NAMED).iter_rows(named=True)
        ]
        if late.height > LATE_NAMED:
            lines.append(say("late-more", more=late.height - LATE_NAMED))
        title = say("late-title", late=late.height, all=count(sources.height, "source"))
        st.warning("\n".join(lines), title=title, icon=":material/schedule:")
    return late.height, sources.height


def narrowed(visit: Visit, *followed: str) -> list[str]:
    """For a part of a page that follows filters which its title does not: the chosen shift and product, in words."""
    shifts = [say("scope-shift", shift=visit.shift)] if SHIFT in followed and visit.shift is not None else []
    products = (
        [say("scope-product", product=visit.product_name)] if PRODUCT in followed and visit.product is not None else []
    )
    return shifts + products
