"""The way from a figure to its entry in the glossary."""

from urllib.parse import urlencode

from dashboard.texts import say
from dashboard.visit import Visit

PAGE = "glossary"
KEY = "kpi"


def explained(visit: Visit, text: str, kpi: str) -> str:
    """``text`` for a figure's help, and a link to the entry ``kpi`` of the glossary in this view."""
    return f"{text} [{say('glossary-more')}]({PAGE}?{urlencode(visit.link(**{KEY: kpi}))})"
