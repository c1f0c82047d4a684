"""Days whose figures are other than when they were first published: as first reported, and as now.

Worked out of the history at each publication, so that whoever asks reads few rows and not all versions of all days.
"""

import duckdb

from orchestration.defs.publish.contents import Comments, comment_on
from orchestration.defs.publish.version_tables import columns_of

_KEY = "level, object, production_date, policy"
_FIGURES = {"object_name", "oee", "cost_low", "currency"}
_COMMENTS: Comments = {
    "restated_figures": (
        "One row per object, production day and loss policy whose OEE or downtime cost is other than first published.",
        {
            "level": "work_unit, line, area, site or enterprise.",
            "object": "The object of that level.",
            "object_name": "Its name as it was first published.",
            "production_date": "Production day.",
            "policy": "Loss policy of the figures.",
            "oee_first": "OEE as first published.",
            "oee_now": "OEE now; NULL where the day has no figures any more.",
            "cost_first": "Downtime cost (cost_low) as first published, in currency.",
            "cost_now": "Downtime cost (cost_low) now.",
            "currency": "Currency of the costs.",
            "first_published_at_utc": "When the figures were first published.",
            "version": "Version that changed the figures last; meta.publication_history says why it differs.",
            "published_at_utc": "When that version was made.",
            "is_removed": "Whether the day has no figures any more.",
        },
    ),
}


def add_restated_figures(connection: duckdb.DuckDBPyConnection) -> None:
    """Write meta.restated_figures from meta.kpi_history; there is none where the history lacks a column of it."""
    if not _FIGURES.issubset(columns_of(connection, "meta.kpi_history")):
        return
    connection.execute(
        f"""
        create table meta.restated_figures as
        -- Most days are as they were published first: only of the others the versions are set beside one another.
        with told_again as (select distinct {_KEY} from meta.kpi_history where change <> 'first'),
        versions as (
            select {_KEY}, arg_min(history, version) as was, arg_max(history, version) as now
            from (
                select version, published_at_utc, change, {_KEY}, object_name, oee, cost_low, currency
                from meta.kpi_history
            ) as history
            semi join told_again using ({_KEY})
            group by {_KEY}
        )
        select level, object, was.object_name as object_name, production_date, policy,
            was.oee as oee_first, now.oee as oee_now, was.cost_low as cost_first, now.cost_low as cost_now,
            coalesce(now.currency, was.currency) as currency, was.published_at_utc as first_published_at_utc,
            now.version as version, now.published_at_utc as published_at_utc, now.change = 'removed' as is_removed
        from versions
        where now.change = 'removed' or now.oee is distinct from was.oee
            or now.cost_low is distinct from was.cost_low
        order by version desc, production_date desc, level, object, policy"""  # noqa: S608 - names of columns
    )
    comment_on(connection, _COMMENTS)
