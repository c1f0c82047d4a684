"""Tables with their downloads: what is seen can be taken along, with formulas in text cells neutralised."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Literal

import polars as pl
import streamlit as st
from streamlit.column_config import DatetimeColumn
from streamlit.elements.lib.column_types import ColumnConfig

from dashboard import access_log, workspace
from dashboard.downloads import as_csv, as_excel
from dashboard.figures import Form, count, not_measured
from dashboard.texts import say
from dashboard.views.parts import definition
from dashboard.views.parts.figure_columns import Figure
from dashboard.visit import current

MOST_ROWS_HIGH = 10
# Of longer tables the browser writes the figures: words for a thousand rows take the server a tenth of a second.
MOST_ROWS_WORDED = 200
# A table's columns in their order: those of figures say what they are by themselves.
Columns = Mapping[str, ColumnConfig | Figure]


def height_of(frame: pl.DataFrame) -> Literal["content"] | int:
    """As high as its rows, up to ``MOST_ROWS_HIGH`` of them; a longer table scrolls."""
    return "content" if frame.height <= MOST_ROWS_HIGH else 36 * (MOST_ROWS_HIGH + 1)


def moments(label: str, time_zone: str | None = None, precision: str = "moment") -> ColumnConfig:
    """A column of times in the language's format; UTC times are shown in ``time_zone``."""
    return DatetimeColumn(label, format=say(f"format-table-{precision}"), timezone=time_zone)


def show(
    frame: pl.DataFrame,
    columns: Columns,
    name: str,
    alt: str,
    missing: str | None = None,
    cut_at: int | None = None,
    currency: str | None = None,
) -> None:
    """``frame`` as a table of ``columns`` in their order, NULL as ``missing``, with downloads named ``name``.

    ``cut_at`` is how many rows the question gives at the most: a table as long as that says that it may be cut. All
    money is in ``currency`` where that is given; else a column says which it is in.
    """
    draw(frame, columns, alt, missing if missing is not None else not_measured(), currency)
    download(frame, columns, name, cut_at)


def draw(
    frame: pl.DataFrame,
    columns: Columns,
    alt: str,
    missing: str,
    currency: str | None = None,
    key: str | None = None,
    pick: Callable[[], None] | None = None,
) -> None:
    """The table alone; ``pick`` is called when a row is picked, which is in the session's state under ``key``."""
    shown, by_browser = rounded(frame.select(list(columns)), columns), frame.height > MOST_ROWS_WORDED
    st.dataframe(
        shown if by_browser else in_the_language(shown, columns),
        key=key,
        on_select=pick or "ignore",
        selection_mode="single-row",
        column_config={
            name: column.column(currency, by_browser=by_browser) if isinstance(column, Figure) else column
            for name, column in columns.items()
        },
        column_order=list(columns),
        hide_index=True,
        height=height_of(frame),
        placeholder=missing,
        alt=alt,
    )


def rounded(frame: pl.DataFrame, columns: Columns) -> pl.DataFrame:
    """``frame`` with its figures as they are shown, so that a cell that is opened or copied is what is seen."""
    forms = _forms(columns)
    figures = {name: pl.col(name).round(form.digits) for name, form in forms.items() if form.digits is not None}
    # The browser would write the sign of what was rounded up to zero.
    return frame.with_columns(
        pl.when(figure == 0).then(0).otherwise(figure).alias(name) for name, figure in figures.items()
    )


def in_the_language(frame: pl.DataFrame, columns: Columns) -> Any:
    """``frame`` with the words that its figures are shown in, as a pandas ``Styler``.

    The browser writes figures in its own language, or with a point, whatever is spoken here. It still sorts by their
    values.
    """
    return frame.to_pandas().style.format({name: partial(_told, form) for name, form in _forms(columns).items()})


def _forms(columns: Columns) -> dict[str, Form]:
    written = {name: column.written for name, column in columns.items() if isinstance(column, Figure)}
    return {name: form for name, form in written.items() if form}


def _told(form: Form, value: float | None) -> str:
    # The table shows its own words for a figure that is missing, which pandas has as NaN.
    return "" if value is None or value != value else form.told(value)


def download(frame: pl.DataFrame, columns: Columns, name: str, cut_at: int | None = None) -> None:
    """Buttons that give ``columns`` of ``frame`` as CSV and as Excel, and one that opens their definitions.

    The rows and columns are those of the table, named as questions name them; numbers are not rounded, so that they can
    be added up. Before the buttons, whether the list is cut at ``cut_at`` rows.
    """
    if frame.height == cut_at:
        st.caption(say("table-cut", rows=count(cut_at, "row")))
    reader = current().reader.name
    seen = frame.select(list(columns))

    def taken(form: str, write: Callable[[pl.DataFrame], bytes]) -> bytes:
        access_log.record(workspace.folder(), "download", reader, what=f"{name}.{form}", rows=frame.height)
        return write(seen)

    excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.download_button(
            say("download-csv", rows=count(frame.height, "row")),
            data=lambda: taken("csv", as_csv),
            file_name=f"{name}.csv",
            mime="text/csv",
            key=f"download_{name}",
            on_click="ignore",
            type="tertiary",
            icon=":material/download:",
        )
        st.download_button(
            say("download-excel"),
            data=lambda: taken("xlsx", as_excel),
            file_name=f"{name}.xlsx",
            mime=excel,
            key=f"download_{name}_excel",
            on_click="ignore",
            type="tertiary",
            icon=":material/table_view:",
        )
        definition.of_columns(current(), [column for column in columns.values() if isinstance(column, Figure)])
