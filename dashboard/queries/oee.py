"""OEE of a place: for a period against the period before and the target, day by day, and place by place."""

import duckdb
import polars as pl

from dashboard.period import Period
from dashboard.queries.ask import ColumnType, ask
from dashboard.queries.ratios import OEE_TARGET, RATIOS, chosen, measured_days, with_previous
from dashboard.queries.scope import Scope

RATIO_NAMES = ("availability", "performance", "quality", "oee", "availability_x_performance")


def of_period(connection: duckdb.DuckDBPyConnection, scope: Scope, previous: Period) -> pl.DataFrame:
    """One row: every ratio (0..1) of the period, the same of the previous one, and the change; target and gap.

    Columns: availability, performance, quality, oee, availability_x_performance, each also with ``_before`` and
    ``_change``; oee_low, oee_high, coverage, measured_share; planned_busy_h and known_h in hours; target (newest one
    valid at the period's end) and gap (oee less target); missing says why a ratio is NULL. All NULL without data.
    """
    changes = ", ".join(
        f"earlier.{name} as {name}_before, now.{name} - earlier.{name} as {name}_change" for name in RATIO_NAMES
    )
    sql = f"""
        with days as not materialized ({measured_days(scope)}),
        now as (
            select {RATIOS} from days
            where level = $level and object = $place and production_date between $first and $last
        ),
        earlier as (
            select {RATIOS} from days
            where level = $level and object = $place and production_date between $first_before and $last_before
        ),
        goal as (select target from ({OEE_TARGET}) where level = $level and object = $place)
        select now.*, {changes}, goal.target, now.oee - goal.target as gap
        from now cross join earlier left join goal on true
    """  # noqa: S608 - put together from constants of this package; values are bound
    schema: dict[str, ColumnType] = dict.fromkeys(RATIO_NAMES, pl.Float64)
    schema |= dict.fromkeys(
        ("oee_low", "oee_high", "coverage", "measured_share", "planned_busy_h", "known_h"), pl.Float64
    )
    schema["missing"] = pl.String
    for name in RATIO_NAMES:
        schema |= {f"{name}_before": pl.Float64, f"{name}_change": pl.Float64}
    schema |= {"target": pl.Float64, "gap": pl.Float64}
    return ask(connection, sql, with_previous(scope, previous), schema)


def by_day(connection: duckdb.DuckDBPyConnection, scope: Scope) -> pl.DataFrame:
    """One row a production day of the scope, oldest first: oee (0..1), coverage, is_planned, missing."""
    return ask(
        connection,
        f"""
        select production_date, oee, (pbt_s - unknown_s)::double / nullif(pbt_s::double, 0) as coverage,
            coalesce(pbt_s > 0, false) as is_planned, missing
        from ({measured_days(scope)}) as days
        where level = $level and object = $place and production_date between $first and $last
        order by production_date
        """,  # noqa: S608 - put together from constants of this package; values are bound
        {**scope.values, **chosen(scope)},
        {
            "production_date": pl.Date,
            "oee": pl.Float64,
            "coverage": pl.Float64,
            "is_planned": pl.Boolean,
            "missing": pl.String,
        },
    )


def compared(connection: duckdb.DuckDBPyConnection, scope: Scope, previous: Period) -> pl.DataFrame:
    """The places within a place, the worst first: lines of an enterprise or site, work units of a line.

    One row each: level, object, object_name, site_name, site, oee, oee_before, change, target, gap (oee less target),
    coverage, lost_h (known busy hours that were not good time; NULL where oee is), missing. Ordered by oee; places
    without OEE last.
    """
    sql = f"""
        with days as not materialized ({measured_days(scope)}),
        members as (
            select distinct
                case when $level = 'line' then 'work_unit' else 'line' end as level,
                case when $level = 'line' then work_unit else line end as object,
                case when $level = 'line' then work_unit_name else line_name end as object_name,
                site, site_name
            from dim_work_unit
            where case $level when 'line' then line when 'site' then site else enterprise end = $place
        ),
        now as (
            select level, object, sum(measured_busy_s - measured_good_s)::double / 3600 as lost_h, {RATIOS} from days
            where production_date between $first and $last group by level, object
        ),
        earlier as (
            select level, object, {RATIOS} from days
            where production_date between $first_before and $last_before group by level, object
        ),
        goal as ({OEE_TARGET})
        select members.level, members.object, members.object_name, members.site_name, members.site, now.oee,
            earlier.oee as oee_before, now.oee - earlier.oee as change, goal.target, now.oee - goal.target as gap,
            now.coverage, now.lost_h, now.missing
        from members
        left join now using (level, object)
        left join earlier using (level, object)
        left join goal using (level, object)
        order by now.oee nulls last, members.object
    """  # noqa: S608 - put together from constants of this package; values are bound
    numbers = ("oee", "oee_before", "change", "target", "gap", "coverage", "lost_h")
    return ask(
        connection,
        sql,
        with_previous(scope, previous),
        {
            **dict.fromkeys(("level", "object", "object_name", "site_name", "site"), pl.String),
            **dict.fromkeys(numbers, pl.Float64),
            "missing": pl.String,
        },
    )
