"""The way from a figure to its entry in the glossary."""

from collections.abc import Iterable
from urllib.parse import urlencode

import streamlit as st

from dashboard.texts import say
from dashboard.views.parts.figure_columns import Figure
from dashboard.visit import Visit

PAGE = "glossary"
KEY = "kpi"


def link(visit: Visit, words: str, kpi: str) -> str:
    """A link with these ``words`` to the glossary's entry ``kpi``."""
    return f"[{words}]({PAGE}?{urlencode(visit.link(**{KEY: kpi}))})"


def explained(visit: Visit, text: str, kpi: str) -> str:
    """``text`` for a help, and a link to the glossary's entry ``kpi`` for a reader who may see it."""
    if not visit.reader.may_see(PAGE):
        return text
    return f"{text} {link(visit, say('glossary-more'), kpi)}".strip()


def caption(visit: Visit, text: str, kpi: str) -> None:
    """``text`` under a chart or table; its help leads to the definition, for in a caption itself a link is too pale."""
    st.caption(text, help=explained(visit, "", kpi))


def of(visit: Visit, figure: Figure) -> str:
    """A figure's name and definition for a help, and the link to its entry."""
    text = f"**{say(figure.label)}**: {figure.definition}"
    return text if figure.entry is None else explained(visit, text, figure.entry)


def of_columns(visit: Visit, figures: Iterable[Figure]) -> None:
    """A button that opens the definitions of a table's ``figures``: where fingers point, nothing hovers over a header.

    Nothing for a table without figures.
    """
    lines = [f"- {of(visit, figure)}" for figure in figures]
    if lines:
        with st.popover(say("table-definitions"), type="tertiary", icon=":material/menu_book:"):
            st.markdown("\n".join(lines))
