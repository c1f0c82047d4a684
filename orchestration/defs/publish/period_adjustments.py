"""Closed periods of the books: their figures as they were closed, and what changed since as dated adjustments.

A period is frozen by the first version that finds it closed: with the figures of the version before, where that had
the period, else with its own. From then on each version that shows other figures adds the difference. So for every
figure: as closed + all adjustments since = as now.
"""

import duckdb

from orchestration.defs.publish.contents import Comments, Publication, comment_on
from orchestration.defs.publish.version_tables import columns_of, take_over
from orchestration.duckdb_text import identifier

_KEY = ("fiscal_period", "level", "object", "policy")
_COST = ("level", "object", "production_date", "cost_low", "cost_high", "currency")
_NUMBERS = ("DECIMAL", "DOUBLE", "BIGINT", "INTEGER", "FLOAT", "HUGEINT")

_DDL = {
    "closed_periods": """(
        fiscal_period varchar not null, closed_on date not null, level varchar not null, object varchar not null,
        policy varchar not null, figure varchar not null, as_closed double, frozen_by_version varchar not null)""",
    "period_adjustments": """(
        version varchar not null, published_at_utc timestamptz not null, fiscal_period varchar not null,
        level varchar not null, object varchar not null, policy varchar not null, figure varchar not null,
        as_closed double, value_before double, value_after double, adjustment double, reason varchar not null)""",
}
_PLACE = {
    "fiscal_period": "Period of the books (fiscal_periods.csv).",
    "level": "work_unit, line, area, site or enterprise.",
    "object": "Id of the object of that level.",
    "policy": "Loss policy of the figure; of a cost it is the currency.",
    "figure": "Column of oee_by_fiscal_period, or cost_low and cost_high of the period's stops.",
}
_COMMENTS: Comments = {
    "closed_periods": (
        "One row per closed period, object, policy and figure: its value when the period was frozen.",
        {
            **_PLACE,
            "closed_on": "Date from which the period is closed.",
            "as_closed": "The figure as it was frozen; NULL where it could not be computed.",
            "frozen_by_version": "The first version that found the period closed.",
        },
    ),
    "period_adjustments": (
        "One row per version and figure of a closed period that the version restated.",
        {
            **_PLACE,
            "version": "Version that published the new value.",
            "published_at_utc": "When: the date of the adjustment.",
            "as_closed": "The figure as it was frozen.",
            "value_before": "The figure in the version before.",
            "value_after": "The figure since this version.",
            "adjustment": "value_after - value_before; NULL where either is.",
            "reason": "Why the version differs from the one before, in words.",
        },
    ),
}


def add_period_adjustments(connection: duckdb.DuckDBPyConnection, publication: Publication, reason: str) -> None:
    """Write meta.closed_periods and meta.period_adjustments, continued from the version before.

    Without a fiscal calendar both are empty.
    """
    for name, ddl in _DDL.items():
        connection.execute(f"create table meta.{name} {ddl}")
        take_over(connection, name)
    comment_on(connection, _COMMENTS)
    if not columns_of(connection, "main.dim_fiscal_period") or not columns_of(connection, "main.oee_by_fiscal_period"):
        return
    before = "previous" if columns_of(connection, "main.oee_by_fiscal_period", "previous") else None
    connection.execute(f"create or replace temp table period_now as {_long(connection, None)}")
    empty = "select * from period_now where false"
    connection.execute(
        f"create or replace temp table period_before as {_long(connection, before) if before else empty}"
    )
    _freeze(connection, publication)
    connection.execute(
        f"""
        insert into meta.period_adjustments
        select ?, ?, {", ".join(f"closed.{column}" for column in _KEY)}, closed.figure, closed.as_closed,
            period_before.figure_value, period_now.figure_value,
            period_now.figure_value - period_before.figure_value, ?
        from meta.closed_periods as closed
        left join period_before using ({", ".join(_KEY)}, figure)
        left join period_now using ({", ".join(_KEY)}, figure)
        where exists (select 1 from period_before as p where p.fiscal_period = closed.fiscal_period)
            and period_before.figure_value is distinct from period_now.figure_value
        order by all""",  # noqa: S608 - names of columns
        [publication.version, publication.published_at_utc, reason],
    )
    connection.execute("drop table period_now")
    connection.execute("drop table period_before")


def _freeze(connection: duckdb.DuckDBPyConnection, publication: Publication) -> None:
    """Freeze what is closed by now and was not before; a period that was opened again is frozen anew when it closes."""
    is_closed = "closed_on <= cast(cast(? as timestamptz) as date)"
    at = publication.published_at_utc
    connection.execute(
        f"""
        delete from meta.closed_periods
        where fiscal_period not in (select fiscal_period from main.dim_fiscal_period where {is_closed})""",  # noqa: S608
        [at],
    )
    connection.execute(
        f"""
        insert into meta.closed_periods
        with newly as (
            select fiscal_period, closed_on from main.dim_fiscal_period
            where {is_closed} and fiscal_period not in (select fiscal_period from meta.closed_periods)
        ),
        frozen as (
            select * from period_before
            union all
            select * from period_now where fiscal_period not in (select fiscal_period from period_before)
        )
        select frozen.fiscal_period, newly.closed_on, frozen.level, frozen.object, frozen.policy, frozen.figure,
            frozen.figure_value, ?
        from frozen inner join newly on frozen.fiscal_period = newly.fiscal_period
        order by all""",  # noqa: S608 - a constant
        [at, publication.version],
    )


def _long(connection: duckdb.DuckDBPyConnection, database: str | None) -> str:
    """The figures of each period, one a row: those of oee_by_fiscal_period, and the cost of stops by currency."""
    table, prefix = "main.oee_by_fiscal_period", f"{database}." if database else ""
    numbers = [
        identifier(name)
        for name, kind in columns_of(connection, table, database).items()
        if name not in _KEY and kind.startswith(_NUMBERS)
    ]
    keys, names = ", ".join(_KEY), ", ".join(numbers)
    values = ", ".join(f"cast({name} as double) as {name}" for name in numbers)
    figures = f"""
        select {keys}, figure, figure_value from (select {keys}, {values} from {prefix}{table})
        unpivot include nulls (figure_value for figure in ({names}))"""  # noqa: S608 - names of columns
    if not set(_COST) <= set(columns_of(connection, "main.downtime_cost_by_reason", database)):
        return figures
    costs = " union all ".join(
        f"""
        select periods.fiscal_period, costs.level, costs.object, costs.currency as policy, '{cost}' as figure,
            cast(sum(cast(costs.{cost} as decimal(18, 6))) as double) as figure_value
        from {prefix}main.downtime_cost_by_reason as costs
        inner join {prefix}main.dim_fiscal_period as periods
            on costs.production_date between periods.start_date and periods.end_date
        where costs.currency is not null
        group by 1, 2, 3, 4"""  # noqa: S608 - names of columns
        for cost in ("cost_low", "cost_high")
    )
    return f"{figures} union all {costs}"
