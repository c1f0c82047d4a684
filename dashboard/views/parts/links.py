"""Links from one page to the next; a reader to whom a page is not granted gets no link to it."""

from collections.abc import Mapping

import streamlit as st

from dashboard.visit import current


def to(page: str, label: str, query: Mapping[str, str], icon: str | None = ":material/arrow_forward:") -> None:
    """A link to ``page``, by its name in ``pages.PAGES``, with the query parameters of ``query``."""
    if current().reader.may_see(page):
        st.page_link(f"views/{page}.py", label=label, icon=icon, query_params=dict(query))
