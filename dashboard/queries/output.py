"""What was made: of the lines against their target, and of the work units by kind.

What a line made is what OEE counts (kpis.md, "Roll-up"): of a line led by its constraint, the good units of its exit
against the target of its constraint; of any other line, the sum over its work units.
"""

import duckdb
import polars as pl

from dashboard.queries.ask import ask
from dashboard.queries.scope import Scope

PLACED = """
    case $level when 'line' then units.line when 'site' then units.site else units.enterprise end = $place
    and made.production_date between $first and $last
"""

# Units that leave the line, and what they are held against; over rows ``made``: days of production_by_day, or hours.
ADDED = """
    coalesce(sum(made.good_count) filter (where units.line_rollup <> 'constraint' or units.is_exit), 0) as good_count,
    sum(made.target_count) filter (where units.line_rollup <> 'constraint' or units.is_constraint) as target_count,
    coalesce(sum(made.without_target_s) filter (where units.line_rollup <> 'constraint' or units.is_constraint), 0)
        ::double / 3600 as without_target_h,
    coalesce(sum(made.unknown_s) filter (where units.line_rollup <> 'constraint' or units.is_constraint), 0)::double
        / 3600 as unknown_h,
    coalesce(sum(made.pbt_s) filter (where units.line_rollup <> 'constraint' or units.is_constraint), 0)::double / 3600
        as planned_busy_h
"""

# A target is seldom a whole number: short is what lacks at least one whole unit.
SHORT = "coalesce(good_count < floor(round(target_count, 6)), false)"
# A target of a part of the time is no measure of what all of it made, unless not even that was reached.
AGAINST = f"case when without_target_h = 0 or {SHORT} then good_count - target_count end"


def lines(connection: duckdb.DuckDBPyConnection, scope: Scope) -> pl.DataFrame:
    """One row a line of the place that made or was planned to make something in the period, furthest behind first.

    Columns: line, line_name, good_count, target_count (planned busy time at the OEE target; NULL without a target or
    without any ideal cycle), against_target_count (good less target; NULL where a part of the time has no target and
    that of the rest is met), is_short, and in hours planned_busy_h, unknown_h and without_target_h (planned busy time
    for which there is no target).
    """
    return ask(
        connection,
        f"""
        with added as (
            select units.line, any_value(units.line_name) as line_name, {ADDED}
            from production_by_day as made inner join dim_work_unit as units using (work_unit)
            where {PLACED}
            group by units.line
        )
        select line, line_name, good_count, target_count, {AGAINST} as against_target_count,
            {SHORT} as is_short, planned_busy_h, unknown_h, without_target_h
        from added order by against_target_count nulls last, line
        """,  # noqa: S608 - put together from constants of this module; values are bound
        scope.values,
        {
            **dict.fromkeys(("line", "line_name"), pl.String),
            **dict.fromkeys(("good_count", "target_count", "against_target_count"), pl.Float64),
            "is_short": pl.Boolean,
            **dict.fromkeys(("planned_busy_h", "unknown_h", "without_target_h"), pl.Float64),
        },
    )


def counted(connection: duckdb.DuckDBPyConnection, scope: Scope) -> pl.DataFrame:
    """One row a work unit of the place that made something in the scope, in the order of the plant.

    Columns: line_name, work_unit_name, total_count, good_count, reject_count, rework_count, held_count; good_share and
    reject_share (0..1 of the units produced); unit (of measure, of the products that were made; ? where nobody told
    it); basis and quality_basis (counter, mes, erp or unmeasured). Several of these three are joined by a comma.
    """
    return ask(
        connection,
        f"""
        with made as (
            select made.work_unit, made.basis, made.quality_basis, coalesce(products.unit, '?') as unit,
                sum(made.total_count) as total_count,
                sum(made.good_count) as good_count, sum(made.reject_count) as reject_count,
                sum(made.rework_count) as rework_count, sum(made.held_count) as held_count
            from production_by_shift as made inner join dim_work_unit as units using (work_unit)
            left join dim_product as products on made.product = products.product
            where {PLACED}
                and ($shift is null or made.shift = $shift) and ($product is null or made.product = $product)
            group by made.work_unit, made.basis, made.quality_basis, products.unit
        )
        select any_value(units.line_name) as line_name, any_value(units.work_unit_name) as work_unit_name,
            sum(made.total_count) as total_count, sum(made.good_count) as good_count,
            sum(made.reject_count) as reject_count, sum(made.rework_count) as rework_count,
            sum(made.held_count) as held_count,
            sum(made.good_count) / nullif(sum(made.total_count), 0) as good_share,
            sum(made.reject_count) / nullif(sum(made.total_count), 0) as reject_share,
            string_agg(distinct made.unit, ', ' order by made.unit) as unit,
            string_agg(distinct made.basis, ', ' order by made.basis) as basis,
            string_agg(distinct made.quality_basis, ', ' order by made.quality_basis) as quality_basis
        from made inner join dim_work_unit as units using (work_unit)
        group by units.site_name, units.line_name, units.position, made.work_unit
        order by units.site_name, units.line_name, units.position, made.work_unit
        """,  # noqa: S608 - put together from constants of this module; values are bound
        scope.narrowed,
        {
            **dict.fromkeys(("line_name", "work_unit_name"), pl.String),
            **dict.fromkeys(("total_count", "good_count", "reject_count", "rework_count", "held_count"), pl.Float64),
            **dict.fromkeys(("good_share", "reject_share"), pl.Float64),
            **dict.fromkeys(("unit", "basis", "quality_basis"), pl.String),
        },
    )


def units_of_measure(connection: duckdb.DuckDBPyConnection, scope: Scope) -> list[str]:
    """What the products that ran at the place in the scope are counted in; ? where nobody told it."""
    frame = ask(
        connection,
        """
        select distinct coalesce(products.unit, '?') as unit
        from oee_by_shift_and_product as ran inner join dim_product as products using (product)
        where ran.level = $level and ran.object = $place and ran.production_date between $first and $last
            and ($shift is null or ran.shift = $shift) and ($product is null or product = $product)
        order by unit
        """,
        scope.narrowed,
        {"unit": pl.String},
    )
    return frame["unit"].to_list()


def quality(connection: duckdb.DuckDBPyConnection, scope: Scope) -> pl.DataFrame:
    """The ratios of ISO 22400 that say how well units came out: kpi, value (0..1), days, missing.

    Numerators and denominators of the days that have both are added up and divided once; ``days`` says how many those
    are, ``missing`` what the others lack. A row each of quality_ratio, scrap_ratio, rework_ratio, first_pass_yield.
    """
    return ask(
        connection,
        """
        with asked as (
            select *
            from (values (1, 'quality_ratio'), (2, 'scrap_ratio'), (3, 'rework_ratio'), (4, 'first_pass_yield'))
                as asked (place, kpi)
        ),
        found as (
            select * from iso22400_kpis
            where level = $level and object = $place and period_kind = 'day' and order_id is null
                and period_start between $first and $last
        )
        select asked.kpi,
            sum(numerator) filter (where found.value is not null)
                / nullif(sum(denominator) filter (where found.value is not null), 0) as value,
            count(found.value) as days,
            string_agg(distinct found.missing, '; ' order by found.missing) filter (where found.value is null)
                as missing
        from asked left join found using (kpi)
        group by asked.place, asked.kpi order by asked.place
        """,
        scope.values,
        {"kpi": pl.String, "value": pl.Float64, "days": pl.Int64, "missing": pl.String},
    )
