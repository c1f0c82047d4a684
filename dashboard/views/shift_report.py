"""Shift report: what does this shift hand over to the next one? One page, also on paper."""

import re
from datetime import date

import polars as pl
import streamlit as st

from dashboard import access_log, shift_pdf, texts, workspace
from dashboard.charts import state_timeline
from dashboard.figures import percent, points, short_day
from dashboard.filters import choose_on_page
from dashboard.period import CUSTOM
from dashboard.queries import shift
from dashboard.texts import say
from dashboard.views.parts import definition, handover, heading, links, states
from dashboard.views.parts.handover import Handover, Section, Shift
from dashboard.visit import Visit, current

KPIS = ("availability", "performance", "quality")
NOT_IN_A_FILE_NAME = r"[^\w-]+"


def choose_shift(shifts: pl.DataFrame) -> Shift:
    """Production day and shift, the last one that is over without a choice."""
    days = {row.isoformat(): short_day(row) for row in shifts["production_date"].unique(maintain_order=True)}
    with st.container(horizontal=True):
        chosen = date.fromisoformat(choose_on_page(say("column-production-day"), "day", days))
        of_day = shifts.filter(pl.col("production_date") == chosen)
        options = {}
        for row in of_day.iter_rows(named=True):
            told = say("shift-times", start=f"{row['start_local']:%H:%M}", end=f"{row['end_local']:%H:%M}")
            options[row["shift"]] = f"{row['shift']}, {told}"
        name = choose_on_page(say("column-shift"), "of", options)
    row = of_day.row(by_predicate=pl.col("shift") == name, named=True)
    return Shift(
        row["production_date"], name, row["start_local"], row["end_local"], row["time_zone"], row["is_complete"]
    )


def offer_pdf(visit: Visit, report: Handover) -> None:
    """The button that gives the report as a PDF, and writes down that it was taken."""
    reader, language = visit.reader.name, texts.language()
    parts = (report.place.name, report.shift.production_date.isoformat(), report.shift.name)
    name = "_".join(["shift", *(re.sub(NOT_IN_A_FILE_NAME, "-", part).strip("-") for part in parts)]) + ".pdf"

    def taken() -> bytes:
        # Written when it is asked for, outside of the run of the page that knew the language.
        texts.speak(language)
        access_log.record(workspace.folder(), "download", reader, what=name)
        return shift_pdf.of(report)

    st.download_button(
        say("shift-pdf"),
        data=taken,
        file_name=name,
        mime="application/pdf",
        key="download_shift_pdf",
        on_click="ignore",
        icon=":material/picture_as_pdf:",
    )


def ratios(visit: Visit, report: Handover) -> None:
    """OEE against its target, its factors, and their basis."""
    figures = report.figures
    with st.grid(4, min_column_width=140, border=True):
        st.metric(
            say("kpi-oee"),
            percent(figures["oee"]),
            None if figures["gap"] is None else say("shift-to-target", gap=points(figures["gap"])),
            delta_color="off",
            delta_arrow="off",
            help=definition.explained(visit, say("define-oee"), "oee"),
        )
        for name in KPIS:
            meaning = definition.explained(visit, say(f"define-{name}"), name)
            st.metric(say(f"kpi-{name}"), percent(figures[name]), help=meaning)
    for note in report.basis:
        definition.caption(visit, note, "coverage")


def section(visit: Visit, told: Section) -> None:
    """A message with its rows."""
    st.header(told.message, anchor=False)
    if told.rows:
        frame = pl.DataFrame(list(told.rows), schema=list(told.columns), orient="row")
        st.table(frame, border="horizontal")
    if told.note:
        st.caption(told.note, help="\n\n".join(definition.of(visit, figure) for figure in told.figures.values()))


def timeline(visit: Visit, frame: pl.DataFrame) -> None:
    """The states of the units over the shift."""
    st.header(say("shift-states" if frame.height else "shift-no-state"), anchor=False)
    if frame.height:
        chart = state_timeline.draw(frame, "work_unit_name", None, visit.colours)
        st.altair_chart(chart, alt=say("shift-states"))
        shown = frame["bucket"].unique().to_list()
        definition.caption(visit, state_timeline.legend(shown, coloured=True), "calendar_s")


def show(visit: Visit) -> None:
    """The page."""
    follows = frozenset({heading.SHIFT})
    if visit.place.level == "enterprise":
        heading.show(visit, "shift-report", say("shift-choose-site-title"), follows=follows)
        st.info(say("shift-choose-site"), icon=":material/info:")
        return
    shifts = shift.listed(visit.connection, visit.place.level, visit.place.id)
    if visit.shift is not None:
        shifts = shifts.filter(pl.col("shift") == visit.shift)
    if not shifts.height:
        heading.show(visit, "shift-report", say("shift-none"), follows=follows)
        states.nothing_for_filter()
        return
    top, choice = st.container(), st.container()
    with choice:
        chosen = choose_shift(shifts)
    report = handover.gather(visit, chosen)
    with top:
        heading.show(visit, "shift-report", report.message, follows=follows)
        st.caption(report.scope)
    if not chosen.is_complete:
        st.warning(report.unfinished, icon=":material/timelapse:")
    offer_pdf(visit, report)
    ratios(visit, report)
    for told in report.before:
        section(visit, told)
    timeline(visit, report.timeline)
    for told in report.after:
        section(visit, told)
    on_day = {"first": chosen.production_date.isoformat(), "last": chosen.production_date.isoformat()}
    link = visit.link(period=say(f"period-{CUSTOM}"), shift=chosen.name, **on_day)
    links.to("stops", say("shift-to-stops"), link)


show(current())
