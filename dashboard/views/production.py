"""Production: did we make what was planned?"""

from datetime import date
from typing import Any

import polars as pl
import streamlit as st
from streamlit.column_config import NumberColumn, TextColumn
from streamlit.elements.lib.column_types import ColumnConfig

from dashboard.charts import against_plan, by_hour
from dashboard.charts.wording import worded
from dashboard.figures import count, decimal, hours, percent, points, quantity, short_day, signed
from dashboard.filters import choose
from dashboard.period import Period
from dashboard.queries import orders, output, reconciliation
from dashboard.texts import code, say
from dashboard.views.parts import heading, links, sentences, states, tables
from dashboard.visit import Visit, current

PANELS_BESIDE = 2
ORDERS_DRAWN = 12
RATIOS = ("quality_ratio", "scrap_ratio", "rework_ratio", "first_pass_yield")


def lines_section(visit: Visit, lines: pl.DataFrame) -> None:
    """Each line against its target, over the period."""
    against = [
        say("production-no-target") if row["target_count"] is None else signed(row["against_target_count"])
        for row in lines.iter_rows(named=True)
    ]
    figures = [f"{decimal(made)} ({told})" for made, told in zip(lines["good_count"], against, strict=True)]
    bars = lines.select(
        pl.col("line_name").alias("name"),
        pl.col("good_count").alias("actual"),
        pl.col("target_count").alias("plan"),
        "is_short",
    ).with_columns(pl.Series("figure", figures))
    if lines.height > 1:
        st.altair_chart(against_plan.draw(bars, visit.colours), alt=sentences.made_against_target(lines))
    st.caption(say("production-lines-key"))
    uncovered = lines.filter(pl.col("without_target_h") > 0)
    if uncovered.height:
        told = [f"{row['line_name']} {hours(row['without_target_h'])}" for row in uncovered.iter_rows(named=True)]
        st.caption(say("production-without-target", lines=", ".join(told)))


def hours_section(visit: Visit) -> None:
    """One production day, hour by hour, a panel a line."""
    days = output.days(visit.connection, visit.scope)
    chosen = days[0]
    if len(days) > 1:
        options = {day.isoformat(): short_day(day) for day in days}
        chosen = date.fromisoformat(choose(say("column-production-day"), "day", options))
    frame = output.by_hour(visit.connection, visit.scope.of(Period(chosen, chosen)))
    short = frame.filter("is_short").height
    st.header(say("production-hours", short=short, hours=frame.height, day=short_day(chosen)), anchor=False)
    panels = frame.partition_by("line", maintain_order=True)
    with st.grid(1 if len(panels) == 1 else PANELS_BESIDE, min_column_width=300):
        for panel in panels:
            name = panel["line_name"][0]
            with st.container():
                st.markdown(f"**{name}**")
                st.altair_chart(by_hour.draw(panel, visit.colours), alt=say("production-hours-alt", line=name))
    zones = ", ".join(frame["time_zone"].unique(maintain_order=True))
    st.caption(say("production-hours-key", zones=zones))
    hours_table(frame)


def hours_table(frame: pl.DataFrame) -> None:
    """The hours with what is known of them."""
    with st.expander(say("production-hours-table")):
        tables.show(
            frame,
            {
                "line_name": TextColumn(say("filter-line"), pinned=True),
                "hour_local": tables.moments(say("column-from")),
                "good_count": NumberColumn(say("column-good"), format="localized"),
                "target_count": NumberColumn(say("oee-target"), format="%.0f"),
                "against_target_count": NumberColumn(say("chart-to-target"), format="%+.0f"),
                "planned_busy_h": NumberColumn(say("oee-planned-busy-h"), format="%.2f"),
                "unknown_h": NumberColumn(say("production-unknown-h"), format="%.2f"),
                "without_target_h": NumberColumn(say("production-without-target-h"), format="%.2f"),
            },
            "production_by_hour",
            say("production-hours-table"),
            missing=say("production-no-target"),
        )


