"""The pages, in the order of the menu: each leads on to the next."""

from dataclasses import dataclass

import streamlit as st
from streamlit.navigation.page import Page as StreamlitPage

from dashboard.texts import say


@dataclass(frozen=True)
class Page:
    """A page of ``views/``: ``name`` is its file, its address, and its title's message ``page-<name>``."""

    name: str
    icon: str

    @property
    def file(self) -> str:
        """Its script, seen from ``app.py``, as links name it."""
        return f"views/{self.name}.py"

    @property
    def title(self) -> str:
        """Its name in the menu."""
        return say(f"page-{self.name.replace('_', '-')}")


PAGES = (
    Page("overview", "factory"),
    Page("oee", "speed"),
    Page("losses", "waterfall_chart"),
    Page("stops", "pause_circle"),
    Page("data_trust", "fact_check"),
)


def registered() -> list[StreamlitPage]:
    """All pages for ``st.navigation``; the first is the one that opens without an address."""
    return [
        st.Page(page.file, title=page.title, icon=f":material/{page.icon}:", default=page is PAGES[0]) for page in PAGES
    ]
