"""The headline figures of each day as each version published them: only what changed, so size follows what is new.

All columns of oee_by_day are kept, and what the day's stops cost: a KPI that is added there is in the history too.
"""

import duckdb

from orchestration.defs.publish.contents import Comments, Publication, comment_on
from orchestration.defs.publish.version_tables import columns_of, take_over
from orchestration.duckdb_text import identifier, literal

_KEY = ("level", "object", "production_date", "policy")
_COMMENTS: Comments = {
    "kpi_history": (
        "One row per object, production day, loss policy and version in which its figures were new, changed or gone.",
        {
            "version": "Version that published these figures first; they held until the key's next version.",
            "published_at_utc": "When that version was made.",
            "change": "first, changed, or removed (the day has no figures any more; then all of them are NULL).",
        },
    ),
}


def add_figures(connection: duckdb.DuckDBPyConnection, publication: Publication) -> None:
    """Write meta.kpi_history: that of the version before, and the days whose figures this version changed.

    Without a table oee_by_day there is none.
    """
    if not set(_KEY) <= set(columns_of(connection, "main.oee_by_day")):
        return
    connection.execute(f"create temp table figures as {_figures(connection)}")
    names = list(columns_of(connection, "main.figures", "temp"))
    figures = ", ".join(identifier(name) for name in names)
    connection.execute(
        "create table meta.kpi_history as select cast(null as varchar) as version, "  # noqa: S608
        f"cast(null as timestamptz) as published_at_utc, cast(null as varchar) as change, {figures} "
        "from figures where false"
    )
    take_over(connection, "kpi_history")
    same_key = " and ".join(f"figures.{column} is not distinct from known.{column}" for column in _KEY)
    known = f"""
        select {figures} from (
            select *, row_number() over (partition by {", ".join(_KEY)} order by version desc) as age
            from meta.kpi_history
        ) where age = 1 and change != 'removed'"""  # noqa: S608 - names of columns
    connection.execute(f"create temp table known as {known}")
    connection.execute(
        f"""
        insert into meta.kpi_history by name
        with other as (select {figures} from figures except select {figures} from known),
        gone as (select * from known where not exists (select 1 from figures where {same_key}))
        select $version as version, $at as published_at_utc,
            case when exists (select 1 from known where {same_key.replace("figures.", "other.")})
                then 'changed' else 'first' end as change, other.*
        from other
        union all by name
        select $version as version, $at as published_at_utc, 'removed' as change, {", ".join(_KEY)} from gone
        order by all""",  # noqa: S608 - names of columns
        {"version": publication.version, "at": publication.published_at_utc},
    )
    connection.execute("drop table figures")
    connection.execute("drop table known")
    comment_on(connection, _COMMENTS)
    _replay_comments(connection)


def _replay_comments(connection: duckdb.DuckDBPyConnection) -> None:
    """A figure is described in its own table; here it is the same."""
    described = connection.execute(
        "select column_name, any_value(comment) from duckdb_columns() where database_name = current_database() "
        "and schema_name = 'main' and table_name in ('oee_by_day', 'downtime_cost_by_reason') and comment is not null "
        "group by column_name"
    ).fetchall()
    known = columns_of(connection, "meta.kpi_history")
    for column, text in described:
        if column in known:
            connection.execute(f"comment on column meta.kpi_history.{identifier(column)} is {literal(text)}")


def _figures(connection: duckdb.DuckDBPyConnection) -> str:
    """All figures of a day: those of oee_by_day, and what its stops cost where they have one currency."""
    cost = set(columns_of(connection, "main.downtime_cost_by_reason"))
    if not cost.issuperset({*_KEY[:3], "cost_low", "cost_high", "currency", "cost_missing"}):
        return "select * from main.oee_by_day"
    return """
        with costs as (
            select level, object, production_date,
                case when count(distinct currency) = 1
                    then cast(sum(cast(cost_low as decimal(18, 6))) as double) end as cost_low,
                case when count(distinct currency) = 1
                    then cast(sum(cast(cost_high as decimal(18, 6))) as double) end as cost_high,
                case when count(distinct currency) = 1 then min(currency) end as currency,
                string_agg(distinct cost_missing, '; ' order by cost_missing) as cost_missing
            from main.downtime_cost_by_reason
            group by level, object, production_date
        )
        select days.*, costs.cost_low, costs.cost_high, costs.currency, costs.cost_missing
        from main.oee_by_day as days left join costs using (level, object, production_date)"""
