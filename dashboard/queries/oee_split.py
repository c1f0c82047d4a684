"""OEE taken apart: by the places within a place, by shift, by product or by order, each also over time."""

import duckdb
import polars as pl

from dashboard.period import Period
from dashboard.queries.ask import ask
from dashboard.queries.oee_trend import STARTS, grain
from dashboard.queries.ratios import OEE, OEE_TARGET, PUBLISHED_POLICY, RATIOS, chosen, measured_days, with_previous
from dashboard.queries.scope import Scope

WAYS = ("place", "shift", "product", "order")
ORDERS_SHOWN = 200
SERIES_SHOWN = 12

# The levels below a level, down to the work unit; a site has one area in most plants, which tells nothing new.
BELOW = {"enterprise": ("site", "line", "work_unit"), "site": ("line", "work_unit"), "line": ("work_unit",)}


def _members(scope: Scope) -> str:
    """Every object within the scope's place: level, object, object_name, depth (0 for the next level), and its way."""
    paths = {"site": "site_name", "line": "site_name, line_name", "work_unit": "site_name, line_name, position"}
    selects = [
        f"""select distinct '{level}' as level, {level} as object, {level}_name as object_name, {depth} as depth,
            [{", ".join(f"{part}::varchar" for part in paths[level].split(", "))}] as way
        from dim_work_unit
        where case $level when 'line' then line when 'site' then site else enterprise end = $place"""  # noqa: S608
        for depth, level in enumerate(BELOW[scope.level])
    ]
    return " union all ".join(selects)


COLUMNS = {
    **dict.fromkeys(("oee", "availability", "performance", "quality", "oee_before", "change"), pl.Float64),
    **dict.fromkeys(("coverage", "planned_busy_h", "known_h"), pl.Float64),
    "missing": pl.String,
}
ANSWER = """now.oee, now.availability, now.performance, now.quality, earlier.oee as oee_before,
            now.oee - earlier.oee as change, now.coverage, now.planned_busy_h, now.known_h, now.missing"""


def places(connection: duckdb.DuckDBPyConnection, scope: Scope, previous: Period) -> pl.DataFrame:
    """Every place within the scope's, each below the one it belongs to, down to the work unit.

    Columns: level, object, object_name, depth, then oee, availability, performance, quality, oee_before, change,
    coverage (0..1), planned_busy_h, known_h, missing; target and gap (oee less target).
    """
    return ask(
        connection,
        f"""
        with days as not materialized ({measured_days(scope)}),
        members as ({_members(scope)}),
        now as (
            select level, object, {RATIOS} from days
            where production_date between $first and $last group by level, object
        ),
        earlier as (
            select level, object, {RATIOS} from days
            where production_date between $first_before and $last_before group by level, object
        ),
        goal as ({OEE_TARGET})
        select members.level, members.object, members.object_name, members.depth, {ANSWER}, goal.target,
            now.oee - goal.target as gap
        from members
        left join now using (level, object)
        left join earlier using (level, object)
        left join goal using (level, object)
        order by members.way, members.depth, members.object
        """,  # noqa: S608 - put together from constants of this package; values are bound
        with_previous(scope, previous),
        {
            **dict.fromkeys(("level", "object", "object_name"), pl.String),
            "depth": pl.Int64,
            **COLUMNS,
            **dict.fromkeys(("target", "gap"), pl.Float64),
        },
    )


def parts(connection: duckdb.DuckDBPyConnection, scope: Scope, previous: Period, by: str) -> pl.DataFrame:
    """One row a shift or a product (``by``) of the place that was planned to run, the lowest OEE first.

    Columns: object, object_name, and the ratios of ``places`` without a target, which no shift and no product has. A
    shift or product that is chosen in the scope is beside the others here. The last row, without object and name, is
    the planned busy time of none, if there is any: so the rows add up to the place's.
    """
    wide = scope.over_all(by)
    return ask(
        connection,
        f"""
        with days as not materialized (
            select * replace (nullif({by}, 'none') as {by}) from ({measured_days(wide, by)})
            where level = $level and object = $place
        ),
        now as (select {by}, {RATIOS} from days where production_date between $first and $last group by {by}),
        earlier as (
            select {by}, {RATIOS} from days
            where production_date between $first_before and $last_before group by {by}
        )
        select now.{by} as object, {NAME[by]} as object_name, {ANSWER}
        from now
        left join earlier on now.{by} is not distinct from earlier.{by}
        {NAMED[by]}
        where now.planned_busy_h > 0
        order by now.{by} is null, now.oee nulls last, now.{by}
        """,  # noqa: S608 - put together from constants of this package; values are bound
        with_previous(wide, previous),
        {"object": pl.String, "object_name": pl.String, **COLUMNS},
    )


