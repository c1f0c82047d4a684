"""Reasons of stops along their tree: what each branch lost, and what lies below it."""

import duckdb
import polars as pl

from dashboard.queries.ask import ask
from dashboard.queries.lacking import named_once
from dashboard.queries.losses import stop_costs
from dashboard.queries.scope import Scope


def below(connection: duckdb.DuckDBPyConnection, scope: Scope, branch: str | None) -> pl.DataFrame:
    """What each branch directly below ``branch`` (the roots when ``None``) lost with all below it, a row a currency.

    Columns: currency, reason (NULL for stops without one), reason_name, is_branch (something lies below it), hours,
    stops, cost, cost_low, cost_high, cost_share (of all priced here), cost_missing. Time that was given ``branch``
    itself has its own row. The costliest first, unpriced ones by their hours.
    """
    return ask(
        connection,
        f"""
        with recursive ancestry as (
            select reason as leaf, reason as node, parent from dim_reason
            union all
            select ancestry.leaf, dim_reason.reason, dim_reason.parent
            from ancestry inner join dim_reason on ancestry.parent = dim_reason.reason
        ),
        branches as (
            select leaf, node from ancestry where parent is not distinct from $branch
            union all
            select $branch, $branch where $branch is not null
        ),
        lost as (
            select costs.currency, coalesce(branches.node, costs.reason) as reason, duration_s, stop_count, cost,
                cost_low, cost_high, cost_missing
            from ({stop_costs(scope)}) as costs
            left join branches on costs.reason = branches.leaf
            where $branch is null or branches.leaf is not null
        )
        select currency, lost.reason, coalesce(any_value(reason_name), lost.reason) as reason_name,
            lost.reason is distinct from $branch and lost.reason in (select parent from dim_reason) as is_branch,
            sum(duration_s)::double / 3600 as hours, sum(stop_count) as stops, sum(cost) as cost,
            sum(cost_low) as cost_low, sum(cost_high) as cost_high,
            sum(cost) / nullif(sum(sum(cost)) over (partition by currency), 0) as cost_share,
            {named_once("cost_missing")} as cost_missing
        from lost left join dim_reason using (reason)
        group by currency, lost.reason
        order by currency, cost desc nulls last, hours desc, lost.reason
        """,  # noqa: S608 - put together from constants of this package; values are bound
        {**scope.narrowed, "branch": branch},
        {
            **dict.fromkeys(("currency", "reason", "reason_name"), pl.String),
            "is_branch": pl.Boolean,
            "hours": pl.Float64,
            "stops": pl.Int64,
            **dict.fromkeys(("cost", "cost_low", "cost_high", "cost_share"), pl.Float64),
            "cost_missing": pl.String,
        },
    )


def way(connection: duckdb.DuckDBPyConnection, branch: str) -> pl.DataFrame:
    """The way from the root down to ``branch``, itself included: reason, reason_name; no row when there is none."""
    return ask(
        connection,
        """
        with recursive upward as (
            select reason, reason_name, parent, 0 as height from dim_reason where reason = $branch
            union all
            select dim_reason.reason, dim_reason.reason_name, dim_reason.parent, height + 1
            from upward inner join dim_reason on upward.parent = dim_reason.reason
        )
        select reason, coalesce(reason_name, reason) as reason_name from upward order by height desc
        """,
        {"branch": branch},
        {"reason": pl.String, "reason_name": pl.String},
    )
