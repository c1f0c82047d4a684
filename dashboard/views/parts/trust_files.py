"""Files and their rejected rows, and one file in full: from a sample or a list to what was refused of it."""

import polars as pl
import streamlit as st
from streamlit.column_config import TextColumn

from dashboard.figures import count, moment
from dashboard.queries import trust
from dashboard.texts import say
from dashboard.views.parts import links as leads
from dashboard.views.parts import tables
from dashboard.views.parts.figure_columns import defined
from dashboard.visit import Visit

FILE = "file"
LINKS = 8


def links(visit: Visit, frame: pl.DataFrame) -> None:
    """From rows with file_id, file_name and source to the entries of their files, the first ``LINKS`` of these.

    Where files of several sources have the same name, their source stands behind it.
    """
    files = frame.drop_nulls("file_id").unique("file_id", maintain_order=True).head(LINKS)
    name = pl.col("file_name")
    labels = pl.when(name.is_duplicated()).then(pl.format("{} ({})", "file_name", "source")).otherwise(name)
    with st.container(horizontal=True, gap="small"):
        for file_id, label in files.select("file_id", labels).iter_rows():
            leads.to("data_trust", label, visit.link(**{FILE: file_id}), ":material/draft:")


def one(visit: Visit, file_id: str) -> None:
    """One file, told apart by the hash of its content, in full: its loads, and its rejected rows."""
    found = trust.files(visit.connection, visit.place.site, file_id)
    zone = visit.place.time_zone
    with st.container(border=True):
        if not found.height:
            st.warning(
                say("trust-file-gone", file=file_id), title=say("trust-file-gone-title"), icon=":material/search_off:"
            )
        for row in found.iter_rows(named=True):
            st.header(row["file_name"], anchor=False)
            st.markdown(
                say(
                    "trust-file-facts",
                    status=row["status"],
                    source=row["source"],
                    loaded=moment(row["loaded_at_utc"], zone),
                    read=count(row["rows_read"], "row"),
                    into=count(row["rows_loaded"]),
                    out=count(row["rows_rejected"]),
                )
            )
            st.caption(
                say("trust-span", **{"from": moment(row["min_ts_utc"], zone), "to": moment(row["max_ts_utc"], zone)})
            )
            if row["reason"]:
                st.warning(row["reason"], icon=":material/draft:")
        rows = trust.rejected_rows(visit.connection, visit.place.site, file_id)
        if rows.height:
            st.markdown(f"**{rejected_title(rows)}**")
            rejected_table(rows, "rejected_rows_of_file")
        st.button(say("trust-file-close"), on_click=close, icon=":material/close:")


def close() -> None:
    """Lets go of the file that a link asked for."""
    st.query_params.pop(FILE, None)


def quarantined(files: pl.DataFrame) -> pl.DataFrame:
    """Those of the files that nothing was loaded of, by ``queries.trust.files``."""
    return files.filter(pl.col("status") == "quarantined")


def files(visit: Visit, frame: pl.DataFrame) -> None:
    """Files, the quarantined ones first with the sentence that says why; picking a row opens the file."""
    bad = quarantined(frame)
    title = say("trust-quarantine", files=count(bad.height, "file")) if bad.height else say("trust-no-quarantine")
    st.header(title, anchor=False)
    for row in bad.head(5).iter_rows(named=True):
        st.warning(
            say("trust-file-why", reason=row["reason"] or say("trust-no-why"), source=row["source"]),
            title=row["file_name"],
            icon=":material/draft:",
        )
    st.caption(say("trust-files-key"))

    def pick() -> None:
        rows = st.session_state["file_list"]["selection"]["rows"]
        if rows:
            st.query_params[FILE] = frame["file_id"][rows[0]]
        else:
            close()

    columns = file_columns(visit)
    tables.draw(frame, columns, say("trust-files-alt"), say("none"), key="file_list", pick=pick)
    tables.download(frame, columns, "files", trust.ROWS_SHOWN)


def file_columns(visit: Visit) -> tables.Columns:
    """The columns of the list of files, in their order."""
    return {
        "status": TextColumn(say("column-status")),
        "file_name": TextColumn(say("column-file")),
        "source": TextColumn(say("column-source")),
        "loaded_at_utc": tables.moments(say("column-loaded"), visit.place.time_zone),
        **defined(rows_read="file_rows_read", rows_loaded="file_rows_loaded", rows_rejected="file_rows_rejected"),
        "min_ts_utc": tables.moments(say("column-data-from"), visit.place.time_zone),
        "max_ts_utc": tables.moments(say("column-data-to"), visit.place.time_zone),
        "reason": TextColumn(say("column-why-not")),
    }


def rejected(visit: Visit) -> None:
    """Rejected rows with their text, and the way to the files they are of."""
    frame = trust.rejected_rows(visit.connection, visit.place.site)
    if not frame.height:
        st.header(say("trust-no-rejected"), anchor=False)
        return
    st.header(rejected_title(frame), anchor=False)
    rejected_table(frame, "rejected_rows")
    links(visit, frame)


def rejected_title(frame: pl.DataFrame) -> str:
    """How many rows were rejected."""
    rows = count(frame.height, "row")
    return say("trust-rejected-more" if frame.height == trust.ROWS_SHOWN else "trust-rejected", rows=rows)


def rejected_table(frame: pl.DataFrame, name: str) -> None:
    """Rejected rows with their text."""
    tables.show(
        frame,
        {
            "reason": TextColumn(say("column-why"), width="large"),
            "raw": TextColumn(say("column-raw"), width="large"),
            "file_name": TextColumn(say("column-file")),
            "member": TextColumn(say("column-member")),
            **defined("row_no"),
            "source": TextColumn(say("column-source")),
        },
        name,
        say("trust-rejected-alt"),
        missing=say("none"),
        cut_at=trust.ROWS_SHOWN,
    )
