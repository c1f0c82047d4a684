"""What the lines made hour by hour against their target, also of one shift and of one product.

The target of an hour is that of its whole planned busy time. So an hour that the chosen shift or product had in part
has the good units made in that part, and no target.
"""

from datetime import date

import duckdb
import polars as pl

from dashboard.queries.ask import LOCAL_TIME, ask
from dashboard.queries.output import ADDED, AGAINST, PLACED, SHORT
from dashboard.queries.scope import Scope

# Of each hour what belongs to the chosen shift and product; without a choice the hour as it is.
CHOSEN_HOURS = f"""
    placed as (
        select made.* from production_by_hour as made inner join dim_work_unit as units using (work_unit) where {PLACED}
    ),
    busy as (
        select placed.work_unit, placed.hour_utc, segments.bucket,
            coalesce($shift is null or segments.shift = $shift, false)
            and coalesce($product is null or segments.product = $product, false) as is_chosen,
            epoch(least(segments.end_utc, placed.hour_utc + interval 1 hour))
            - epoch(greatest(segments.start_utc, placed.hour_utc)) as duration_s
        from placed inner join fct_time_segments as segments
            on placed.work_unit = segments.work_unit and placed.production_date = segments.production_date
            and segments.start_utc < placed.hour_utc + interval 1 hour and segments.end_utc > placed.hour_utc
        where segments.bucket not in ('unscheduled', 'planned') and ($shift is not null or $product is not null)
    ),
    times as (
        select work_unit, hour_utc, bool_and(is_chosen) as is_whole,
            coalesce(sum(duration_s) filter (where is_chosen), 0) as pbt_s,
            coalesce(sum(duration_s) filter (where is_chosen and bucket = 'unknown'), 0) as unknown_s
        from busy group by work_unit, hour_utc
    ),
    counts as (
        select work_unit, hour_utc, sum(good_count) as good_count
        from fct_production
        where production_date between $first and $last
            and ($shift is null or shift = $shift) and ($product is null or product = $product)
        group by work_unit, hour_utc
    ),
    made as (
        select * from placed where $shift is null and $product is null
        union all by name
        select placed.* replace (
            coalesce(counts.good_count, 0) as good_count,
            case when times.is_whole then placed.target_count end as target_count,
            case when times.is_whole then placed.without_target_s else coalesce(times.pbt_s, 0) end as without_target_s,
            coalesce(times.pbt_s, 0) as pbt_s,
            coalesce(times.unknown_s, 0) as unknown_s
        )
        from placed
        left join times using (work_unit, hour_utc)
        left join counts using (work_unit, hour_utc)
        where ($shift is not null or $product is not null) and (times.pbt_s > 0 or counts.good_count > 0)
    )
"""  # noqa: S608 - put together from constants of this module; values are bound


def days(connection: duckdb.DuckDBPyConnection, scope: Scope) -> list[date]:
    """The production days of the period that have hours to show, the newest first."""
    frame = ask(
        connection,
        f"""
        select distinct made.production_date
        from production_by_day as made inner join dim_work_unit as units using (work_unit)
        where {PLACED}
        order by made.production_date desc
        """,  # noqa: S608 - put together from constants of this module; values are bound
        scope.values,
        {"production_date": pl.Date},
    )
    return frame["production_date"].to_list()


def by_hour(connection: duckdb.DuckDBPyConnection, scope: Scope) -> pl.DataFrame:
    """One row a line and hour of the scope, in order of lines and time.

    Columns: line, line_name, time_zone, hour_local (when it begins, on the site's clock), then good_count,
    target_count (NULL where the scope had a part of the hour), against_target_count, is_short and the hours of
    ``output.lines``. An hour in which the line neither made nor was planned to make anything has no row.
    """
    return ask(
        connection,
        f"""
        with {CHOSEN_HOURS},
        added as (
            select units.line, any_value(units.line_name) as line_name, any_value(units.site_name) as site_name,
                any_value(units.time_zone) as time_zone, made.hour_utc, {ADDED}
            from made inner join dim_work_unit as units using (work_unit)
            group by units.line, made.hour_utc
        )
        select line, line_name, time_zone, hour_utc::timestamptz at time zone time_zone as hour_local, good_count,
            target_count, {AGAINST} as against_target_count,
            {SHORT} as is_short, planned_busy_h, unknown_h, without_target_h
        from added order by site_name, line_name, line, hour_utc
        """,  # noqa: S608 - put together from constants of this module; values are bound
        scope.narrowed,
        {
            **dict.fromkeys(("line", "line_name", "time_zone"), pl.String),
            "hour_local": LOCAL_TIME,
            **dict.fromkeys(("good_count", "target_count", "against_target_count"), pl.Float64),
            "is_short": pl.Boolean,
            **dict.fromkeys(("planned_busy_h", "unknown_h", "without_target_h"), pl.Float64),
        },
    )
