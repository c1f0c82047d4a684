"""KPI glossary: what each figure is, how it is made, of what, and what ISO 22400 calls it."""

from typing import Any

import polars as pl
import streamlit as st

from dashboard.figures import count
from dashboard.filters import put_into_url
from dashboard.queries import glossary
from dashboard.texts import say
from dashboard.views.parts import heading, states
from dashboard.views.parts.definition import KEY
from dashboard.visit import Visit, current

NAMES_SHOWN = 4
FIND = "find"


def chosen_entry(visit: Visit, kpi: str) -> None:
    """The figure that a link asks for, in full and first."""
    found = glossary.entry(visit.connection, kpi)
    if not found.height:
        st.warning(say("glossary-unknown", kpi=kpi), icon=":material/search_off:")
        return
    row = found.row(0, named=True)
    with st.container(border=True):
        st.header(row["kpi_name"], anchor=False)
        st.markdown(f"{row['definition']}.")
        st.code(f"{row['column_name']} = {row['formula']}", language="sql", wrap_lines=True)
        facts = [(say("glossary-iso"), row["iso_22400_name"]), (say("column-source"), row["source"])]
        facts += [(say("glossary-comment"), row["comment"]), (say("glossary-grain"), row["grain"])]
        facts += [(say("glossary-tables"), tables_of(row))]
        st.markdown("\n".join(f"- **{name}:** {text}" for name, text in facts if text))
        st.button(say("glossary-close"), on_click=close, icon=":material/close:")


def close() -> None:
    """Lets go of the entry that a link asked for."""
    st.query_params.pop(KEY, None)


def tables_of(row: dict[str, Any]) -> str:
    """The tables that have a figure, as code."""
    return ", ".join(f"`{table}`" for table in row["table_names"].split(", "))


def sections(frame: pl.DataFrame, *, is_search: bool) -> None:
    """All entries, those of the same tables together; open where somebody searches."""
    for _, rows in frame.group_by("table_names", maintain_order=True):
        names = rows["kpi_name"].to_list()
        label = ", ".join(names[:NAMES_SHOWN])
        if len(names) > NAMES_SHOWN:
            label = say("glossary-and-more", names=label, n=len(names) - NAMES_SHOWN)
        with st.expander(label, expanded=is_search):
            first = rows.row(0, named=True)
            st.caption(f"{say('glossary-tables')}: {tables_of(first)} · {say('column-source')}: {first['source']}")
            st.markdown("\n".join(line(row) for row in rows.iter_rows(named=True)))


def line(row: dict[str, Any]) -> str:
    """One entry in a line or two of Markdown."""
    iso = f" · ISO 22400-2: {row['iso_22400_name']}" if row["iso_22400_name"] else ""
    return f"- **{row['kpi_name']}**: {row['definition']}. `{row['column_name']} = {row['formula']}`{iso}"


def search() -> str:
    """What is looked for; in the URL, as ``filters.choose_on_page`` keeps what is chosen."""
    st.session_state[FIND] = st.query_params.get(FIND, "")
    return st.text_input(
        say("glossary-find"),
        key=FIND,
        on_change=lambda: put_into_url(FIND, st.session_state[FIND], ""),
        icon=":material/search:",
    )


def show(visit: Visit) -> None:
    """The page."""
    every = glossary.entries(visit.connection)
    heading.show(visit, "glossary", say("glossary-title", figures=count(every.height, "figure")), follows=frozenset())
    kpi = st.query_params.get(KEY)
    if kpi:
        chosen_entry(visit, kpi)
    searched = search()
    st.caption(say("glossary-language"))
    found = glossary.entries(visit.connection, searched) if searched else every
    if not found.height:
        states.nothing_for_filter()
        return
    sections(found, is_search=bool(searched))


show(current())