def orders_section(visit: Visit) -> None:
    """Orders of the period: delivered as planned, and each planned against actual."""
    delivered = orders.delivery(visit.connection, visit.scope, visit.before).row(0, named=True)
    st.header(sentences.delivered(delivered), anchor=False)
    if delivered["due_orders"]:
        delivery_metrics(delivered)
    st.caption(say("production-delivery-key"))
    frame = orders.listed(visit.connection, visit.scope)
    if not frame.height:
        states.nothing_for_filter()
        return
    draw_orders(visit, frame)
    orders_table(frame)
    links.to("oee", say("production-to-order-oee"), visit.link(by=say("oee-by-order")))


def delivery_metrics(delivered: dict[str, Any]) -> None:
    """How many of the orders that were due came in full and on time, and on schedule."""
    with st.grid(4, min_column_width=140, border=True):
        for key in ("on_time_in_full", "schedule_adherence"):
            change = delivered[f"{key}_change"]
            st.metric(
                code("kpi", key),
                percent(delivered[key]),
                None if change is None else points(change),
                delta_color="off",
                delta_arrow="off",
                help=code("define", key),
            )
        for key in ("late", "short"):
            st.metric(code("production-orders", key), count(delivered[f"{key}_orders"]))


def draw_orders(visit: Visit, frame: pl.DataFrame) -> None:
    """The first orders against their planned quantity."""
    top = frame.head(ORDERS_DRAWN)
    figures = [f"{quantity(row['good_count'])} · {sentences.order_state(row)}" for row in top.iter_rows(named=True)]
    bars = top.select(
        pl.col("order_id").alias("name"),
        pl.col("good_count").alias("actual"),
        pl.col("planned_quantity").alias("plan"),
        pl.col("is_on_time_in_full").not_().fill_null(value=False).alias("is_short"),
    ).with_columns(pl.Series("figure", figures))
    st.altair_chart(against_plan.draw(bars, visit.colours), alt=say("production-orders-alt"))
    key = say("production-orders-key", shown=top.height, n=frame.height)
    st.caption(" · ".join([key, *heading.narrowed(visit, heading.SHIFT, heading.PRODUCT)]))


def orders_table(frame: pl.DataFrame) -> None:
    """All orders with quantity, dates and cost."""
    state = pl.Series("state", [sentences.order_state(row) for row in frame.iter_rows(named=True)], dtype=pl.String)
    columns: dict[str, ColumnConfig] = {
        "order_id": TextColumn(say("column-order"), pinned=True),
        "state": TextColumn(say("order-on-time-in-full")),
        "product_name": TextColumn(say("column-product")),
        "line_name": TextColumn(say("filter-line")),
        "planned_quantity": NumberColumn(say("chart-planned"), format="localized"),
        "good_count": NumberColumn(say("column-good"), format="localized"),
        "quantity_deviation_count": NumberColumn(say("column-deviation"), format="%+.0f"),
        "reject_count": NumberColumn(say("column-scrap"), format="localized"),
        "due_local": tables.moments(say("order-due")),
        "actual_start_local": tables.moments(say("column-start")),
        "planned_finish_local": tables.moments(say("order-planned-finish")),
        "actual_finish_local": tables.moments(say("order-actual-finish")),
        "finish_deviation_h": NumberColumn(say("order-finish-deviation"), format="%+.1f"),
        "planned_cost": NumberColumn(say("order-planned-cost"), format="%.0f"),
        "actual_cost": NumberColumn(say("order-actual-cost"), format="%.0f"),
        "cost_deviation": NumberColumn(say("order-cost-deviation"), format="%+.0f"),
        "currency": TextColumn(say("column-currency")),
        "missing": TextColumn(say("column-missing"), width="large"),
    }
    tables.show(
        frame.with_columns(state),
        columns,
        "orders",
        say("production-orders-alt"),
        missing="\N{EN DASH}",
        cut_at=orders.ROWS_SHOWN,
    )


