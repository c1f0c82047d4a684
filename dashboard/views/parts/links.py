"""Ways on: links from one page to the next, and buttons that show something else on the same page.

A reader to whom a page is not granted gets no link to it. A link from a page to itself would do nothing: the page's
filters keep their values, and the URL stays as it is.
"""

from collections.abc import Callable, Mapping

import streamlit as st

from dashboard.visit import current


def to(page: str, label: str, query: Mapping[str, str], icon: str | None = ":material/arrow_forward:") -> None:
    """A link to ``page``, by its name in ``pages.PAGES``, with the query parameters of ``query``."""
    if current().reader.may_see(page):
        st.page_link(f"views/{page}.py", label=label, icon=icon, query_params=dict(query))


def here(name: str, label: str, then: Callable[[], None], icon: str | None = ":material/arrow_forward:") -> None:
    """A button, told apart from the page's others by ``name``, that does ``then`` and shows the page again."""
    st.button(label, key=f"here_{name}", on_click=then, type="tertiary", icon=icon)
