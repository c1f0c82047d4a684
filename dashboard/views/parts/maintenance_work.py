"""What maintenance did: repairs from report to finish, the orders behind failures, and the service providers."""

import polars as pl
import streamlit as st
from streamlit.column_config import CheckboxColumn, TextColumn

from dashboard.charts import ranking
from dashboard.charts.wording import worded
from dashboard.figures import count, duration, month, percent
from dashboard.queries import repairs, services
from dashboard.texts import code, say
from dashboard.views.parts import definition, states, tables
from dashboard.views.parts.figure_columns import defined
from dashboard.visit import Visit

TIMES = tuple(f"{step}_s" for step in repairs.STEPS)


def show(visit: Visit, *, repairs_told: bool, services_told: bool) -> None:
    """The three parts; each says so where no source tells it."""
    if repairs_told:
        _repairs(visit)
        _orders(visit)
    else:
        states.not_told("repairs")
    if services_told:
        _services(visit)
    else:
        states.not_told("services")


def lasting(seconds: float | None) -> str:
    """A duration, or that nobody told it."""
    return say("not-told") if seconds is None else duration(seconds)


def _repairs(visit: Visit) -> None:
    """How long reports waited and repairs took."""
    frame = repairs.listed(visit.connection, visit.scope)
    if not frame.height:
        st.header(say("repairs-none"), anchor=False)
        return
    steps = repairs.steps(visit.connection, visit.scope)
    whole = steps.row(by_predicate=pl.col("step") == "report_to_finish", named=True)
    title = (
        say("repairs-message", repairs=whole["repairs"], duration=duration(whole["mean_s"]))
        if whole["repairs"]
        else say("repairs-unfinished", repairs=count(frame.height, "repair"))
    )
    st.header(title, anchor=False)
    parts = steps.filter(pl.col("step") != "report_to_finish")
    figures = [
        f"{duration(row['mean_s'])} · {count(row['repairs'], 'repair')}" if row["repairs"] else say("not-told")
        for row in parts.iter_rows(named=True)
    ]
    bars = parts.select(
        worded(parts["step"], lambda step: code("repair-step", step), "name"), pl.col("mean_s").alias("value")
    )
    st.altair_chart(ranking.draw(bars.with_columns(pl.Series("figure", figures)), visit.colours), alt=title)
    definition.caption(visit, say("repairs-key"), "mean_time_from_report_to_finish_s")
    tables.show(
        frame.with_columns(worded(frame[name], lasting) for name in TIMES),
        {
            "work_unit_name": TextColumn(say("column-work-unit"), pinned=True),
            "reported_local": tables.moments(say("repairs-reported"), precision="day-moment"),
            **defined(**{f"{step}_s": step for step in repairs.STEPS}),
            "maintenance_order": TextColumn(say("repairs-order")),
            "notification": TextColumn(say("repairs-notification")),
            "reported_reason": TextColumn(say("column-reason")),
            **defined(stops="repair_stops"),
            "missing": TextColumn(say("column-missing"), width="large"),
        },
        "repairs",
        say("repairs-alt"),
        missing=say("none"),
        cut_at=repairs.ROWS_SHOWN,
    )


def _orders(visit: Visit) -> None:
    """Which failures have an order, and which orders no breakdown."""
    totals = repairs.order_totals(visit.connection, visit.scope).row(0, named=True)
    frame = repairs.orders(visit.connection, visit.scope)
    if not frame.height:
        return
    told = {"failures": count(totals["failures"], "failure"), "joined": count(totals["joined_failures"])}
    st.header(say("orders-message", **told), anchor=False)
    key = say("orders-key", orders=count(totals["orders_alone"], "order"))
    definition.caption(visit, key, "maintenance_by_day.repair")
    tables.show(
        frame.with_columns(
            worded(frame["duration_s"], lasting),
            worded(frame["match"], match_name),
        ),
        {
            "work_unit_name": TextColumn(say("column-work-unit"), pinned=True),
            "start_local": tables.moments(say("column-start"), precision="day-moment"),
            **defined(duration_s="breakdown_s"),
            "reason_name": TextColumn(say("column-reason")),
            "maintenance_order": TextColumn(say("repairs-order")),
            "begins_local": tables.moments(say("orders-begins"), precision="day-moment"),
            "match": TextColumn(say("orders-match")),
            **defined("repair"),
            "currency": TextColumn(say("column-currency")),
            "unjoined_because": TextColumn(say("orders-alone-because"), width="large"),
        },
        "failure_orders",
        say("orders-alt"),
        missing=say("none"),
        cut_at=repairs.ROWS_SHOWN,
    )


def match_name(match: str | None) -> str:
    """How a breakdown and a maintenance order were joined."""
    return say("none") if match is None else code("match", match.replace(" ", "-"))


def _services(visit: Visit) -> None:
    """Which provider kept what was agreed."""
    frame = services.by_provider(visit.connection, visit.scope)
    if not frame.height:
        st.header(say("services-none"), anchor=False)
        return
    first = frame.row(0, named=True)
    kept = percent(first["repair_kept"])
    title = (
        say("services-unjudged")
        if first["repair_kept"] is None
        else say("services-message", provider=first["provider"] or say("services-unnamed"), kept=kept)
    )
    st.header(title, anchor=False)
    months = list(dict.fromkeys([month(visit.period.first), month(visit.period.last)]))
    span = months[0] if len(months) == 1 else say("days", first=months[0], last=months[1])
    definition.caption(visit, say("services-key", months=span), "response_kept_share")
    tables.show(
        frame.with_columns(
            pl.col("provider").fill_null(say("services-unnamed")), pl.col("response_kept", "repair_kept") * 100
        ),
        {
            "provider": TextColumn(say("services-provider"), pinned=True),
            **defined("tickets", "response_kept", "judged_responses", "repair_kept", "judged_repairs"),
        },
        "service_level",
        say("services-alt"),
        missing=say("services-not-judged"),
    )
    _tickets(services.tickets(visit.connection, visit.scope))


def _tickets(frame: pl.DataFrame) -> None:
    times = ("response_s", "agreed_response_s", "repair_s", "agreed_repair_s")
    with st.expander(count(frame.height, "ticket"), icon=":material/confirmation_number:"):
        tables.show(
            frame.with_columns(worded(frame[name], lasting) for name in times),
            {
                "ticket": TextColumn(say("services-ticket"), pinned=True),
                "provider": TextColumn(say("services-provider")),
                "work_unit_name": TextColumn(say("column-work-unit")),
                "reported_local": tables.moments(say("repairs-reported"), precision="day-moment"),
                "priority": TextColumn(say("services-priority")),
                "is_response_kept": CheckboxColumn(say("services-response-kept")),
                **defined("response_s", "agreed_response_s"),
                "is_repair_kept": CheckboxColumn(say("services-repair-kept")),
                **defined("repair_s", "agreed_repair_s"),
                "missing": TextColumn(say("column-missing"), width="large"),
            },
            "service_tickets",
            say("services-tickets-alt"),
            missing=say("none"),
            cut_at=services.ROWS_SHOWN,
        )
