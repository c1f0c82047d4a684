"""Units made hour by hour: actual solid, target outlined, the hours behind it marked."""

import altair as alt
import polars as pl

from dashboard.charts.colours import Colours
from dashboard.charts.layers import either, layered
from dashboard.charts.wording import worded
from dashboard.figures import against_target, decimal, duration
from dashboard.texts import say

HEIGHT = 175


def draw(frame: pl.DataFrame, colours: Colours, height: int = HEIGHT) -> alt.LayerChart:
    """``frame`` has the rows of one line of ``queries.output.by_hour``; an hour behind its target has a minus sign."""
    hours = [f"{hour:%H:%M}" for hour in frame["hour_local"]]
    against = [against_target(*told) for told in frame.select("against_target_count", "target_count").iter_rows()]
    shown = frame.with_columns(
        # The day a clock is set back has an hour twice: the number keeps its two bars apart.
        pl.Series("number", range(frame.height), dtype=pl.Int64),
        pl.Series("hour", hours, dtype=pl.String),
        worded(frame["good_count"], decimal, "made"),
        worded(
            frame["target_count"],
            lambda value: say("production-no-target") if value is None else decimal(value),
            "aimed",
        ),
        pl.Series("against", against, dtype=pl.String),
        worded(frame["unknown_h"], lambda value: duration(value * 3600), "unknown"),
        pl.max_horizontal("good_count", "target_count").fill_null(0.0).alias("reach"),
    )
    names = ", ".join(f"'{number}': '{hour}'" for number, hour in enumerate(hours))
    x = alt.X(
        "number:O",
        title=None,
        axis=alt.Axis(labelExpr=f"({{{names}}})[datum.value]", labelAngle=0, ticks=False, labelOverlap=True),
        scale=alt.Scale(paddingInner=0.25, paddingOuter=0.1),
    )
    y = alt.Y("good_count:Q", title=None, axis=alt.Axis(tickCount=3, gridOpacity=0.35, domain=False, format=",.0f"))
    tooltip = [
        alt.Tooltip("hour:N", title=say("column-hour")),
        alt.Tooltip("made:N", title=say("chart-made")),
        alt.Tooltip("aimed:N", title=say("oee-target")),
        alt.Tooltip("against:N", title=say("chart-to-target")),
        alt.Tooltip("unknown:N", title=say("bucket-unknown")),
    ]
    actual = (
        alt.Chart(shown)
        .mark_bar(width=alt.RelativeBandSize(band=0.62))
        .encode(y=y, color=either("is_short", colours.attention, colours.actual))
    )
    target = (
        alt.Chart(shown.filter(pl.col("target_count").is_not_null()))
        .mark_bar(filled=False, stroke=colours.outline, strokeWidth=1.5)
        .encode(y=alt.Y("target_count:Q"))
    )
    signs = (
        alt.Chart(shown.filter("is_short"))
        .mark_text(text="\N{MINUS SIGN}", dy=-7, fontWeight="bold", fontSize=13, color=colours.text)
        .encode(y=alt.Y("reach:Q"))
    )
    return layered(actual, target, signs, height=height, colours=colours).encode(x=x, tooltip=tooltip)
