"""Production orders, planned against actual, and how many were delivered as planned."""

import duckdb
import polars as pl

from dashboard.period import Period
from dashboard.queries.ask import LOCAL_TIME, ask
from dashboard.queries.scope import Scope

ROWS_SHOWN = 500


def listed(connection: duckdb.DuckDBPyConnection, scope: Scope) -> pl.DataFrame:
    """One row an order that was made in the scope, or was due in its period; those that missed first, by due time.

    Made is what anybody counted: machine, MES or ERP. At most ``ROWS_SHOWN``. Figures are of all the order's time, also
    outside of the period. Columns: order_id, product_name, unit (the product's unit of measure), line_name,
    planned_quantity, good_count, quantity_deviation_count, reject_count, is_finished; on the site's clock due_local
    (the planned finish where there is no due time), planned_start_local, actual_start_local, planned_finish_local,
    actual_finish_local; finish_deviation_h (later is above 0); is_on_time_in_full (NULL before it is due) and
    not_because; planned_cost, actual_cost, cost_deviation, currency; missing (of order_performance).
    """
    local = ", ".join(
        f"performance.{name}_utc::timestamptz at time zone zones.time_zone as {name}_local"
        for name in ("planned_start", "actual_start", "planned_finish", "actual_finish")
    )
    return ask(
        connection,
        f"""
        with wanted as (
            select *, coalesce(due_utc, planned_finish_utc)::timestamptz as wanted_utc from orders
        ),
        zones as (select distinct line, line_name, site, enterprise, time_zone from dim_work_unit),
        edges as (
            select site, min(production_date) as first_date, max(production_date) as last_date from oee_by_day
            where level = 'site' and production_date between $first and $last group by site
        ),
        starts as (
            select segments.site, min(segments.start_utc)::timestamptz as start_utc
            from fct_time_segments as segments
            inner join edges on segments.site = edges.site and segments.production_date = edges.first_date
            group by segments.site
        ),
        ends as (
            select segments.site, max(segments.end_utc)::timestamptz as end_utc
            from fct_time_segments as segments
            inner join edges on segments.site = edges.site and segments.production_date = edges.last_date
            group by segments.site
        ),
        bounds as (select site, start_utc, end_utc from starts inner join ends using (site)),
        made as (
            select distinct order_id from fct_counts
            where order_id is not null and production_date between $first and $last
                and ($shift is null or shift = $shift)
        )
        select performance.order_id, coalesce(products.product_name, performance.product) as product_name,
            products.unit, zones.line_name, performance.planned_quantity, performance.good_count,
            performance.quantity_deviation_count, performance.reject_count, performance.is_finished,
            wanted.wanted_utc at time zone zones.time_zone as due_local,
            {local}, performance.finish_deviation_s / 3600 as finish_deviation_h, wanted.is_on_time_in_full,
            wanted.not_on_time_in_full_because as not_because, performance.planned_cost, performance.actual_cost,
            performance.cost_deviation, performance.currency, performance.missing
        from order_performance as performance
        inner join wanted using (order_id)
        inner join zones on performance.line = zones.line
        left join bounds on zones.site = bounds.site
        left join made on performance.order_id = made.order_id
        left join dim_product as products on performance.product = products.product
        where case $level when 'line' then zones.line when 'site' then zones.site else zones.enterprise end = $place
            and ($product is null or performance.product = $product)
            and (made.order_id is not null
                or $shift is null and wanted.wanted_utc >= bounds.start_utc and wanted.wanted_utc < bounds.end_utc)
        order by wanted.is_on_time_in_full nulls last, due_local, performance.order_id
        limit {ROWS_SHOWN}
        """,  # noqa: S608 - put together from constants of this function; values are bound
        scope.narrowed,
        {
            **dict.fromkeys(("order_id", "product_name", "unit", "line_name"), pl.String),
            **dict.fromkeys(("planned_quantity", "good_count", "quantity_deviation_count", "reject_count"), pl.Float64),
            "is_finished": pl.Boolean,
            "due_local": LOCAL_TIME,
            **dict.fromkeys(
                ("planned_start_local", "actual_start_local", "planned_finish_local", "actual_finish_local"), LOCAL_TIME
            ),
            "finish_deviation_h": pl.Float64,
            "is_on_time_in_full": pl.Boolean,
            "not_because": pl.String,
            **dict.fromkeys(("planned_cost", "actual_cost", "cost_deviation"), pl.Float64),
            **dict.fromkeys(("currency", "missing"), pl.String),
        },
    )


def delivery(connection: duckdb.DuckDBPyConnection, scope: Scope, previous: Period) -> pl.DataFrame:
    """One row: how the orders that were due in the period were delivered (delivery_by_day, added up).

    Columns: due_orders, on_time_in_full_orders, late_orders, short_orders, not_begun_orders (0 without any);
    on_time_in_full and schedule_adherence (0..1, NULL where no order was due), each also with ``_change`` against the
    previous period.
    """
    ratios = """
        sum(on_time_in_full_count)::double / nullif(sum(due_order_count), 0) as on_time_in_full,
        sum(on_schedule_count)::double / nullif(sum(due_order_count), 0) as schedule_adherence
    """
    here = "from delivery_by_day where level = $level and object = $place and production_date between"
    return ask(
        connection,
        f"""
        with now as (
            select coalesce(sum(due_order_count), 0) as due_orders,
                coalesce(sum(on_time_in_full_count), 0) as on_time_in_full_orders,
                coalesce(sum(late_order_count), 0) as late_orders, coalesce(sum(short_order_count), 0) as short_orders,
                coalesce(sum(not_begun_order_count), 0) as not_begun_orders, {ratios}
            {here} $first and $last
        ),
        earlier as (select {ratios} {here} $first_before and $last_before)
        select now.*, now.on_time_in_full - earlier.on_time_in_full as on_time_in_full_change,
            now.schedule_adherence - earlier.schedule_adherence as schedule_adherence_change
        from now cross join earlier
        """,  # noqa: S608 - put together from constants of this function; values are bound
        {**scope.values, "first_before": previous.first, "last_before": previous.last},
        {
            **dict.fromkeys(
                ("due_orders", "on_time_in_full_orders", "late_orders", "short_orders", "not_begun_orders"), pl.Int64
            ),
            **dict.fromkeys(("on_time_in_full", "schedule_adherence"), pl.Float64),
            **dict.fromkeys(("on_time_in_full_change", "schedule_adherence_change"), pl.Float64),
        },
    )
