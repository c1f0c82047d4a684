"""Where planned busy time went, in hours, and what the stops among it cost."""

import duckdb
import polars as pl

from dashboard.queries.ask import ask
from dashboard.queries.lacking import named_once
from dashboard.queries.ratios import chosen, measured_days
from dashboard.queries.scope import Scope

TOTALS = ("calendar", "planned_busy", "good")
NOT_PLANNED = ("unscheduled", "planned")
LOSSES = ("breakdown", "minor_stop", "changeover", "external", "unknown", "unrated", "speed_loss", "quality_loss")


def hours(connection: duckdb.DuckDBPyConnection, scope: Scope, *, of_all_time: bool = False) -> pl.DataFrame:
    """The steps from planned busy time, or from all time, down to good time: step, hours, from_h, to_h, share.

    A loss goes from from_h down to to_h; the totals ``calendar``, ``planned_busy`` and ``good`` start at 0. share is of
    planned busy time. The steps close: calendar less unscheduled and planned = planned_busy, and that less all losses =
    good. speed_loss can be negative (faster than ideal). No row without data.
    """
    steps = (*(("calendar", *NOT_PLANNED) if of_all_time else ()), "planned_busy", *LOSSES, "good")
    columns = {"planned_busy": "pbt_s"} | {name: f"{name}_s" for name in steps if name != "planned_busy"}
    sums = ", ".join(f"sum({columns[name]})::double / 3600 as {name}" for name in steps)
    order = ", ".join(f"'{name}'" for name in steps)
    return ask(
        connection,
        f"""
        with parts as (
            select {sums}
            from ({measured_days(scope)}) as days
            where level = $level and object = $place and production_date between $first and $last
        ),
        long as (unpivot parts on columns(*) into name step value hours),
        placed as (
            select *, list_position([{order}], step) as place_in_order from long
        ),
        run as (
            select *, first_value(hours) over (order by place_in_order) as total,
                max(hours) filter (where step = 'planned_busy') over () as planned_busy,
                sum(case when step in {TOTALS} then 0 else hours end) over (order by place_in_order) as lost_so_far
            from placed
        )
        select step, hours, case when step in {TOTALS} then 0 else total - lost_so_far + hours end as from_h,
            case when step in {TOTALS} then hours else total - lost_so_far end as to_h,
            hours / nullif(planned_busy, 0) as share
        from run order by place_in_order
        """,  # noqa: S608 - put together from constants of this package; values are bound
        {**scope.values, **chosen(scope)},
        {"step": pl.String, "hours": pl.Float64, "from_h": pl.Float64, "to_h": pl.Float64, "share": pl.Float64},
    )


def stop_costs(scope: Scope) -> str:
    """The rows whose costs a scope's figures add up: those of all time, or of its shift and product.

    A stop's time and cost are cut at production days, shifts and products; it is counted where it began.
    """
    if scope.shift is None and scope.product is None:
        return """
            select currency, kind, reason, duration_s, stop_count, cost, cost_low, cost_high, cost_missing
            from downtime_cost_by_reason
            where level = $level and object = $place and production_date between $first and $last
                and $shift is null and $product is null
        """
    return """
        select costs.currency, kind, reason, duration_s, stop_count, cost, cost_low, cost_high, cost_missing
        from downtime_cost_by_shift as costs inner join dim_work_unit as units using (work_unit)
        where case $level when 'work_unit' then costs.work_unit when 'line' then costs.line
            when 'site' then costs.site else units.enterprise end = $place
            and production_date between $first and $last
            and ($shift is null or shift = $shift) and ($product is null or product = $product)
    """


def money(connection: duckdb.DuckDBPyConnection, scope: Scope) -> pl.DataFrame:
    """What the stops cost, one row a currency and kind of stop, the dearest first: currencies are never added up.

    Columns: currency, kind, cost, cost_low, cost_high, hours, unpriced_h (hours of reasons without any cost: these are
    not in ``cost``), cost_missing (why components are missing), and of the whole currency all_cost and is_least (some
    component of it is missing). cost is NULL when nothing of the kind is priced.
    """
    return ask(
        connection,
        f"""
        select currency, kind, sum(cost) as cost, sum(cost_low) as cost_low, sum(cost_high) as cost_high,
            sum(duration_s)::double / 3600 as hours,
            coalesce(sum(duration_s) filter (where cost is null), 0)::double / 3600 as unpriced_h,
            {named_once("cost_missing")} as cost_missing,
            sum(sum(cost)) over (partition by currency) as all_cost,
            bool_or(bool_or(cost is null or cost_missing is not null)) over (partition by currency) as is_least
        from ({stop_costs(scope)}) as costs
        group by currency, kind
        order by currency, cost desc nulls last, hours desc
        """,  # noqa: S608 - put together from constants of this module; values are bound
        scope.narrowed,
        {
            "currency": pl.String,
            "kind": pl.String,
            **dict.fromkeys(("cost", "cost_low", "cost_high", "hours", "unpriced_h"), pl.Float64),
            "cost_missing": pl.String,
            "all_cost": pl.Float64,
            "is_least": pl.Boolean,
        },
    )


def costliest_reasons(connection: duckdb.DuckDBPyConnection, scope: Scope, number: int) -> pl.DataFrame:
    """The ``number`` costliest reasons of stops a currency; those without a price follow by their hours.

    Columns: currency, reason, reason_name, kind, cost, cost_low, cost_high, cost_share (of all priced cost in that
    currency), hours, stops, cost_missing.
    """
    return ask(
        connection,
        f"""
        with by_reason as (
            select currency, reason, string_agg(distinct kind, ', ' order by kind) as kind, sum(cost) as cost,
                sum(cost_low) as cost_low, sum(cost_high) as cost_high, sum(duration_s)::double / 3600 as hours,
                sum(stop_count) as stops, {named_once("cost_missing")} as cost_missing
            from ({stop_costs(scope)}) as costs
            group by currency, reason
        )
        select currency, reason, coalesce(reason_name, reason) as reason_name, kind, cost, cost_low,
            cost_high, cost / nullif(sum(cost) over (partition by currency), 0) as cost_share, hours, stops,
            cost_missing
        from by_reason left join dim_reason using (reason)
        qualify row_number() over (
            partition by currency order by cost desc nulls last, hours desc, reason
        ) <= $number
        order by currency, cost desc nulls last, hours desc, reason
        """,  # noqa: S608 - put together from constants of this module; values are bound
        {**scope.narrowed, "number": number},
        {
            **dict.fromkeys(("currency", "reason", "reason_name", "kind"), pl.String),
            **dict.fromkeys(("cost", "cost_low", "cost_high", "cost_share", "hours"), pl.Float64),
            "stops": pl.Int64,
            "cost_missing": pl.String,
        },
    )