def counts_section(visit: Visit) -> None:
    """What each work unit made, and how well it came out."""
    frame = output.counted(visit.connection, visit.scope)
    if not frame.height:
        st.header(say("production-no-counts"), anchor=False)
        states.nothing_for_filter()
        return
    st.header(sentences.most_scrap(frame), anchor=False)
    ratios = output.quality(visit.connection, visit.scope)
    with st.grid(4, min_column_width=180, border=True):
        for row in ratios.iter_rows(named=True):
            st.metric(code("kpi", row["kpi"]), percent(row["value"]), help=code("define", row["kpi"]))
    lacking = [f"{code('kpi', row['kpi'])}: {row['missing']}" for row in ratios.iter_rows(named=True) if row["missing"]]
    notes = [say("missing", what="; ".join(lacking))] if lacking else []
    st.caption(" · ".join([say("production-ratios-key"), *notes]))
    tables.show(
        frame.with_columns(
            pl.col("good_share", "reject_share") * 100,
            *(worded(frame[name], basis_words) for name in ("basis", "quality_basis")),
        ),
        {
            "work_unit_name": TextColumn(say("column-work-unit"), pinned=True),
            "line_name": TextColumn(say("filter-line")),
            "total_count": NumberColumn(say("column-produced"), format="localized"),
            "good_count": NumberColumn(say("column-good"), format="localized"),
            "good_share": NumberColumn(say("column-good-share"), format="%.1f %%"),
            "reject_count": NumberColumn(say("column-scrap"), format="localized"),
            "reject_share": NumberColumn(say("column-scrap-share"), format="%.1f %%"),
            "rework_count": NumberColumn(say("column-rework"), format="localized"),
            "held_count": NumberColumn(say("column-held"), format="localized"),
            "basis": TextColumn(say("column-basis")),
            "quality_basis": TextColumn(say("column-quality-basis")),
        },
        "counts",
        say("production-counts-alt"),
    )
    st.caption(" · ".join([say("production-counts-key"), *heading.narrowed(visit, heading.SHIFT, heading.PRODUCT)]))


def basis_words(bases: str | None) -> str:
    """What counted, in words."""
    return ", ".join(code("basis", basis) for basis in (bases or "unmeasured").split(", "))


def reconciliation_section(visit: Visit) -> None:
    """Machine, MES and ERP side by side."""
    frame = reconciliation.by_unit(visit.connection, visit.scope)
    if not frame.height:
        return
    st.header(sentences.told_differently(frame), anchor=False)
    tables.show(
        frame,
        {
            "work_unit_name": TextColumn(say("column-work-unit"), pinned=True),
            "line_name": TextColumn(say("filter-line")),
            "counter_count": NumberColumn(say("basis-counter"), format="localized"),
            "mes_count": NumberColumn(say("basis-mes"), format="localized"),
            "erp_count": NumberColumn(say("basis-erp"), format="localized"),
            "mes_less_counter_count": NumberColumn(say("reconcile-mes-counter"), format="%+.0f"),
            "erp_less_counter_count": NumberColumn(say("reconcile-erp-counter"), format="%+.0f"),
            "erp_less_mes_count": NumberColumn(say("reconcile-erp-mes"), format="%+.0f"),
            "compared_rows": NumberColumn(say("reconcile-compared"), format="localized"),
            "rows": NumberColumn(say("reconcile-rows"), format="localized"),
            "missing": TextColumn(say("column-missing"), width="large"),
        },
        "count_reconciliation",
        say("production-reconcile-alt"),
        missing="\N{EN DASH}",
    )
    st.caption(" · ".join([say("production-reconcile-key"), *heading.narrowed(visit, heading.SHIFT)]))
    links.to("data_trust", say("production-to-trust"), visit.link())


def show(visit: Visit) -> None:
    """The page."""
    lines = output.lines(visit.connection, visit.scope)
    message = sentences.made_against_target(lines)
    heading.show(visit, "production", message, follows=frozenset({heading.PERIOD}))
    heading.late_sources(visit)
    if lines.height:
        lines_section(visit, lines)
        hours_section(visit)
        links.to("stops", say("production-to-stops"), visit.link())
    else:
        st.info(say("no-time-here"))
    orders_section(visit)
    counts_section(visit)
    reconciliation_section(visit)


show(current())
