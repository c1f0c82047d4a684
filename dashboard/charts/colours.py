"""The colours of marks on the light and the dark page, each at least 3:1 against its page (WCAG 1.4.11)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Colours:
    """``actual`` solid figures, ``before`` what they are compared with, ``loss`` ordinary losses, ``attention`` the one
    mark that needs a person, ``outline`` strokes of plans and unknowns, ``text`` and ``paper`` the page's own."""

    text: str
    paper: str
    actual: str
    before: str
    loss: str
    attention: str
    outline: str
    buckets: dict[str, str]


LIGHT = Colours(
    text="#1f2933",
    paper="#ffffff",
    actual="#3e4c59",
    before="#8a95a1",
    loss="#7b8794",
    attention="#b4480f",
    outline="#52606d",
    buckets={
        "producing": "#8793a0",
        "breakdown": "#b42318",
        "minor_stop": "#c2660a",
        "changeover": "#3b6ea5",
        "external": "#7a5ea8",
        "unknown": "#ffffff",
        "planned": "#e4e7eb",
        "unscheduled": "#f5f7fa",
    },
)

DARK = Colours(
    text="#e4e7eb",
    paper="#15191e",
    actual="#cbd2d9",
    before="#616e7c",
    loss="#7b8794",
    attention="#f0883e",
    outline="#9aa5b1",
    buckets={
        "producing": "#6b7784",
        "breakdown": "#f2705f",
        "minor_stop": "#e69a45",
        "changeover": "#6ba4dc",
        "external": "#b094e0",
        "unknown": "#15191e",
        "planned": "#323f4b",
        "unscheduled": "#1b2026",
    },
)


def for_theme(theme: str | None) -> Colours:
    """The colours for Streamlit's theme type, ``dark`` or anything else."""
    return DARK if theme == "dark" else LIGHT
