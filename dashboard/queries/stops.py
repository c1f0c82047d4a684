"""The stops behind the figures: a list, a Pareto of their reasons, and one stop in full."""

from dataclasses import dataclass, replace

import duckdb
import polars as pl

from dashboard.queries.ask import LOCAL_TIME, UTC_TIME, ColumnType, ask
from dashboard.queries.losses import stop_costs
from dashboard.queries.scope import Scope

ROWS_SHOWN = 2000

NARROWED = """
    case $level when 'line' then stops.line when 'site' then stops.site else units.enterprise end = $place
    and stops.production_date between $first and $last
    and ($work_unit is null or stops.work_unit = $work_unit)
    and ($shift is null or stops.shift = $shift)
    and ($product is null or stops.product = $product)
    and ($kind is null or stops.kind = $kind)
    and ($reason is null or coalesce(stops.reason, '') = $reason)
"""


@dataclass(frozen=True)
class StopFilter:
    """Which stops: those that began in the scope, narrowed where a field is not ``None``.

    The ids are those of the published tables; an empty ``reason`` means stops to which none was given.
    """

    scope: Scope
    work_unit: str | None = None
    kind: str | None = None
    reason: str | None = None

    @property
    def values(self) -> dict[str, object]:
        """The parameters of a question."""
        return {**self.scope.narrowed, "work_unit": self.work_unit, "kind": self.kind, "reason": self.reason}


LISTED: dict[str, ColumnType] = {
    "stop_id": pl.String,
    "start_local": LOCAL_TIME,
    **dict.fromkeys(("line_name", "work_unit_name", "kind", "reason_name"), pl.String),
    "duration_s": pl.Float64,
    "is_open": pl.Boolean,
    **dict.fromkeys(("cost", "cost_low", "cost_high"), pl.Float64),
    **dict.fromkeys(("currency", "cost_missing", "shift", "product_name", "order_id"), pl.String),
    "production_date": pl.Date,
}


def listed(connection: duckdb.DuckDBPyConnection, chosen: StopFilter) -> pl.DataFrame:
    """One row a stop, the longest first, at most ``ROWS_SHOWN``; start_local is the site's wall clock."""
    return ask(
        connection,
        f"""
        with longest as (
            select stops.* from fct_stops as stops inner join dim_work_unit as units using (work_unit)
            where {NARROWED}
            order by duration_s desc, stops.start_utc, stop_id
            limit {ROWS_SHOWN}
        )
        select stop_id, stops.start_utc::timestamptz at time zone units.time_zone as start_local, units.line_name,
            units.work_unit_name, kind, coalesce(reasons.reason_name, stops.reason) as reason_name, duration_s, is_open,
            cost, cost_low, cost_high, stops.currency, cost_missing, shift,
            coalesce(products.product_name, stops.product) as product_name, order_id, production_date
        from longest as stops
        inner join dim_work_unit as units using (work_unit)
        left join dim_reason as reasons using (reason)
        left join dim_product as products using (product)
        order by duration_s desc, stops.start_utc, stop_id
        """,  # noqa: S608 - put together from constants of this module; values are bound
        chosen.values,
        LISTED,
    )


def totals(connection: duckdb.DuckDBPyConnection, chosen: StopFilter) -> pl.DataFrame:
    """One row a currency: cost, incomplete_stops (a part of their cost missing), open_stops; of all: stops, hours."""
    return ask(
        connection,
        f"""
        select stops.currency, sum(cost) as cost,
            count(*) filter (where cost is null or cost_missing is not null) as incomplete_stops,
            count(*) filter (where is_open) as open_stops, sum(count(*)) over () as stops,
            sum(sum(duration_s)) over ()::double / 3600 as hours
        from fct_stops as stops inner join dim_work_unit as units using (work_unit)
        where {NARROWED}
        group by stops.currency order by stops.currency
        """,  # noqa: S608 - put together from constants of this module; values are bound
        chosen.values,
        {
            "currency": pl.String,
            "cost": pl.Float64,
            "incomplete_stops": pl.Int64,
            "open_stops": pl.Int64,
            "stops": pl.Int64,
            "hours": pl.Float64,
        },
    )


