"""The pages, in the order of the menu: each leads on to the next."""

from dataclasses import dataclass

import streamlit as st
from streamlit.navigation.page import Page as StreamlitPage

from dashboard.access import Reader
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
    Page("production", "conveyor_belt"),
    Page("maintenance", "build"),
    Page("energy", "bolt"),
    Page("shift_report", "assignment_turned_in"),
    Page("data_trust", "fact_check"),
    Page("glossary", "menu_book"),
)


def registered(reader: Reader) -> dict[str, StreamlitPage]:
    """The pages that ``reader`` may see, by name; the first is the one that opens without an address."""
    seen = [page for page in PAGES if reader.may_see(page.name)]
    return {
        page.name: st.Page(page.file, title=page.title, icon=f":material/{page.icon}:", default=page is seen[0])
        for page in seen
    }
