"""The six big losses (Nakajima), in hours, units and money."""

import duckdb
import polars as pl

from dashboard.queries.ask import ask
from dashboard.queries.lacking import named_once
from dashboard.queries.scope import Scope


def of_period(connection: duckdb.DuckDBPyConnection, scope: Scope) -> pl.DataFrame:
    """One row a loss and currency, in their order: loss_number (1 to 6), loss, hours, stops, units (lost or scrapped),
    equivalent_units (what its time would have made), cost_low, cost_high, currency, missing, cost_missing.

    Of all shifts and products: the mart has none. NULL where nothing of the kind is measured or priced. An
    enterprise has the rows of its sites: each currency has the hours that its money is of, all together the time lost.
    """
    return ask(
        connection,
        f"""
        with sites as (select distinct site, enterprise, currency from dim_work_unit)
        select loss_number, any_value(loss) as loss, sum(loss_s)::double / 3600 as hours, sum(stop_count) as stops,
            sum(loss_unit_count) as units, sum(equivalent_unit_count) as equivalent_units, sum(cost_low) as cost_low,
            sum(cost_high) as cost_high, sites.currency, {named_once("missing")} as missing,
            {named_once("cost_missing")} as cost_missing
        from six_big_losses inner join sites using (site)
        where level = case $level when 'enterprise' then 'site' else $level end
            and case $level when 'enterprise' then sites.enterprise else object end = $place
            and production_date between $first and $last
        group by loss_number, sites.currency order by sites.currency, loss_number
        """,  # noqa: S608 - put together from constants of this module; values are bound
        scope.values,
        {
            "loss_number": pl.Int64,
            "loss": pl.String,
            "hours": pl.Float64,
            "stops": pl.Int64,
            **dict.fromkeys(("units", "equivalent_units", "cost_low", "cost_high"), pl.Float64),
            **dict.fromkeys(("currency", "missing", "cost_missing"), pl.String),
        },
    )
