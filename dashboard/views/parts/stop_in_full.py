"""One stop in full: what it was, what it cost by component, its segments, and the rows of the files behind them."""

from typing import Any

import streamlit as st
from streamlit.column_config import DateColumn, DatetimeColumn, NumberColumn, TextColumn

from dashboard.figures import count, duration, money
from dashboard.queries import segments, stops
from dashboard.views.parts import sentences, tables
from dashboard.visit import Visit

COMPONENTS = (
    ("lost_contribution", "Lost contribution"),
    ("recovery", "Recovery"),
    ("idle_labour", "Idle labour"),
    ("restart_scrap", "Restart scrap"),
    ("repair", "Repair"),
    ("idle_energy", "Idle energy"),
)


def show(visit: Visit, stop_id: str) -> None:
    """The stop with this id; a notice when this publication has none, as after a restatement."""
    found = stops.one(visit.connection, stop_id)
    with st.container(border=True):
        if not found.height:
            st.warning(
                f"There is no stop `{stop_id}` in this publication; newer data may have restated it.",
                title="Stop not found",
                icon=":material/search_off:",
            )
        else:
            _facts(found.row(0, named=True))
            _segments(visit, stop_id)
            _evidence(visit, stop_id)
        st.button("Close this stop", on_click=_close, icon=":material/close:")


def _close() -> None:
    st.query_params.pop("stop", None)


def _facts(stop: dict[str, Any]) -> None:
    reason = stop["reason_name"] or "no reason given"
    still = ", still open" if stop["is_open"] else ""
    title = f"{stop['work_unit_name']}: {reason}, {duration(stop['duration_s'])}{still}"
    st.subheader(title, anchor=False)
    facts = [
        sentences.kind_name(stop["kind"]),
        f"{stop['start_local']:%a %d %b %Y %H:%M:%S} {stop['time_zone']}",
        f"{stop['site_name']}, {stop['line_name']}",
        f"shift {stop['shift'] or 'none'}",
        f"order {stop['order_id'] or 'none'}",
        f"product {stop['product_name'] or 'none'}",
    ]
    st.caption(" · ".join(facts))
    with st.grid(4, min_column_width=140, border=True):
        low, high = money(stop["cost_low"], stop["currency"]), money(stop["cost_high"], stop["currency"])
        priced = stop["cost"] is not None
        st.metric(
            "Cost",
            money(stop["cost"], stop["currency"]) if priced else "not priced",
            help=f"Low {low}, high {high}" if priced else None,
        )
        for key, label in COMPONENTS:
            st.metric(label, money(stop[key], stop["currency"]) if stop[key] is not None else "not priced")
    notes = [f"Lost units: {count(stop['lost_units'])}"]
    if priced:
        notes.append(f"cost from {low} to {high}")
    if stop["cost_missing"]:
        notes.append(f"missing: {stop['cost_missing']}")
    st.caption(" · ".join(notes))


def _segments(visit: Visit, stop_id: str) -> None:
    frame = segments.of_stop(visit.connection, stop_id)
    st.markdown(f"**{count(frame.height, 'segment')}**: the stop cut at shifts, orders, days and changes of reason")
    tables.show(
        frame,
        {
            "start_local": DatetimeColumn("From", format="DD MMM HH:mm:ss"),
            "end_local": DatetimeColumn("To", format="DD MMM HH:mm:ss"),
            "duration_s": NumberColumn("Seconds", format="%.3f"),
            "raw_state": TextColumn("Raw state"),
            "state": TextColumn("State"),
            "reason_name": TextColumn("Reason"),
            "shift": TextColumn("Shift"),
            "production_date": DateColumn("Production day", format="DD MMM"),
            "order_id": TextColumn("Order"),
            "product": TextColumn("Product"),
        },
        "segments",
        "Segments of this stop",
        missing="none",
    )


def _evidence(visit: Visit, stop_id: str) -> None:
    frame = segments.evidence(visit.connection, stop_id)
    if not frame.height:
        st.markdown("**No sample is kept for this stop**: its state follows from the absence of data.")
        return
    st.markdown(f"**{count(frame.height, 'sample')}** behind it, with the file and the row each was read from")
    tables.show(
        frame,
        {
            "ts_local": DatetimeColumn("Time", format="DD MMM HH:mm:ss.SSS"),
            "signal": TextColumn("Signal"),
            "tag": TextColumn("Tag"),
            "value": TextColumn("Value"),
            "quality": TextColumn("Quality"),
            "file_name": TextColumn("File"),
            "row_no": NumberColumn("Row", format="%d"),
            "source": TextColumn("Source"),
        },
        "evidence",
        "Samples behind this stop",
        missing="none",
        cut_at=segments.EVIDENCE_SHOWN,
    )
