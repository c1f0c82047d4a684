"""What all charts of layers share: what a screen reader is told, readable axes, and numbers in the language spoken.

Channels are written as objects (``alt.Y("end:Q")``): Altair turns a text, or a condition, into one by way of all
classes of its schema, which takes longer than the rest of a layer.
"""

import altair as alt
from babel import Locale

from dashboard.charts.colours import Colours
from dashboard.texts import language

# Streamlit leaves 20 pixels below each chart where nothing is said: an empty band between it and its key.
BELOW = {"bottom": 5}


def layered(*layers: alt.Chart, height: int, colours: Colours, font_size: int = 11) -> alt.LayerChart:
    """``layers`` over one another, ``height`` pixels high with their axes."""
    config = look(colours, font_size)
    return alt.LayerChart(layer=with_marks(*layers), height=height, padding=BELOW, config=config)


def with_marks(*layers: alt.Chart) -> list[alt.Chart]:
    """``layers``, those whose frame has no row hidden from screen readers.

    Vega makes a layer without marks a picture without a name, which a screen reader stumbles over (WCAG 1.1.1).
    """
    for layer in layers:
        if not len(layer.data):
            layer.mark.aria = False
    return list(layers)


def either(column: str, yes: str, no: str) -> alt.Color:
    """The colour of a mark by a boolean column."""
    return alt.Color(f"{column}:N", legend=None, scale=alt.Scale(domain=[True, False], range=[yes, no]))


def look(colours: Colours, font_size: int = 11) -> alt.Config:
    """Axes with readable labels, no frame, and numbers as the language spoken writes them."""
    signs = Locale.parse(language()).number_symbols["latn"]
    number = {
        "decimal": signs["decimal"],
        "thousands": signs["group"],
        "grouping": [3],
        "currency": ["", ""],
        # As figures.percent has it.
        "percent": "\N{NO-BREAK SPACE}%",
    }
    axis = alt.AxisConfig(labelColor=colours.text, labelFontSize=font_size)
    return alt.Config(view=alt.ViewConfig(stroke=None), axis=axis, locale=alt.Locale(number=number))
