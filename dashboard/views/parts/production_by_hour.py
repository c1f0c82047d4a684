"""The lines hour by hour against their target, on one production day."""

from datetime import date

import polars as pl
import streamlit as st
from streamlit.column_config import TextColumn

from dashboard.charts import by_hour
from dashboard.figures import short_day
from dashboard.filters import choose_on_page
from dashboard.period import Period
from dashboard.queries import output, output_by_hour
from dashboard.texts import say
from dashboard.views.parts import definition, heading, sentences, tables
from dashboard.views.parts.figure_columns import defined
from dashboard.visit import Visit

PANELS_BESIDE = 2
# More are a wall that nobody reads, and take seconds to draw.
PANELS = 8


def section(visit: Visit) -> None:
    """One production day, hour by hour, a panel a line."""
    days = output_by_hour.days(visit.connection, visit.scope)
    chosen = days[0]
    if len(days) > 1:
        options = {day.isoformat(): short_day(day) for day in days}
        chosen = date.fromisoformat(choose_on_page(say("column-production-day"), "day", options))
    on_day = visit.scope.of(Period(chosen, chosen))
    frame = output_by_hour.by_hour(visit.connection, on_day)
    if not frame.height:
        st.header(say("production-no-hours", day=short_day(chosen)), anchor=False)
        return
    short = frame.filter("is_short").height
    st.header(say("production-hours", short=short, hours=frame.height, day=short_day(chosen)), anchor=False)
    lines = frame.partition_by("line", maintain_order=True)
    panels = lines if len(lines) <= PANELS else sorted(lines, key=_behind)[:PANELS]
    with st.grid(1 if len(panels) == 1 else PANELS_BESIDE, min_column_width=300):
        for panel in panels:
            name = panel["line_name"][0]
            with st.container():
                st.markdown(f"**{name}**")
                st.altair_chart(by_hour.draw(panel, visit.colours), alt=say("production-hours-alt", line=name))
    zones = ", ".join(frame["time_zone"].unique(maintain_order=True))
    narrowed = heading.narrowed(visit, heading.SHIFT, heading.PRODUCT)
    shared = [say("production-hours-shared")] if narrowed else []
    few = [say("production-hours-few", shown=PANELS, lines=len(lines))] if len(panels) < len(lines) else []
    units = sentences.in_units(output.units_of_measure(visit.connection, on_day))
    key = " · ".join([say("production-hours-key", zones=zones), *few, *narrowed, *shared, *units])
    definition.caption(visit, key, "against_target_count")
    table(frame)


def _behind(line: pl.DataFrame) -> float:
    """The units that a line's hours lack, as a negative number."""
    return float(line.filter("is_short")["against_target_count"].sum())


def table(frame: pl.DataFrame) -> None:
    """The hours with what is known of them."""
    with st.expander(say("production-hours-table")):
        tables.show(
            frame,
            {
                "line_name": TextColumn(say("filter-line"), pinned=True),
                "hour_local": tables.moments(say("column-from")),
                **defined("good_count", "target_count", "against_target_count", planned_busy_h="hour_busy_h"),
                **defined("unknown_h", "without_target_h"),
            },
            "production_by_hour",
            say("production-hours-table"),
            missing=say("production-no-target"),
        )
