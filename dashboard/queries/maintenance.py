"""Failures of a place: how many, how far apart, how long, over time, and which machines they are of."""

import duckdb
import polars as pl

from dashboard.period import Period
from dashboard.queries.ask import ask
from dashboard.queries.scope import Scope

# kpis.md, "Maintenance": the parts are added and divided once; of the units, the most of any day count. Without
# operating time there is no MTBF.
FIGURES = """
    sum(failure_count)::bigint as failures,
    nullif(sum(operating_s), 0)::double / nullif(sum(failure_count) + max(work_unit_count), 0)::double as mtbf_s,
    sum(closed_failure_s)::double / nullif(sum(closed_failure_count), 0)::double as mttr_s,
    sum(report_to_finish_s)::double / nullif(sum(finished_repair_count), 0)::double as report_to_finish_s
"""
MEANS = ("mtbf_s", "mttr_s", "report_to_finish_s")
# A year of days is no chart; its months are.
MOST_DAYS = 92


def of_period(connection: duckdb.DuckDBPyConnection, scope: Scope, previous: Period) -> pl.DataFrame:
    """One row: failures, mtbf_s, mttr_s and report_to_finish_s (mean seconds) of the period, each also with ``_before``
    and ``_change``, and the mart's mtbf_28d_s, mttr_28d_s, mtbf_90d_s and mttr_90d_s of the days up to its last.

    Of all shifts and products: failures are told by neither. NULL where there is nothing to divide by, mtbf_s
    also without operating time.
    """
    names = ("failures", *MEANS)
    changes = ", ".join(
        f"earlier.{name} as {name}_before, now.{name} - earlier.{name} as {name}_change" for name in names
    )
    windows = ("mtbf_28d", "mttr_28d", "mtbf_90d", "mttr_90d")
    newest = ", ".join(f"arg_max({name}_h * 3600, production_date) as {name}_s" for name in windows)
    return ask(
        connection,
        f"""
        with days as not materialized (select * from maintenance_by_day where level = $level and object = $place),
        now as (select {FIGURES} from days where production_date between $first and $last),
        earlier as (select {FIGURES} from days where production_date between $first_before and $last_before),
        windows as (select {newest} from days where production_date between $first and $last)
        select now.*, {changes}, windows.* from now cross join earlier cross join windows
        """,  # noqa: S608 - put together from constants of this module; values are bound
        {**scope.values, "first_before": previous.first, "last_before": previous.last},
        {
            "failures": pl.Int64,
            **dict.fromkeys(MEANS, pl.Float64),
            "failures_before": pl.Int64,
            "failures_change": pl.Int64,
            **{f"{name}_{what}": pl.Float64 for name in MEANS for what in ("before", "change")},
            **{f"{name}_s": pl.Float64 for name in windows},
        },
    )


def over_time(connection: duckdb.DuckDBPyConnection, scope: Scope) -> pl.DataFrame:
    """One row a production day, or a month in a period of more than ``MOST_DAYS``, in order of time.

    Columns: starts, failures, mtbf_h and mttr_h (of the 28 days up to a day; of a month itself), mtbf_long_h and
    mttr_long_h (of the 90 days up to a day; NULL for months).
    """
    if scope.period.length > MOST_DAYS:
        table, date, near = "maintenance_by_month", "month_start", ("mtbf_h", "mttr_h")
        far = ("null", "null")
        within = "month_start between date_trunc('month', $first::date) and $last"
    else:
        table, date, near = "maintenance_by_day", "production_date", ("mtbf_28d_h", "mttr_28d_h")
        far = ("mtbf_90d_h", "mttr_90d_h")
        within = "production_date between $first and $last"
    return ask(
        connection,
        f"""
        select {date} as starts, failure_count as failures, {near[0]} as mtbf_h, {near[1]} as mttr_h,
            {far[0]} as mtbf_long_h, {far[1]} as mttr_long_h
        from {table} where level = $level and object = $place and {within}
        order by starts
        """,  # noqa: S608 - put together from constants of this module; values are bound
        scope.values,
        {
            "starts": pl.Date,
            "failures": pl.Int64,
            **dict.fromkeys(("mtbf_h", "mttr_h", "mtbf_long_h", "mttr_long_h"), pl.Float64),
        },
    )


def actors(connection: duckdb.DuckDBPyConnection, scope: Scope) -> pl.DataFrame:
    """One row a work unit that failed in the period, most hours first, with the money of its own site's currency.

    Columns: work_unit, work_unit_name, line_name, failures, hours (whole failures, those still open up to the newest
    data), cost, currency, is_least (a part of the cost is missing), mtbf_s, mttr_s of the period, and mtbf_28d_s.
    """
    return ask(
        connection,
        f"""
        with failed as (
            select stops.work_unit, units.work_unit_name, units.line_name, count(*) as failures,
                sum(duration_s)::double / 3600 as hours, sum(cost) as cost, stops.currency,
                bool_or(cost is null or cost_missing is not null) as is_least
            from fct_stops as stops inner join dim_work_unit as units using (work_unit)
            where stops.is_failure and production_date between $first and $last
                and case $level when 'line' then stops.line when 'site' then stops.site else units.enterprise end
                    = $place
            group by stops.work_unit, units.work_unit_name, units.line_name, stops.currency
        ),
        means as (
            select object as work_unit, {FIGURES}, arg_max(mtbf_28d_h * 3600, production_date) as mtbf_28d_s
            from maintenance_by_day where level = 'work_unit' and production_date between $first and $last
            group by object
        )
        select work_unit, work_unit_name, line_name, failed.failures, hours, cost, currency, is_least, mtbf_s, mttr_s,
            mtbf_28d_s
        from failed left join means using (work_unit)
        order by hours desc, work_unit, currency
        """,  # noqa: S608 - put together from constants of this module; values are bound
        scope.values,
        {
            **dict.fromkeys(("work_unit", "work_unit_name", "line_name"), pl.String),
            "failures": pl.Int64,
            **dict.fromkeys(("hours", "cost"), pl.Float64),
            "currency": pl.String,
            "is_least": pl.Boolean,
            **dict.fromkeys(("mtbf_s", "mttr_s", "mtbf_28d_s"), pl.Float64),
        },
    )


def told(connection: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """One row: whether the plant tells failures (a reason is flagged as one), repairs, and service tickets at all."""
    return ask(
        connection,
        """
        select exists (select 1 from dim_reason where is_failure) as failures,
            exists (select 1 from repair_times) as repairs, exists (select 1 from service_level) as services
        """,
        None,
        dict.fromkeys(("failures", "repairs", "services"), pl.Boolean),
    )
