"""Whether machine, MES and ERP tell the same quantities."""

import duckdb
import polars as pl

from dashboard.queries.ask import ask
from dashboard.queries.lacking import named_once
from dashboard.queries.scope import Scope


def by_unit(connection: duckdb.DuckDBPyConnection, scope: Scope) -> pl.DataFrame:
    """One row a work unit of the place that anything was counted for, the largest difference first.

    Columns: line_name, work_unit_name; counter_count, mes_count, erp_count (good units, NULL where that basis told
    none); mes_less_counter_count, erp_less_counter_count, erp_less_mes_count (added over the orders and shifts that
    both told); largest_difference_count (of these, without its sign), compared_rows of rows (how many of its orders by
    day and shift two bases told); missing. count_reconciliation knows no product: the scope's is not followed.
    """
    pairs = ("mes_less_counter", "erp_less_counter", "erp_less_mes")
    added = ", ".join(f"sum({pair}_good_count) as {pair}_count" for pair in pairs)
    return ask(
        connection,
        f"""
        with added as (
            select any_value(units.line_name) as line_name, any_value(units.work_unit_name) as work_unit_name,
                any_value(units.site_name) as site_name, any_value(units.position) as position, told.work_unit,
                sum(counter_good_count) as counter_count, sum(mes_good_count) as mes_count,
                sum(erp_good_count) as erp_count, {added},
                count(coalesce({", ".join(f"{pair}_good_count" for pair in pairs)})) as compared_rows,
                count(*) as rows,
                {named_once("missing")} as missing
            from count_reconciliation as told inner join dim_work_unit as units using (work_unit)
            where case $level when 'line' then units.line when 'site' then units.site else units.enterprise end = $place
                and told.production_date between $first and $last and ($shift is null or told.shift = $shift)
            group by told.work_unit
        )
        select line_name, work_unit_name, counter_count, mes_count, erp_count,
            {", ".join(f"{pair}_count" for pair in pairs)},
            greatest({", ".join(f"abs({pair}_count)" for pair in pairs)}) as largest_difference_count,
            compared_rows, rows, nullif(missing, '') as missing
        from added order by largest_difference_count desc nulls last, site_name, line_name, position, work_unit
        """,  # noqa: S608 - put together from constants of this function; values are bound
        {name: value for name, value in scope.narrowed.items() if name != "product"},
        {
            **dict.fromkeys(("line_name", "work_unit_name"), pl.String),
            **dict.fromkeys(("counter_count", "mes_count", "erp_count"), pl.Float64),
            **{f"{pair}_count": pl.Float64 for pair in pairs},
            "largest_difference_count": pl.Float64,
            "compared_rows": pl.Int64,
            "rows": pl.Int64,
            "missing": pl.String,
        },
    )
