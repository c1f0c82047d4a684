"""Orders planned against actual: what was due, and each order with quantity, dates and cost."""

from typing import Any

import polars as pl
import streamlit as st
from streamlit.column_config import TextColumn

from dashboard.charts import against_plan
from dashboard.figures import count, percent, points, quantity
from dashboard.queries import orders
from dashboard.texts import code, say
from dashboard.views.parts import definition, heading, links, sentences, tables
from dashboard.views.parts.figure_columns import defined
from dashboard.visit import Visit

ORDERS_DRAWN = 12


def section(visit: Visit) -> None:
    """Orders of the period: delivered as planned, and each planned against actual."""
    delivered = orders.delivery(visit.connection, visit.scope, visit.before).row(0, named=True)
    st.header(sentences.delivered(delivered), anchor=False)
    if delivered["due_orders"]:
        delivery(visit, delivered)
    frame = orders.listed(visit.connection, visit.scope)
    if not frame.height:
        st.caption(say("production-no-orders"))
        return
    st.caption(say("production-delivery-key"))
    draw(visit, frame)
    table(frame)
    links.to("oee", say("production-to-order-oee"), visit.link(by=say("oee-by-order")))


def delivery(visit: Visit, delivered: dict[str, Any]) -> None:
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
                help=definition.explained(visit, code("define", key), key),
            )
        for key in ("late", "short"):
            meaning = definition.explained(visit, code("production-orders-why", key), "on_time_in_full")
            st.metric(code("production-orders", key), count(delivered[f"{key}_orders"], "order"), help=meaning)


def draw(visit: Visit, frame: pl.DataFrame) -> None:
    """The first orders against their planned quantity."""
    top = frame.head(ORDERS_DRAWN)
    figures = [
        f"{quantity(row['good_count'], row['unit'])} · {sentences.order_state(row)}"
        for row in top.iter_rows(named=True)
    ]
    bars = top.select(
        pl.col("order_id").alias("name"),
        pl.col("good_count").alias("actual"),
        pl.col("planned_quantity").alias("plan"),
        pl.col("is_on_time_in_full").not_().fill_null(value=False).alias("is_short"),
    ).with_columns(pl.Series("figure", figures))
    st.altair_chart(against_plan.draw(bars, visit.colours), alt=say("production-orders-alt"))
    key = say("production-orders-key", shown=top.height, n=frame.height)
    key = " · ".join([key, *heading.narrowed(visit, heading.SHIFT, heading.PRODUCT)])
    definition.caption(visit, key, "order_performance.quantity_deviation_count")


def table(frame: pl.DataFrame) -> None:
    """All orders with quantity, dates and cost."""
    state = pl.Series("state", [sentences.order_state(row) for row in frame.iter_rows(named=True)], dtype=pl.String)
    columns: tables.Columns = {
        "order_id": TextColumn(say("column-order"), pinned=True),
        "state": TextColumn(say("order-on-time-in-full")),
        "product_name": TextColumn(say("column-product")),
        "line_name": TextColumn(say("filter-line")),
        **defined("planned_quantity", good_count="order_good_count"),
        "unit": TextColumn(say("column-unit")),
        **defined("quantity_deviation_count", reject_count="order_reject_count"),
        "due_local": tables.moments(say("order-due")),
        "actual_start_local": tables.moments(say("column-start")),
        "planned_finish_local": tables.moments(say("order-planned-finish")),
        "actual_finish_local": tables.moments(say("order-actual-finish")),
        **defined("finish_deviation_h", "planned_cost", "actual_cost", "cost_deviation"),
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
