"""Whether service providers kept what they agreed, in the months that a period touches."""

import duckdb
import polars as pl

from dashboard.queries.ask import LOCAL_TIME, ask
from dashboard.queries.scope import Scope

ROWS_SHOWN = 1000


def by_provider(connection: duckdb.DuckDBPyConnection, scope: Scope) -> pl.DataFrame:
    """One row a provider, the one that kept the least of its agreed repair times first.

    Columns: provider, tickets, judged_responses, response_kept (0..1), judged_repairs, repair_kept; of the whole months
    from the one of the first day to the one of the last. NULL where no ticket can be judged.
    """
    return ask(
        connection,
        """
        select provider, sum(ticket_count) as tickets, sum(judged_response_count) as judged_responses,
            sum(response_kept_count)::double / nullif(sum(judged_response_count), 0)::double as response_kept,
            sum(judged_repair_count) as judged_repairs,
            sum(repair_kept_count)::double / nullif(sum(judged_repair_count), 0)::double as repair_kept
        from service_level_by_month
        where month_start between date_trunc('month', $first::date) and $last
            and case $level when 'line' then line when 'site' then site else $place end = $place
        group by provider order by repair_kept nulls last, response_kept nulls last, provider
        """,
        scope.values,
        {
            "provider": pl.String,
            "tickets": pl.Int64,
            "judged_responses": pl.Int64,
            "response_kept": pl.Float64,
            "judged_repairs": pl.Int64,
            "repair_kept": pl.Float64,
        },
    )


def tickets(connection: duckdb.DuckDBPyConnection, scope: Scope) -> pl.DataFrame:
    """The tickets of the same months, those whose agreed time was missed first, at most ``ROWS_SHOWN``.

    Columns: ticket, provider, priority, work_unit_name, reported_local (the site's clock), response_s,
    agreed_response_s, repair_s, agreed_repair_s, is_response_kept, is_repair_kept, missing.
    """
    return ask(
        connection,
        f"""
        select ticket, provider, priority, coalesce(units.work_unit_name, work_centre) as work_unit_name,
            reported_utc at time zone coalesce(units.time_zone, 'UTC') as reported_local, response_s, agreed_response_s,
            repair_s, agreed_repair_s, is_response_kept, is_repair_kept, missing
        from service_level as tickets left join dim_work_unit as units using (work_unit)
        where date_trunc('month', reported_utc at time zone coalesce(units.time_zone, 'UTC'))
                between date_trunc('month', $first::date) and $last
            and case $level when 'line' then tickets.line when 'site' then tickets.site else $place end = $place
        order by coalesce(is_repair_kept and is_response_kept, true), reported_utc desc, ticket
        limit {ROWS_SHOWN}
        """,  # noqa: S608 - the limit is a constant of this module
        scope.values,
        {
            **dict.fromkeys(("ticket", "provider", "priority", "work_unit_name"), pl.String),
            "reported_local": LOCAL_TIME,
            **dict.fromkeys(("response_s", "agreed_response_s", "repair_s", "agreed_repair_s"), pl.Float64),
            **dict.fromkeys(("is_response_kept", "is_repair_kept"), pl.Boolean),
            "missing": pl.String,
        },
    )
