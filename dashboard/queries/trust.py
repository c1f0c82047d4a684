"""How far the figures can be trusted: the publication, its sources, files, rejected rows, tags and checks."""

from datetime import datetime

import duckdb
import polars as pl

from dashboard.queries.ask import UTC_TIME, ask

ROWS_SHOWN = 1000


def publication(connection: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """The one row about the published version: its name, times (UTC), loss policy and number of checks."""
    return ask(
        connection,
        """
        select version::varchar as version, published_at_utc::timestamptz as published_at_utc,
            code_version, loss_policy, data_from::date as data_from, data_to_utc::timestamptz as data_to_utc,
            checks_passed, checks_failed
        from meta.publication order by published_at_utc desc limit 1
        """,
        None,
        {
            "version": pl.String,
            "published_at_utc": UTC_TIME,
            "code_version": pl.String,
            "loss_policy": pl.String,
            "data_from": pl.Date,
            "data_to_utc": UTC_TIME,
            "checks_passed": pl.Int64,
            "checks_failed": pl.Int64,
        },
    )


def sources(connection: duckdb.DuckDBPyConnection, now: datetime, site: str | None) -> pl.DataFrame:
    """One row a source of ``site`` (all when ``None``): silent ones first, then late ones, each the stalest first.

    age_s is seconds from its newest data to ``now``; condition is ``late`` past fresh_within_s, ``silent`` when it
    never gave data with a time, else ``fresh``. A source that carries no times (prices, routings) is judged by its
    last load.
    """
    return ask(
        connection,
        """
        with aged as (
            select *, coalesce(newest_data_utc, last_loaded_utc)::timestamptz as newest_utc,
                epoch($now::timestamptz - coalesce(newest_data_utc, last_loaded_utc)::timestamptz) as age_s
            from meta.sources
            where $site is null or site = $site
        )
        select source, site, reader, newest_utc, last_loaded_utc::timestamptz as last_loaded_utc, age_s, fresh_within_s,
            case when age_s is null then 'silent' when age_s > fresh_within_s then 'late' else 'fresh' end as condition,
            files, rows_loaded, rows_rejected
        from aged
        order by condition <> 'silent', condition <> 'late', age_s desc, source
        """,
        {"now": now, "site": site},
        {
            "source": pl.String,
            "site": pl.String,
            "reader": pl.String,
            "newest_utc": UTC_TIME,
            "last_loaded_utc": UTC_TIME,
            "age_s": pl.Float64,
            "fresh_within_s": pl.Float64,
            "condition": pl.String,
            "files": pl.Int64,
            "rows_loaded": pl.Int64,
            "rows_rejected": pl.Int64,
        },
    )


def files(connection: duckdb.DuckDBPyConnection, site: str | None, file_id: str | None = None) -> pl.DataFrame:
    """The newest files of ``site``'s sources, quarantined ones first, at most ``ROWS_SHOWN``.

    ``file_id`` is the hash of a file's content: with it, the loads of that file alone, for names come twice.
    """
    return ask(
        connection,
        f"""
        select files.file_id, files.status, files.file_name, files.source, files.reason, files.rows_read,
            files.rows_loaded, files.rows_rejected, files.min_ts_utc::timestamptz as min_ts_utc,
            files.max_ts_utc::timestamptz as max_ts_utc, files.loaded_at_utc::timestamptz as loaded_at_utc
        from meta.files as files
        left join meta.sources as sources using (source)
        where ($site is null or sources.site = $site) and ($file_id is null or files.file_id = $file_id)
        order by files.status <> 'quarantined', files.loaded_at_utc desc, files.file_name
        limit {ROWS_SHOWN}
        """,  # noqa: S608 - the limit is a constant of this module
        {"site": site, "file_id": file_id},
        {
            **dict.fromkeys(("file_id", "status", "file_name", "source", "reason"), pl.String),
            "rows_read": pl.Int64,
            "rows_loaded": pl.Int64,
            "rows_rejected": pl.Int64,
            "min_ts_utc": UTC_TIME,
            "max_ts_utc": UTC_TIME,
            "loaded_at_utc": UTC_TIME,
        },
    )


def rejected_rows(connection: duckdb.DuckDBPyConnection, site: str | None, file_id: str | None = None) -> pl.DataFrame:
    """Rejected rows of ``site``'s sources (of one file's loads), newest load first, at most ``ROWS_SHOWN``."""
    return ask(
        connection,
        f"""
        select rejected.reason, rejected.raw, rejected.file_name, rejected.member, rejected.row_no, rejected.source,
            files.file_id
        from meta.rejected_rows as rejected
        left join meta.files as files using (source, load_seq)
        left join meta.sources as sources using (source)
        where ($site is null or sources.site = $site) and ($file_id is null or files.file_id = $file_id)
        order by rejected.load_seq desc, rejected.source, rejected.row_no
        limit {ROWS_SHOWN}
        """,  # noqa: S608 - the limit is a constant of this module
        {"site": site, "file_id": file_id},
        {
            "reason": pl.String,
            "raw": pl.String,
            "file_name": pl.String,
            "member": pl.String,
            "row_no": pl.Int64,
            "source": pl.String,
            "file_id": pl.String,
        },
    )


def coverage(connection: duckdb.DuckDBPyConnection, site: str | None) -> pl.DataFrame:
    """One row a source with tags, the one with the worst share of good samples first.

    Columns: source, tags, mapped_tags, silent_tags (mapped, but never seen), samples and good_share (0..1) of the
    mapped tags, last_utc (its newest sample of a mapped tag).
    """
    return ask(
        connection,
        """
        select tags.source, count(*) as tags, count(*) filter (where tags.is_mapped) as mapped_tags,
            count(*) filter (where tags.is_mapped and coalesce(tags.samples, 0) = 0) as silent_tags,
            sum(tags.samples) filter (where tags.is_mapped) as samples,
            sum(tags.samples * tags.good_share) filter (where tags.is_mapped)
                / nullif(sum(tags.samples) filter (where tags.is_mapped), 0) as good_share,
            max(tags.last_utc) filter (where tags.is_mapped)::timestamptz as last_utc
        from meta.tag_coverage as tags
        left join meta.sources as sources using (source)
        where $site is null or sources.site = $site
        group by tags.source order by good_share nulls first, tags.source
        """,
        {"site": site},
        {
            "source": pl.String,
            "tags": pl.Int64,
            "mapped_tags": pl.Int64,
            "silent_tags": pl.Int64,
            "samples": pl.Int64,
            "good_share": pl.Float64,
            "last_utc": UTC_TIME,
        },
    )


def tags(connection: duckdb.DuckDBPyConnection, site: str | None) -> pl.DataFrame:
    """One row a tag of ``site``'s sources: unmapped first, then by the worst share of good samples (0..1)."""
    return ask(
        connection,
        """
        select tags.is_mapped, tags.tag, tags.source, tags.work_unit, tags.signal, tags.samples, tags.good_share,
            tags.first_utc::timestamptz as first_utc, tags.last_utc::timestamptz as last_utc
        from meta.tag_coverage as tags
        left join meta.sources as sources using (source)
        where $site is null or sources.site = $site
        order by tags.is_mapped, tags.good_share nulls first, tags.source, tags.tag
        """,
        {"site": site},
        {
            "is_mapped": pl.Boolean,
            "tag": pl.String,
            "source": pl.String,
            "work_unit": pl.String,
            "signal": pl.String,
            "samples": pl.Int64,
            "good_share": pl.Float64,
            "first_utc": UTC_TIME,
            "last_utc": UTC_TIME,
        },
    )


def checks(connection: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """One row a check of this publication, those that did not pass first; checked_at_utc in UTC."""
    return ask(
        connection,
        """
        select status, check_name, asset, severity, detail, checked_at_utc::timestamptz as checked_at_utc
        from meta.checks
        order by lower(status) in ('pass', 'passed', 'success', 'ok'), check_name
        """,
        None,
        {
            "status": pl.String,
            "check_name": pl.String,
            "asset": pl.String,
            "severity": pl.String,
            "detail": pl.String,
            "checked_at_utc": UTC_TIME,
        },
    )
