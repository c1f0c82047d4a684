"""What was published when and why, which figures it restated, and what became of closed periods of the books."""

import duckdb
import polars as pl

from dashboard.queries.ask import UTC_TIME, ask
from dashboard.queries.ratios import PUBLISHED_POLICY

ROWS_SHOWN = 1000


def publications(connection: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """One row a published version, the newest first, at most ``ROWS_SHOWN``.

    Columns: version, published_at_utc, reason (what made it differ, in words), new_files, retracted_files,
    code_version, code_changed, configuration_changed, changed_settings, restated_days (figures of a place and day).
    """
    return ask(
        connection,
        f"""
        with settings as (select version, count(*) as changed from meta.configuration_changes group by version),
        figures as (
            select version, count(*) as restated from meta.kpi_history
            where change <> 'first' and {PUBLISHED_POLICY} group by version
        )
        select version, published_at_utc::timestamptz as published_at_utc, reason, new_files, retracted_files,
            code_version, code_changed, configuration_changed, coalesce(settings.changed, 0) as changed_settings,
            coalesce(figures.restated, 0) as restated_days
        from meta.publication_history left join settings using (version) left join figures using (version)
        order by version desc limit {ROWS_SHOWN}
        """,  # noqa: S608 - constants
        None,
        {
            "version": pl.String,
            "published_at_utc": UTC_TIME,
            "reason": pl.String,
            "new_files": pl.Int64,
            "retracted_files": pl.Int64,
            "code_version": pl.String,
            "code_changed": pl.Boolean,
            "configuration_changed": pl.Boolean,
            "changed_settings": pl.Int64,
            "restated_days": pl.Int64,
        },
    )


def configuration_changes(connection: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """One row a setting that changed, the newest version's first: where it is written and both values as text."""
    return ask(
        connection,
        f"""
        select published_at_utc::timestamptz as published_at_utc, origin, item, setting, value_before, value_after,
            version
        from meta.configuration_changes order by version desc, origin, item, setting limit {ROWS_SHOWN}
        """,  # noqa: S608 - the limit is a constant of this module
        None,
        {
            "published_at_utc": UTC_TIME,
            **dict.fromkeys(("origin", "item", "setting", "value_before", "value_after", "version"), pl.String),
        },
    )


def restated(connection: duckdb.DuckDBPyConnection, level: str, place: str) -> pl.DataFrame:
    """One row a production day of a place, and of the lines and work units within it, whose figures are other than when
    they were first published; the newest restatement first, at most ``ROWS_SHOWN``.

    Columns: object_name, level, production_date, oee_first, oee_now, oee_change (0..1), cost_first, cost_now,
    cost_change (of stops, as configured) in currency, first_published_utc, changed_utc, version, reason (why the
    version that changed it last differs from the one before), is_removed (the day has no figures any more).
    """
    return ask(
        connection,
        f"""
        with members as (
            select $level as level, $place as object
            union
            select unnest(['line', 'work_unit']), unnest([line, work_unit]) from dim_work_unit
            where case $level when 'line' then line when 'site' then site else enterprise end = $place
        )
        select coalesce(object_name, object) as object_name, level, production_date, oee_first, oee_now,
            oee_now - oee_first as oee_change, cost_first, cost_now, cost_now - cost_first as cost_change, currency,
            first_published_at_utc::timestamptz as first_published_utc,
            figures.published_at_utc::timestamptz as changed_utc, version, publications.reason, is_removed
        from meta.restated_figures as figures
        inner join members using (level, object)
        left join meta.publication_history as publications using (version)
        where {PUBLISHED_POLICY} and (
            is_removed or round(oee_now, 4) is distinct from round(oee_first, 4)
            or round(cost_now, 2) is distinct from round(cost_first, 2)
        )
        order by version desc, production_date desc,
            list_position(['enterprise', 'site', 'line', 'work_unit'], level), object
        limit {ROWS_SHOWN}
        """,  # noqa: S608 - put together from constants; values are bound
        {"level": level, "place": place},
        {
            "object_name": pl.String,
            "level": pl.String,
            "production_date": pl.Date,
            **dict.fromkeys(
                ("oee_first", "oee_now", "oee_change", "cost_first", "cost_now", "cost_change"), pl.Float64
            ),
            "currency": pl.String,
            "first_published_utc": UTC_TIME,
            "changed_utc": UTC_TIME,
            "version": pl.String,
            "reason": pl.String,
            "is_removed": pl.Boolean,
        },
    )


def closed_periods(connection: duckdb.DuckDBPyConnection, level: str, place: str) -> pl.DataFrame:
    """One row a closed period of the books of a place, the newest first: fiscal_period, closed_on, oee as closed."""
    return ask(
        connection,
        f"""
        select fiscal_period, max(closed_on) as closed_on,
            max(as_closed) filter (where figure = 'oee' and {PUBLISHED_POLICY}) as oee
        from meta.closed_periods where level = $level and object = $place
        group by fiscal_period order by closed_on desc, fiscal_period
        """,  # noqa: S608 - a constant; values are bound
        {"level": level, "place": place},
        {"fiscal_period": pl.String, "closed_on": pl.Date, "oee": pl.Float64},
    )


def adjustments(connection: duckdb.DuckDBPyConnection, level: str, place: str) -> pl.DataFrame:
    """One row a figure of a closed period that a version restated, the newest first, OEE and costs before the others.

    Columns: published_at_utc, fiscal_period, figure (a column of oee_by_fiscal_period, or a cost), policy (of a cost
    its currency), as_closed, value_before, value_after, adjustment, reason, version. At most ``ROWS_SHOWN``.
    """
    return ask(
        connection,
        f"""
        select published_at_utc::timestamptz as published_at_utc, fiscal_period, figure, policy, as_closed,
            value_before, value_after, adjustment, reason, version
        from meta.period_adjustments
        where level = $level and object = $place and (figure in ('cost_low', 'cost_high') or {PUBLISHED_POLICY})
        order by version desc, fiscal_period desc, figure not in ('oee', 'cost_low', 'cost_high'), figure, policy
        limit {ROWS_SHOWN}
        """,  # noqa: S608 - constants; values are bound
        {"level": level, "place": place},
        {
            "published_at_utc": UTC_TIME,
            **dict.fromkeys(("fiscal_period", "figure", "policy"), pl.String),
            **dict.fromkeys(("as_closed", "value_before", "value_after", "adjustment"), pl.Float64),
            "reason": pl.String,
            "version": pl.String,
        },
    )


def files_behind(connection: duckdb.DuckDBPyConnection, site: str | None, versions: list[str]) -> pl.DataFrame:
    """One row a file of ``site``'s sources (all when ``None``) that came with one of ``versions``, the newest first.

    Columns: version, file_id, file_name, source. A version that other settings or other code alone restated has none.
    """
    return ask(
        connection,
        """
        with spans as (
            select version, lag(last_load_seq, 1, 0) over (order by version) as seen_before, last_load_seq
            from meta.publication_history
        )
        select spans.version, files.file_id, files.file_name, files.source
        from spans
        inner join meta.files as files
            on files.load_seq > spans.seen_before and files.load_seq <= spans.last_load_seq
        left join meta.sources as sources using (source)
        where files.status = 'loaded' and list_contains($versions, spans.version)
            and ($site is null or sources.site = $site)
        order by spans.version desc, files.load_seq desc, files.file_name
        """,
        {"site": site, "versions": versions},
        dict.fromkeys(("version", "file_id", "file_name", "source"), pl.String),
    )
