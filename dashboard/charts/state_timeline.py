"""The states of work units over production days: a row a unit or a day, a clock that starts where the day does."""

import altair as alt
import polars as pl

from dashboard.charts import horizontal
from dashboard.charts.colours import Colours
from dashboard.charts.wording import BUCKETS, bucket, letter, worded
from dashboard.figures import duration, local_second, short_day
from dashboard.texts import say

ROW_HEIGHT = 36
AXIS_HEIGHT = 33
LETTER_FROM_S = 25 * 60
# A letter is not drawn where the browser has fewer pixels for its segment, as on a phone.
LETTER_WIDTH = 11
# In Streamlit's own words for the colours of these buckets, which it draws as they suit the page's theme.
SQUARES = {
    "breakdown": ":red[■] ",
    "minor_stop": ":orange[■] ",
    "changeover": ":blue[■] ",
    "external": ":violet[■] ",
}
OUTLINED = ("unknown", "unscheduled", "planned")


def draw(frame: pl.DataFrame, row: str, chosen_stop: str | None, colours: Colours) -> alt.LayerChart:
    """``frame`` is the answer of ``queries.segments.timeline``; ``row`` is ``work_unit_name`` or ``production_date``.

    A segment carries its bucket's letter where there is room; unknown and unscheduled time are outlined, and the
    segments of ``chosen_stop`` framed.
    """
    shown = frame.with_columns(
        (worded(frame[row], short_day) if row == "production_date" else frame[row]).alias("row"),
        worded(frame["bucket"], bucket, "bucket_name"),
        worded(frame["bucket"], letter, "letter"),
        worded(frame["duration_s"], duration, "lasting"),
        pl.col("reason_name").fill_null(pl.lit(say("no-reason"))).alias("reason"),
        worded(frame["start_local"], local_second, "from"),
        worded(frame["end_local"], local_second, "until"),
        (pl.col("stop_id") == pl.lit(chosen_stop)).fill_null(value=False).alias("is_chosen"),
        pl.when(pl.col("stop_id") == pl.lit(chosen_stop))
        .then(pl.lit(colours.text))
        .when(pl.col("bucket").is_in(OUTLINED))
        .then(pl.lit(colours.outline))
        .otherwise(pl.lit(colours.paper))
        .alias("outline"),
        pl.when(pl.col("bucket").is_in(OUTLINED))
        .then(pl.lit(colours.text))
        .otherwise(pl.lit(colours.paper))
        .alias("ink"),
        (pl.col("from_clock") + (pl.col("to_clock") - pl.col("from_clock")) / 2).alias("middle"),
        (
            (pl.col("to_clock") - pl.col("from_clock")).dt.total_seconds()
            / (pl.col("to_clock").max() - pl.col("from_clock").min()).dt.total_seconds()
        ).alias("share"),
    )
    rows = shown["row"].unique(maintain_order=True).to_list()
    y = alt.Y("row:N", sort=rows, title=None, axis=alt.Axis(ticks=False, domain=False, labelLimit=110, labelPadding=6))
    x = alt.X(
        "from_clock:T",
        title=None,
        scale=alt.Scale(nice=False),
        axis=alt.Axis(format="%H:%M", tickCount=8, grid=False, domain=False, labelFlush=True, labelOverlap=True),
    )
    names = [bucket(name) for name in BUCKETS]
    color = alt.Color(
        "bucket_name:N",
        title=None,
        scale=alt.Scale(domain=names, range=[colours.buckets[key] for key in BUCKETS]),
        legend=None,
    )
    segments = (
        alt.Chart(shown)
        .mark_bar(height=ROW_HEIGHT - 10)
        .encode(
            y=y,
            x=x,
            x2=alt.X2("to_clock:T"),
            color=color,
            stroke=alt.Stroke("outline:N", scale=None, legend=None),
            strokeWidth=alt.condition("datum.is_chosen", alt.value(3), alt.value(0.8)),
            tooltip=[
                alt.Tooltip(
                    "row:N", title=say("column-work-unit" if row == "work_unit_name" else "column-production-day")
                ),
                alt.Tooltip("bucket_name:N", title=say("column-state")),
                alt.Tooltip("reason:N", title=say("column-reason")),
                alt.Tooltip("from:N", title=say("column-from")),
                alt.Tooltip("until:N", title=say("column-to")),
                alt.Tooltip("lasting:N", title=say("column-duration")),
            ],
        )
    )
    letters = (
        alt.Chart(shown.filter((pl.col("duration_s") >= LETTER_FROM_S) & (pl.col("letter") != "")))
        .mark_text(fontSize=11, fontWeight="bold", opacity=alt.ExprRef(f"datum.share * width < {LETTER_WIDTH} ? 0 : 1"))
        .encode(y=y, x=alt.X("middle:T"), text=alt.Text("letter:N"), color=alt.Color("ink:N", scale=None, legend=None))
    )
    return horizontal.layered(segments, letters, height=len(rows) * ROW_HEIGHT + AXIS_HEIGHT, colours=colours)


def legend(buckets: list[str], *, coloured: bool = False) -> str:
    """The key to the letters of the ``buckets`` that are shown, as one line of text.

    ``coloured`` puts a square of the colour's name in front, for the segments too narrow for their letter.
    """
    squares = SQUARES if coloured else {}
    words = [
        f"{squares.get(name, '')}**{letter(name)}** {bucket(name)}"
        for name in BUCKETS
        if name in buckets and letter(name)
    ]
    pale = [say("stops-legend-unscheduled")] if "unscheduled" in buckets else []
    return " · ".join([say("stops-legend-producing"), *words, *pale])
