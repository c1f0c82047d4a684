"""One stop in full: what it was, what it cost by component, its segments, and the rows of the files behind them."""

from typing import Any

import streamlit as st
from streamlit.column_config import DateColumn, TextColumn

from dashboard.charts.wording import kind, worded
from dashboard.figures import count, decimal, duration, local_second, money
from dashboard.queries import segments, stops
from dashboard.texts import code, say
from dashboard.views.parts import definition, tables, trust_files
from dashboard.views.parts.figure_columns import defined
from dashboard.visit import Visit

# The parts of a stop's cost, and what the glossary knows each by.
COMPONENTS = {
    **{part: part for part in ("lost_contribution", "recovery", "idle_labour", "restart_scrap")},
    "repair": "fct_stops.repair",
    "idle_energy": "idle_energy",
}


def show(visit: Visit, stop_id: str) -> None:
    """The stop with this id; a notice when this publication has none, as after a restatement."""
    found = stops.one(visit.connection, stop_id)
    with st.container(border=True):
        if not found.height:
            st.warning(say("stop-gone", stop=stop_id), title=say("stop-gone-title"), icon=":material/search_off:")
        else:
            _facts(visit, found.row(0, named=True))
            _segments(visit, stop_id)
            _evidence(visit, stop_id)
        st.button(say("stop-close"), on_click=_close, icon=":material/close:")


def _close() -> None:
    st.query_params.pop("stop", None)


def _facts(visit: Visit, stop: dict[str, Any]) -> None:
    lasted = duration(stop["duration_s"])
    if stop["is_open"]:
        lasted = say("stops-open", duration=lasted)
    reason = stop["reason_name"] or say("stop-no-reason")
    st.header(say("stop-title", unit=stop["work_unit_name"], reason=reason, duration=lasted), anchor=False)
    none = say("none")
    facts = say(
        "stop-facts",
        kind=kind(stop["kind"]),
        start=local_second(stop["start_local"]),
        zone=stop["time_zone"],
        place=f"{stop['site_name']}, {stop['line_name']}",
        shift=stop["shift"] or none,
        order=stop["order_id"] or none,
        product=stop["product_name"] or none,
    )
    st.caption(facts)
    low, high = money(stop["cost_low"], stop["currency"]), money(stop["cost_high"], stop["currency"])
    priced = stop["cost"] is not None
    with st.grid(4, min_column_width=140, border=True):
        st.metric(
            say("column-cost"),
            money(stop["cost"], stop["currency"]) if priced else say("not-priced"),
            help=definition.explained(
                visit, say("stop-low-high", low=low, high=high) if priced else "", "fct_stops.cost"
            ),
        )
        for key in COMPONENTS:
            amount = say("not-priced") if stop[key] is None else money(stop[key], stop["currency"])
            st.metric(code("component", key), amount, help=definition.explained(visit, "", COMPONENTS[key]))
    units = stop["lost_units"]
    notes = [say("stop-lost-units", units=count(units) if units is None else decimal(units))]
    if priced:
        notes.append(say("stop-range", low=low, high=high))
    if stop["cost_missing"]:
        notes.append(say("missing", what=stop["cost_missing"]))
    definition.caption(visit, " · ".join(notes), "lost_units")


def _segments(visit: Visit, stop_id: str) -> None:
    frame = segments.of_stop(visit.connection, stop_id)
    st.markdown(say("stop-segments", segments=count(frame.height, "segment")))
    tables.show(
        frame,
        {
            "start_local": tables.moments(say("column-from"), precision="second"),
            "end_local": tables.moments(say("column-to"), precision="second"),
            **defined(duration_s="segment_s"),
            "raw_state": TextColumn(say("column-raw-state")),
            "state": TextColumn(say("column-state")),
            "reason_name": TextColumn(say("column-reason")),
            "shift": TextColumn(say("column-shift")),
            "production_date": DateColumn(say("column-production-day"), format=say("format-table-day")),
            "order_id": TextColumn(say("column-order")),
            "product": TextColumn(say("column-product")),
        },
        "segments",
        say("stop-segments-alt"),
        missing=say("none"),
    )


def _evidence(visit: Visit, stop_id: str) -> None:
    frame = segments.evidence(visit.connection, stop_id)
    if not frame.height:
        st.markdown(say("stop-no-sample"))
        return
    st.markdown(say("stop-samples", samples=count(frame.height, "sample")))
    tables.show(
        frame.with_columns(worded(frame["quality"], lambda name: code("quality", name or "unknown"))),
        {
            "ts_local": tables.moments(say("column-time"), precision="millisecond"),
            "signal": TextColumn(say("column-signal")),
            "tag": TextColumn(say("column-tag")),
            "value": TextColumn(say("column-value")),
            "quality": TextColumn(say("column-quality")),
            "file_name": TextColumn(say("column-file")),
            **defined("row_no"),
            "source": TextColumn(say("column-source")),
        },
        "evidence",
        say("stop-samples-alt"),
        missing=say("none"),
        cut_at=segments.EVIDENCE_SHOWN,
    )
    trust_files.links(visit, frame)
