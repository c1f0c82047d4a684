"""Data trust: what came in, what was refused and why, and which checks these figures have passed."""

import polars as pl
import streamlit as st
from streamlit.column_config import CheckboxColumn, DatetimeColumn, NumberColumn, TextColumn
from streamlit.elements.lib.column_types import ColumnConfig

from dashboard.figures import count, day, duration, moment
from dashboard.queries import trust
from dashboard.views.parts import heading, tables
from dashboard.visit import Visit, current

PASSED = ("pass", "passed", "success", "ok")


def time_column(visit: Visit, label: str) -> ColumnConfig:
    """A column of UTC times, shown in the place's zone."""
    return DatetimeColumn(label, format="DD MMM HH:mm", timezone=visit.place.time_zone)


def publication_section(visit: Visit, checks: pl.DataFrame) -> None:
    """Which version is shown, of which data, and its checks."""
    publication = visit.publication
    failing = checks.filter(~pl.col("status").str.to_lowercase().is_in(PASSED))
    passed = count(publication.checks_passed, "check")
    st.subheader(
        f"{passed} passed before publication" + (f", {failing.height} with a warning" if failing.height else ""),
        anchor=False,
    )
    since = f"data from {day(publication.data_from)}" if publication.data_from else "data"
    zone = visit.place.time_zone
    st.markdown(
        f"Version **{publication.version}**, published {moment(publication.published_at_utc, zone)}; {since} to "
        f"{moment(publication.data_to_utc, zone)}; "
        f"made by Millrace {publication.code_version or 'of unknown release'}; loss policy {publication.loss_policy}."
    )
    tables.show(
        checks,
        {
            "status": TextColumn("Status"),
            "check_name": TextColumn("Check"),
            "detail": TextColumn("Detail", width="large"),
            "asset": TextColumn("Table"),
            "severity": TextColumn("Severity"),
            "checked_at_utc": time_column(visit, "Checked"),
        },
        "checks",
        "Checks of this publication",
        missing="none",
    )


def source_section(visit: Visit) -> None:
    """Freshness of each source."""
    frame = trust.sources(visit.connection, visit.now, visit.place.site).with_columns(
        pl.col("age_s").map_elements(duration, return_dtype=pl.String).alias("age"),
        pl.col("fresh_within_s").map_elements(duration, return_dtype=pl.String).alias("late_after"),
    )
    late = frame.filter(pl.col("condition") != "fresh")
    names = ", ".join(late["source"].to_list())
    title = f"Late: {names}" if late.height else "All sources are fresh"
    st.subheader(title if frame.height else "No source is configured for this place", anchor=False)
    tables.show(
        frame,
        {
            "condition": TextColumn("Condition"),
            "source": TextColumn("Source"),
            "newest_utc": time_column(visit, "Newest data"),
            "age": TextColumn("Age"),
            "late_after": TextColumn("Late after"),
            "last_loaded_utc": time_column(visit, "Last load"),
            "files": NumberColumn("Files", format="localized"),
            "rows_loaded": NumberColumn("Rows loaded", format="localized"),
            "rows_rejected": NumberColumn("Rows rejected", format="localized"),
            "reader": TextColumn("Reader"),
        },
        "sources",
        "Sources and how fresh they are",
        missing="never",
    )


def file_section(visit: Visit) -> None:
    """Files, the quarantined ones first with the sentence that says why."""
    frame = trust.files(visit.connection, visit.place.site)
    bad = frame.filter(pl.col("status") == "quarantined")
    st.subheader(
        f"{count(bad.height, 'file')} in quarantine" if bad.height else "No file is in quarantine", anchor=False
    )
    for row in bad.head(5).iter_rows(named=True):
        st.warning(
            f"{row['reason'] or 'no reason was recorded'} (source {row['source']})",
            title=row["file_name"],
            icon=":material/draft:",
        )
    tables.show(
        frame,
        {
            "status": TextColumn("Status"),
            "file_name": TextColumn("File"),
            "source": TextColumn("Source"),
            "loaded_at_utc": time_column(visit, "Loaded"),
            "rows_read": NumberColumn("Read", format="localized"),
            "rows_loaded": NumberColumn("Loaded", format="localized"),
            "rows_rejected": NumberColumn("Rejected", format="localized"),
            "min_ts_utc": time_column(visit, "Data from"),
            "max_ts_utc": time_column(visit, "Data to"),
            "reason": TextColumn("Why in quarantine or retracted"),
        },
        "files",
        "Files, quarantined ones first",
        missing="none",
        cut_at=trust.ROWS_SHOWN,
    )


def rejected_section(visit: Visit) -> None:
    """Rejected rows with their text."""
    frame = trust.rejected_rows(visit.connection, visit.place.site)
    if not frame.height:
        st.subheader("No row was rejected", anchor=False)
        return
    more = " or more" if frame.height == trust.ROWS_SHOWN else ""
    st.subheader(f"{count(frame.height, 'row')}{more} rejected, each with its text", anchor=False)
    tables.show(
        frame,
        {
            "reason": TextColumn("Why", width="large"),
            "raw": TextColumn("Text of the row", width="large"),
            "file_name": TextColumn("File"),
            "member": TextColumn("Member"),
            "row_no": NumberColumn("Row", format="%d"),
            "source": TextColumn("Source"),
        },
        "rejected_rows",
        "Rejected rows with their text",
        missing="none",
        cut_at=trust.ROWS_SHOWN,
    )


def tag_section(visit: Visit) -> None:
    """Tags seen in the data: unmapped first, then by the worst share of good samples."""
    frame = trust.tags(visit.connection, visit.place.site).with_columns(pl.col("good_share") * 100)
    unmapped = frame.filter(~pl.col("is_mapped"))
    title = f"{count(unmapped.height, 'tag')} in the data not mapped" if unmapped.height else "Every tag is mapped"
    st.subheader(title if frame.height else "No tag has been seen", anchor=False)
    if unmapped.height:
        st.caption("An unmapped tag is kept in the lake and takes no part in any figure. Map it in `tags.csv`.")
    tables.show(
        frame,
        {
            "is_mapped": CheckboxColumn("Mapped"),
            "tag": TextColumn("Tag"),
            "work_unit": TextColumn("Work unit"),
            "signal": TextColumn("Signal"),
            "samples": NumberColumn("Samples", format="localized"),
            "good_share": NumberColumn("Good samples", format="%.1f %%"),
            "first_utc": time_column(visit, "First"),
            "last_utc": time_column(visit, "Last"),
            "source": TextColumn("Source"),
        },
        "tags",
        "Tags, unmapped ones first",
        missing="none",
    )


def headline(visit: Visit) -> str:
    """The page's title: can today's figures be trusted?"""
    sources = trust.sources(visit.connection, visit.now, visit.place.site)
    late = sources.filter(pl.col("condition") != "fresh").height
    if visit.failure is not None:
        return "The newest run was not published; older figures are shown"
    publication = visit.publication
    warned = count(publication.checks_failed, "check")
    checks = f"{warned} gave a warning" if publication.checks_failed else "all checks passed"
    if late:
        return f"{late} of {count(sources.height, 'source')} late; {checks}"
    return f"All sources are fresh; {checks}"


def show(visit: Visit) -> None:
    """The page."""
    heading.show(visit, "Data trust", headline(visit), period=False)
    source_section(visit)
    publication_section(visit, trust.checks(visit.connection))
    file_section(visit)
    rejected_section(visit)
    tag_section(visit)


show(current())