def within(connection: duckdb.DuckDBPyConnection, chosen: StopFilter) -> pl.DataFrame:
    """What of these stops, and of those that began before, falls into the scope, as the other pages count them.

    One row a currency: cost, and of all: hours. A stop is cut at the scope's days, shift and product, and by the
    reasons that follow one another in it; ``totals`` has whole stops by the reason of the whole.
    """
    scope = chosen.scope
    if chosen.work_unit is not None:
        scope = replace(scope, level="work_unit", place=chosen.work_unit)
    return ask(
        connection,
        f"""
        select currency, sum(cost) as cost, sum(sum(duration_s)) over ()::double / 3600 as hours
        from ({stop_costs(scope)}) as costs
        where ($kind is null or kind = $kind) and ($reason is null or coalesce(reason, '') = $reason)
        group by currency order by currency
        """,  # noqa: S608 - put together from constants of this package; values are bound
        {**scope.narrowed, "kind": chosen.kind, "reason": chosen.reason},
        {"currency": pl.String, "cost": pl.Float64, "hours": pl.Float64},
    )


def pareto(connection: duckdb.DuckDBPyConnection, chosen: StopFilter) -> pl.DataFrame:
    """One row a currency and reason: hours, stops, cost, and the share each has and all up to it have.

    time_share and time_share_to_here order by hours, cost_share and cost_share_to_here by cost (NULL where unpriced).
    """
    return ask(
        connection,
        f"""
        with by_reason as (
            select stops.currency, stops.reason, any_value(reasons.reason_name) as reason_name,
                sum(duration_s)::double / 3600 as hours, count(*) as stops, sum(cost) as cost
            from fct_stops as stops
            inner join dim_work_unit as units using (work_unit)
            left join dim_reason as reasons using (reason)
            where {NARROWED}
            group by stops.currency, stops.reason
        )
        select currency, coalesce(reason, '') as reason,
            coalesce(reason_name, reason) as reason_name, hours, stops, cost,
            hours / nullif(sum(hours) over (partition by currency), 0) as time_share,
            sum(hours) over (partition by currency order by hours desc, reason rows unbounded preceding)
                / nullif(sum(hours) over (partition by currency), 0) as time_share_to_here,
            cost / nullif(sum(cost) over (partition by currency), 0) as cost_share,
            case when cost is not null then
                sum(cost) over (partition by currency order by cost desc nulls last, reason rows unbounded preceding)
                / nullif(sum(cost) over (partition by currency), 0) end as cost_share_to_here
        from by_reason
        order by currency, hours desc, reason
        """,  # noqa: S608 - put together from constants of this module; values are bound
        chosen.values,
        {
            **dict.fromkeys(("currency", "reason", "reason_name"), pl.String),
            "hours": pl.Float64,
            "stops": pl.Int64,
            "cost": pl.Float64,
            **dict.fromkeys(("time_share", "time_share_to_here", "cost_share", "cost_share_to_here"), pl.Float64),
        },
    )


def reasons(connection: duckdb.DuckDBPyConnection, level: str, place: str) -> pl.DataFrame:
    """The reasons of a place's stops by name: reason (empty where none was given) and reason_name (NULL there)."""
    return ask(
        connection,
        """
        with here as (
            select distinct reason from downtime_cost_by_reason where level = $level and object = $place
        )
        select distinct coalesce(reason, '') as reason, coalesce(reason_name, reason) as reason_name
        from here left join dim_reason using (reason)
        order by reason_name nulls last, reason
        """,
        {"level": level, "place": place},
        {"reason": pl.String, "reason_name": pl.String},
    )


def one(connection: duckdb.DuckDBPyConnection, stop_id: str) -> pl.DataFrame:
    """The stop with this id in full (no row when there is none): list columns, cost by component, place and zone."""
    components = (
        "lost_units",
        "lost_contribution",
        "recovery",
        "idle_labour",
        "restart_scrap",
        "repair",
        "idle_energy",
    )
    return ask(
        connection,
        """
        select stop_id, stops.start_utc::timestamptz at time zone units.time_zone as start_local, units.line_name,
            units.work_unit_name, kind, coalesce(reasons.reason_name, stops.reason) as reason_name, duration_s, is_open,
            cost, cost_low, cost_high, stops.currency, cost_missing, shift,
            coalesce(products.product_name, stops.product) as product_name, order_id, production_date,
            stops.start_utc::timestamptz as start_utc, stops.end_utc::timestamptz as end_utc, units.time_zone,
            units.site_name, lost_units, lost_contribution, recovery, idle_labour,
            restart_scrap, repair, idle_energy
        from fct_stops as stops
        inner join dim_work_unit as units using (work_unit)
        left join dim_reason as reasons using (reason)
        left join dim_product as products using (product)
        where stop_id = $stop_id
        """,
        {"stop_id": stop_id},
        {
            **LISTED,
            "start_utc": UTC_TIME,
            "end_utc": UTC_TIME,
            "time_zone": pl.String,
            "site_name": pl.String,
            **dict.fromkeys(components, pl.Float64),
        },
    )
