"""Production: did we make what was planned?"""

from dataclasses import replace

import polars as pl
import streamlit as st

from dashboard.charts import against_plan
from dashboard.figures import against_target, decimal, hours
from dashboard.queries import output
from dashboard.texts import say
from dashboard.views.parts import (
    definition,
    heading,
    links,
    production_by_hour,
    production_counts,
    production_orders,
    sentences,
)
from dashboard.visit import Visit, current


def lines_section(visit: Visit, lines: pl.DataFrame) -> None:
    """Each line against its target, over the period."""
    against = [against_target(*told) for told in lines.select("against_target_count", "target_count").iter_rows()]
    figures = [f"{decimal(made)} ({told})" for made, told in zip(lines["good_count"], against, strict=True)]
    bars = lines.select(
        pl.col("line_name").alias("name"),
        pl.col("good_count").alias("actual"),
        pl.col("target_count").alias("plan"),
        "is_short",
    ).with_columns(pl.Series("figure", figures))
    if lines.height > 1:
        st.altair_chart(against_plan.draw(bars, visit.colours), alt=sentences.made_against_target(lines))
    units = output.units_of_measure(visit.connection, replace(visit.scope, shift=None, product=None))
    definition.caption(visit, " · ".join([say("production-lines-key"), *sentences.in_units(units)]), "target_count")
    uncovered = lines.filter(pl.col("without_target_h") > 0)
    if uncovered.height:
        told = [f"{row['line_name']} {hours(row['without_target_h'])}" for row in uncovered.iter_rows(named=True)]
        definition.caption(visit, say("production-without-target", lines=", ".join(told)), "target_count")


def show(visit: Visit) -> None:
    """The page."""
    lines = output.lines(visit.connection, visit.scope)
    message = sentences.made_against_target(lines)
    heading.show(visit, "production", message, follows=frozenset({heading.PERIOD}))
    heading.known_time(visit, replace(visit.scope, shift=None, product=None))
    heading.late_sources(visit)
    if lines.height:
        lines_section(visit, lines)
        production_by_hour.section(visit)
        links.to("stops", say("production-to-stops"), visit.link())
    else:
        st.info(say("no-time-here"))
    production_orders.section(visit)
    production_counts.counted(visit)
    production_counts.reconciled(visit)


show(current())
