"""Repairs from report to finish, and which failures and maintenance orders belong to one another."""

import duckdb
import polars as pl

from dashboard.queries.ask import LOCAL_TIME, ask
from dashboard.queries.scope import Scope

ROWS_SHOWN = 1000
STEPS = ("stop_to_report", "report_to_start", "start_to_finish", "report_to_finish")

# A repair counts on the production day of its report; where nobody tells that, on the date it was begun or finished.
REPAIRS = """
    select repairs.*, units.work_unit_name, units.time_zone,
        coalesce(production_date, (coalesce(start_utc, finish_utc) at time zone coalesce(time_zone, 'UTC'))::date)
            as day
    from repair_times as repairs left join dim_work_unit as units using (work_unit)
    where case $level when 'line' then repairs.line when 'site' then repairs.site else $place end = $place
"""


def steps(connection: duckdb.DuckDBPyConnection, scope: Scope) -> pl.DataFrame:
    """How long each step of the period's repairs took: step (one of ``STEPS``), mean_s, repairs (that tell it).

    All four rows, also those that no repair tells (mean_s NULL); ``report_to_finish`` is the whole.
    """
    parts = " union all ".join(
        f"select {number} as number, '{step}' as step, avg({step}_s)::double as mean_s, "  # noqa: S608 - constants
        f"count({step}_s) as repairs from repairs"
        for number, step in enumerate(STEPS)
    )
    return ask(
        connection,
        f"""
        with repairs as (select * from ({REPAIRS}) where day between $first and $last),
        parts as ({parts})
        select step, mean_s, repairs from parts order by number
        """,  # noqa: S608 - put together from constants of this module; values are bound
        scope.values,
        {"step": pl.String, "mean_s": pl.Float64, "repairs": pl.Int64},
    )


def listed(connection: duckdb.DuckDBPyConnection, scope: Scope) -> pl.DataFrame:
    """One row a repair of the period, the longest first, at most ``ROWS_SHOWN``: what is not told is NULL.

    Columns: maintenance_order, notification, work_unit_name, reported_reason, reported_local (the site's clock),
    stop_to_report_s, report_to_start_s, start_to_finish_s, report_to_finish_s, stops (breakdowns that belong to it),
    missing.
    """
    return ask(
        connection,
        f"""
        select maintenance_order, notification, work_unit_name, reported_reason,
            reported_utc at time zone coalesce(time_zone, 'UTC') as reported_local, stop_to_report_s, report_to_start_s,
            start_to_finish_s, report_to_finish_s, joined_stop_count as stops, missing
        from ({REPAIRS})
        where day between $first and $last
        order by report_to_finish_s desc nulls last, reported_utc, maintenance_order, notification
        limit {ROWS_SHOWN}
        """,  # noqa: S608 - put together from constants of this module; values are bound
        scope.values,
        {
            **dict.fromkeys(("maintenance_order", "notification", "work_unit_name", "reported_reason"), pl.String),
            "reported_local": LOCAL_TIME,
            **{f"{step}_s": pl.Float64 for step in STEPS},
            "stops": pl.Int64,
            "missing": pl.String,
        },
    )


# A breakdown counts on its production day, an order without one on the date it began.
ORDERS = """
    select pairs.*, units.work_unit_name, units.time_zone,
        coalesce(production_date, (order_begins_utc at time zone coalesce(time_zone, 'UTC'))::date) as day
    from (
        select * from failure_orders where production_date between $first and $last or production_date is null
    ) as pairs left join dim_work_unit as units using (work_unit)
    where case $level when 'line' then units.line when 'site' then units.site else $place end = $place
"""

ORDER_OF_PAIRS = "maintenance_order is null, duration_s desc nulls last, start_utc, maintenance_order"


def order_totals(connection: duckdb.DuckDBPyConnection, scope: Scope) -> pl.DataFrame:
    """One row of the period: failures, joined_failures (with a maintenance order), orders_alone (without breakdown)."""
    return ask(
        connection,
        f"""
        select count(distinct stop_id) filter (where is_failure) as failures,
            count(distinct stop_id) filter (where is_failure and maintenance_order is not null) as joined_failures,
            count(distinct concat_ws('/', source, maintenance_order)) filter (where stop_id is null) as orders_alone
        from ({ORDERS}) where day between $first and $last
        """,  # noqa: S608 - put together from constants of this module; values are bound
        scope.values,
        dict.fromkeys(("failures", "joined_failures", "orders_alone"), pl.Int64),
    )


def orders(connection: duckdb.DuckDBPyConnection, scope: Scope) -> pl.DataFrame:
    """One row a pair of breakdown and maintenance order, or either alone, those with an order first, then the longest.

    Columns: work_unit_name, start_local (of the stop, the site's clock), duration_s, reason_name, maintenance_order,
    begins_local (of the order), match, repair (its part of the order's cost), currency, unjoined_because. At most
    ``ROWS_SHOWN``.
    """
    return ask(
        connection,
        f"""
        with shown as (
            from ({ORDERS}) where day between $first and $last order by {ORDER_OF_PAIRS} limit {ROWS_SHOWN}
        )
        select work_unit_name, start_utc at time zone coalesce(time_zone, 'UTC') as start_local, duration_s,
            coalesce(reasons.reason_name, shown.reason) as reason_name, maintenance_order,
            order_begins_utc at time zone coalesce(time_zone, 'UTC') as begins_local, match, repair, shown.currency,
            unjoined_because
        from shown left join dim_reason as reasons using (reason)
        order by {ORDER_OF_PAIRS}
        """,  # noqa: S608 - put together from constants of this module; values are bound
        scope.values,
        {
            "work_unit_name": pl.String,
            "start_local": LOCAL_TIME,
            "duration_s": pl.Float64,
            **dict.fromkeys(("reason_name", "maintenance_order"), pl.String),
            "begins_local": LOCAL_TIME,
            "match": pl.String,
            "repair": pl.Float64,
            **dict.fromkeys(("currency", "unjoined_because"), pl.String),
        },
    )
