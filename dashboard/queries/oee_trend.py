"""OEE and its factors over time, beside the period before; the grain follows the length of the period."""

import duckdb
import polars as pl

from dashboard.period import Period
from dashboard.queries.ask import ask
from dashboard.queries.ratios import RATIOS, measured_days, with_previous
from dashboard.queries.scope import Scope

# As many points as a chart on a phone can show.
MOST_DAYS = 45
STARTS = {"day": "production_date", "week": "date_trunc('week', production_date)::date"}


def grain(period: Period) -> str:
    """``day``, or ``week`` for a period of more than ``MOST_DAYS``."""
    return "day" if period.length <= MOST_DAYS else "week"


def factors(connection: duckdb.DuckDBPyConnection, scope: Scope, previous: Period) -> pl.DataFrame:
    """One row a day or week of both periods, in order of time.

    Columns: is_now (in the scope's period, else in the previous one), starts (first date of the day or ISO week),
    number (0 for the first of its period, so that both can lie over one another), oee, availability, performance,
    quality (0..1), coverage, planned_busy_h, missing.
    """
    size = grain(scope.period)
    days = {"day": 1, "week": 7}[size]
    return ask(
        connection,
        f"""
        with days as (
            select *, production_date between $first and $last as is_now, {STARTS[size]} as starts
            from ({measured_days(scope)}) as parts
            where level = $level and object = $place
                and (production_date between $first and $last or production_date between $first_before and $last_before)
        ),
        added as (select is_now, starts, {RATIOS} from days group by is_now, starts)
        select is_now, starts, (starts - min(starts) over (partition by is_now)) // {days} as number, oee, availability,
            performance, quality, coverage, planned_busy_h, missing
        from added order by is_now, starts
        """,  # noqa: S608 - put together from constants of this package; values are bound
        with_previous(scope, previous),
        {
            "is_now": pl.Boolean,
            "starts": pl.Date,
            "number": pl.Int64,
            **dict.fromkeys(("oee", "availability", "performance", "quality", "coverage"), pl.Float64),
            "planned_busy_h": pl.Float64,
            "missing": pl.String,
        },
    )
