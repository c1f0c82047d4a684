"""The top of each page: its message, what it is about, and what must be known before any figure is read."""

import polars as pl
import streamlit as st

from dashboard.figures import count, days, duration, moment
from dashboard.queries import trust
from dashboard.views.parts import states
from dashboard.visit import Visit


def show(visit: Visit, page: str, message: str, *, compared: bool = False, period: bool = True) -> None:
    """Title, scope and notices; ``compared`` adds the period that figures are held against."""
    st.title(message, anchor=False)
    scope = [f"**{page}**", visit.place.name]
    if period:
        span = days(visit.period.first, visit.period.last)
        scope.append(f"production day {span}" if visit.period.length == 1 else f"production days {span}")
    if compared:
        scope.append(f"compared with {days(visit.before.first, visit.before.last)}")
    start = f", days start {visit.place.day_start}" if visit.place.day_start else ""
    scope.append(f"times in {visit.place.time_zone}{start}")
    st.caption(" · ".join(scope))
    if visit.failure is not None:
        published = moment(visit.publication.published_at_utc, visit.place.time_zone)
        states.failed(visit.failure, published, visit.place.time_zone)


def late_sources(visit: Visit) -> tuple[int, int]:
    """How many sources of the place are late or silent, of how many; those are named in a notice."""
    sources = trust.sources(visit.connection, visit.now, visit.place.site)
    late = sources.filter(pl.col("condition") != "fresh")
    if late.height:
        lines = []
        for row in late.iter_rows(named=True):
            if row["condition"] == "silent":
                lines.append(f"- **{row['source']}**: no data yet")
            else:
                lines.append(
                    f"- **{row['source']}**: newest data of {moment(row['newest_utc'], visit.place.time_zone)}, "
                    f"{duration(row['age_s'])} old; late after {duration(row['fresh_within_s'])}"
                )
        title = f"{count(late.height, 'source')} of {sources.height} late"
        st.warning("\n".join(lines), title=title, icon=":material/schedule:")
    return late.height, sources.height
