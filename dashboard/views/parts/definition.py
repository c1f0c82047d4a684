"""The way from a figure to its entry in the glossary."""

from urllib.parse import urlencode

import streamlit as st

from dashboard.texts import say
from dashboard.visit import Visit

PAGE = "glossary"
KEY = "kpi"


def explained(visit: Visit, text: str, kpi: str) -> str:
    """``text`` for a help, and a link to the glossary's entry ``kpi`` for a reader who may see it."""
    if not visit.reader.may_see(PAGE):
        return text
    return f"{text} [{say('glossary-more')}]({PAGE}?{urlencode(visit.link(**{KEY: kpi}))})".strip()


def caption(visit: Visit, text: str, kpi: str) -> None:
    """``text`` under a chart or table; its help leads to the definition, for in a caption itself a link is too pale."""
    st.caption(text, help=explained(visit, "", kpi))