NAME = {"shift": "now.shift", "product": "coalesce(product_name, now.product)"}
NAMED = {"shift": "", "product": "left join dim_product on now.product = dim_product.product"}


def orders(connection: duckdb.DuckDBPyConnection, scope: Scope) -> pl.DataFrame:
    """One row an order that was made in the period, the lowest OEE first, at most ``ORDERS_SHOWN``; its figures are of
    all its time, also outside of the period.

    Columns: object and object_name (the order), product_name, oee, availability, performance, quality, coverage (0..1),
    planned_busy_h, good_count, missing.
    """
    return ask(
        connection,
        f"""
        with made as (
            select distinct counts.order_id
            from fct_counts as counts inner join dim_work_unit as units using (work_unit)
            where counts.order_id is not null and counts.production_date between $first and $last
                and case $level when 'line' then counts.line when 'site' then counts.site else units.enterprise end
                    = $place
                and ($shift is null or counts.shift = $shift) and ($product is null or counts.product = $product)
        )
        select parts.order_id as object, parts.order_id as object_name,
            coalesce(products.product_name, orders.product) as product_name, oee, availability, performance, quality,
            coverage, pbt_s::double / 3600 as planned_busy_h, good_count::double as good_count, missing
        from oee_by_order as parts
        inner join made using (order_id)
        left join dim_order as orders using (order_id)
        left join dim_product as products on orders.product = products.product
        where {PUBLISHED_POLICY} and level = $level and object = $place
        order by oee nulls last, parts.order_id
        limit {ORDERS_SHOWN}
        """,  # noqa: S608 - put together from constants of this package; values are bound
        scope.narrowed,
        {
            **dict.fromkeys(("object", "object_name", "product_name"), pl.String),
            **dict.fromkeys(("oee", "availability", "performance", "quality", "coverage"), pl.Float64),
            "planned_busy_h": pl.Float64,
            "good_count": pl.Float64,
            "missing": pl.String,
        },
    )


def series(connection: duckdb.DuckDBPyConnection, scope: Scope, by: str) -> pl.DataFrame:
    """OEE by day or week of each place of the next level, shift or product (``by``), for small multiples.

    Columns: object_name, starts (first date), oee (0..1; NULL where not measured). At most ``SERIES_SHOWN`` objects:
    those with the most planned busy time.
    """
    if by == "place":
        wide, below = scope, BELOW[scope.level][0]
        source = f"""
            select days.* exclude (object_name), members.object_name from ({measured_days(scope)}) as days
            inner join ({_members(scope)}) as members using (level, object) where level = '{below}'
        """  # noqa: S608 - put together from constants of this package; values are bound
    else:
        wide = scope.over_all(by)
        source = f"""
            select now.* exclude (object_name), {NAME[by]} as object_name
            from ({measured_days(wide, by)}) as now {NAMED[by]}
            where level = $level and object = $place and now.{by} <> 'none'
        """  # noqa: S608 - put together from constants of this package; values are bound
    return ask(
        connection,
        f"""
        with days as (select * from ({source}) where production_date between $first and $last),
        largest as (
            select object_name from days group by object_name order by sum(pbt_s) desc, object_name
            limit {SERIES_SHOWN}
        )
        select object_name, {STARTS[grain(scope.period)]} as starts, {OEE} as oee
        from days inner join largest using (object_name)
        group by object_name, starts order by object_name, starts
        """,  # noqa: S608 - put together from constants of this package; values are bound
        {**wide.values, **chosen(wide)},
        {"object_name": pl.String, "starts": pl.Date, "oee": pl.Float64},
    )
