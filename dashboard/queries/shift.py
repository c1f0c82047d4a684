"""One shift of a place: which there were, what its lines made, what it used, and what it leaves open."""

import duckdb
import polars as pl

from dashboard.queries.ask import LOCAL_TIME, UTC_TIME, ask
from dashboard.queries.ratios import PUBLISHED_POLICY
from dashboard.queries.scope import Scope

# What a place has of a table with the columns line and work_unit, joined with dim_work_unit as units.
HERE = "case $level when 'line' then units.line when 'site' then units.site else units.enterprise end = $place"


def listed(connection: duckdb.DuckDBPyConnection, level: str, place: str) -> pl.DataFrame:
    """One row a shift that the place was planned to work, those that are over first, the newest first.

    Columns: production_date, shift, start_utc, end_utc, start_local and end_local (the site's clock), time_zone,
    is_complete (over by the newest data).
    """
    return ask(
        connection,
        f"""
        with edge as (select max(data_to_utc)::timestamptz as data_to_utc from meta.publication),
        worked as (
            select distinct units.site, units.time_zone, planned.production_date, planned.shift
            from oee_by_shift as planned inner join dim_work_unit as units on planned.object = units.work_unit
            where {HERE} and planned.level = 'work_unit' and planned.pbt_s > 0 and planned.{PUBLISHED_POLICY}
        ),
        bounds as (
            select shifts.production_date, shifts.shift, min(shifts.start_utc)::timestamptz as start_utc,
                max(shifts.end_utc)::timestamptz as end_utc, any_value(worked.time_zone) as time_zone
            from dim_shift as shifts inner join worked using (site, production_date, shift)
            group by shifts.production_date, shifts.shift
        )
        select production_date, shift, start_utc, end_utc, start_utc at time zone time_zone as start_local,
            end_utc at time zone time_zone as end_local, time_zone,
            coalesce(end_utc <= data_to_utc, true) as is_complete
        from bounds cross join edge
        order by is_complete desc, end_utc desc, shift
        """,  # noqa: S608 - put together from constants of this module; values are bound
        {"level": level, "place": place},
        {
            "production_date": pl.Date,
            "shift": pl.String,
            **dict.fromkeys(("start_utc", "end_utc"), UTC_TIME),
            **dict.fromkeys(("start_local", "end_local"), LOCAL_TIME),
            "time_zone": pl.String,
            "is_complete": pl.Boolean,
        },
    )


def output(connection: duckdb.DuckDBPyConnection, scope: Scope) -> pl.DataFrame:
    """One row a line that made something in the scope, by name: line_name, good_count, reject_count, products.

    Good units are those that left the line (``queries.output``), scrap is that of all its work units; ``products`` are
    their names, joined by a comma.
    """
    return ask(
        connection,
        f"""
        select any_value(units.line_name) as line_name,
            coalesce(sum(made.good_count) filter (where units.line_rollup <> 'constraint' or units.is_exit), 0)
                as good_count,
            sum(made.reject_count) as reject_count,
            string_agg(distinct coalesce(products.product_name, made.product), ', '
                order by coalesce(products.product_name, made.product)) as products
        from production_by_shift as made
        inner join dim_work_unit as units using (work_unit)
        left join dim_product as products on made.product = products.product
        where {HERE} and made.production_date between $first and $last
            and ($shift is null or made.shift = $shift) and ($product is null or made.product = $product)
        group by units.line order by line_name, units.line
        """,  # noqa: S608 - put together from constants of this module; values are bound
        scope.narrowed,
        {
            "line_name": pl.String,
            **dict.fromkeys(("good_count", "reject_count"), pl.Float64),
            "products": pl.String,
        },
    )


def energy(connection: duckdb.DuckDBPyConnection, scope: Scope) -> pl.DataFrame:
    """One row a currency in which energy of the scope is priced (one of NULL without prices), none without meters.

    Columns: energy_kwh, idle_kwh (while nothing was produced), energy_cost, currency, cost_missing.
    """
    return ask(
        connection,
        f"""
        select sum(used.energy_kwh)::double as energy_kwh, sum(used.idle_kwh)::double as idle_kwh,
            sum(used.energy_cost) as energy_cost, used.currency,
            string_agg(distinct used.cost_missing, '; ' order by used.cost_missing) as cost_missing
        from energy_by_shift as used inner join dim_work_unit as units using (work_unit)
        where {HERE} and used.production_date between $first and $last
            and ($shift is null or used.shift = $shift) and ($product is null or used.product = $product)
        group by used.currency having sum(used.energy_kwh) is not null order by used.currency
        """,  # noqa: S608 - put together from constants of this module; values are bound
        scope.narrowed,
        {
            **dict.fromkeys(("energy_kwh", "idle_kwh", "energy_cost"), pl.Float64),
            **dict.fromkeys(("currency", "cost_missing"), pl.String),
        },
    )


def open_stops(connection: duckdb.DuckDBPyConnection, level: str, place: str) -> pl.DataFrame:
    """Stops of the place that had not ended by the newest data, the longest first.

    Columns: stop_id, work_unit_name, kind, reason_name (NULL where none was given), start_local, duration_s.
    """
    return ask(
        connection,
        f"""
        select stop_id, units.work_unit_name, stops.kind, coalesce(reasons.reason_name, stops.reason) as reason_name,
            stops.start_utc::timestamptz at time zone units.time_zone as start_local, stops.duration_s
        from fct_stops as stops
        inner join dim_work_unit as units using (work_unit)
        left join dim_reason as reasons using (reason)
        where {HERE} and stops.is_open
        order by stops.duration_s desc, stop_id
        """,  # noqa: S608 - put together from constants of this module; values are bound
        {"level": level, "place": place},
        {
            **dict.fromkeys(("stop_id", "work_unit_name", "kind", "reason_name"), pl.String),
            "start_local": LOCAL_TIME,
            "duration_s": pl.Float64,
        },
    )


def unexplained(connection: duckdb.DuckDBPyConnection, scope: Scope) -> pl.DataFrame:
    """One row a work unit with stops of the scope that nobody explained, most time first.

    Columns: work_unit_name, stops, hours. Unexplained is a stop without a reason, and one whose reason is a code that
    the plant's reasons do not know.
    """
    return ask(
        connection,
        f"""
        select any_value(units.work_unit_name) as work_unit_name, count(*) as stops,
            sum(stops.duration_s)::double / 3600 as hours
        from fct_stops as stops
        inner join dim_work_unit as units using (work_unit)
        left join dim_reason as reasons using (reason)
        where {HERE} and stops.production_date between $first and $last and ($shift is null or stops.shift = $shift)
            and ($product is null or stops.product = $product) and reasons.reason_name is null
        group by stops.work_unit order by hours desc, stops.work_unit
        """,  # noqa: S608 - put together from constants of this module; values are bound
        scope.narrowed,
        {"work_unit_name": pl.String, "stops": pl.Int64, "hours": pl.Float64},
    )
