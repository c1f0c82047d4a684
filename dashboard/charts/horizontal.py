"""What the horizontal bar charts share: one row a name, in the frame's order, and a text behind each bar."""

import altair as alt
import polars as pl

from dashboard.charts import layers as drawn
from dashboard.charts.colours import Colours

ROW_HEIGHT = 30
LABEL_WIDTH = 150
MARGIN = 8
# What a phone leaves for bars and their texts, and how wide a letter of a text is, in pixels.
NARROWEST = 225
LETTER_WIDTH = 6.6


def names(frame: pl.DataFrame, column: str) -> alt.Y:
    """The y axis of ``frame``'s names in the order of its rows, without a title or lines."""
    return alt.Y(
        f"{column}:N",
        sort=frame[column].to_list(),
        title=None,
        axis=alt.Axis(labelLimit=LABEL_WIDTH, ticks=False, domain=False, labelPadding=8, minExtent=110),
    )


def values(column: str, largest: float, texts: pl.Series, smallest: float = 0.0) -> alt.X:
    """A bare x axis from ``smallest`` to ``largest``, with room on the right for the longest of ``texts``."""
    widest = max((len(text) for text in texts), default=0) * LETTER_WIDTH + 12
    room = 1 / (1 - min(widest / NARROWEST, 0.7))
    return alt.X(
        f"{column}:Q",
        title=None,
        axis=None,
        scale=alt.Scale(domain=[min(smallest, 0.0), (largest or 1.0) * room], nice=False),
    )


def height(rows: int) -> int:
    """How many pixels a chart of ``rows`` bars needs."""
    return max(rows, 1) * ROW_HEIGHT + MARGIN


def layered(*layers: alt.Chart, height: int, colours: Colours) -> alt.LayerChart:
    """``layers`` over one another, ``height`` pixels high with their axes, names as large as the rest of the page."""
    return drawn.layered(*layers, height=height, colours=colours, font_size=12)
