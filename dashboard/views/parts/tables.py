"""Tables with their download: what is seen can be taken along, with formulas in text cells neutralised."""

from typing import Literal

import polars as pl
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from dashboard.downloads import as_csv
from dashboard.figures import NOT_MEASURED, count

MOST_ROWS_HIGH = 10


def height_of(frame: pl.DataFrame) -> Literal["content"] | int:
    """As high as its rows, up to ``MOST_ROWS_HIGH`` of them; a longer table scrolls."""
    return "content" if frame.height <= MOST_ROWS_HIGH else 36 * (MOST_ROWS_HIGH + 1)


def show(
    frame: pl.DataFrame,
    columns: dict[str, ColumnConfig],
    name: str,
    alt: str,
    missing: str = NOT_MEASURED,
    cut_at: int | None = None,
) -> None:
    """``frame`` as a table of ``columns`` in their order, NULL as ``missing``, with a CSV named ``name``.

    ``cut_at`` is how many rows the question gives at the most: a table as long as that says that it may be cut.
    """
    st.dataframe(
        frame,
        column_config=columns,
        column_order=list(columns),
        hide_index=True,
        height=height_of(frame),
        placeholder=missing,
        alt=alt,
    )
    download(frame.select(list(columns)), name, cut_at)


def download(frame: pl.DataFrame, name: str, cut_at: int | None = None) -> None:
    """A button that gives ``frame`` as ``<name>.csv``; before it, whether the list is cut at ``cut_at`` rows."""
    if frame.height == cut_at:
        st.caption(f"Only the first {count(cut_at, 'row')} are shown; narrow the filters, or ask the published file.")
    st.download_button(
        f"Download {count(frame.height, 'row')} as CSV",
        data=lambda: as_csv(frame),
        file_name=f"{name}.csv",
        mime="text/csv",
        key=f"download_{name}",
        on_click="ignore",
        type="tertiary",
        icon=":material/download:",
    )
