"""Pieces of a work unit's time, and the samples that made them."""

import duckdb
import polars as pl

from dashboard.period import Period
from dashboard.queries.ask import LOCAL_TIME, UTC_TIME, ask

EVIDENCE_SHOWN = 1000


def timeline(
    connection: duckdb.DuckDBPyConnection, units: list[str], period: Period, shift: str | None = None
) -> pl.DataFrame:
    """Segments of the work units in the period, neighbours of one bucket and reason joined, in the order of ``units``.

    Of ``shift`` alone where one is given.

    Columns: work_unit, work_unit_name, production_date, bucket, reason_name, stop_id, start_local and end_local (wall
    clock of the site), duration_s, from_clock and to_clock. The last two place a segment on a clock that starts where
    the production day does and runs evenly for 23, 24 or 25 hours: 1970-01-01 plus the day's local start plus the real
    time gone, so that days of all lengths can lie under one another; that of a shift starts where the shift does.
    """
    return ask(
        connection,
        """
        with pieces as (
            select segments.work_unit, units.work_unit_name, units.time_zone, production_date, segments.bucket,
                coalesce(reasons.reason_name, segments.reason) as reason_name, segments.reason, stop_id,
                segments.start_utc::timestamptz as start_utc, segments.end_utc::timestamptz as end_utc, duration_s,
                min(segments.start_utc::timestamptz)
                    over (partition by segments.work_unit, production_date) as day_start_utc,
                case when segments.bucket is distinct from lag(segments.bucket) over by_time
                    or segments.reason is distinct from lag(segments.reason) over by_time
                    or stop_id is distinct from lag(stop_id) over by_time
                    or production_date is distinct from lag(production_date) over by_time
                    then 1 else 0 end as is_new
            from fct_time_segments as segments
            inner join dim_work_unit as units using (work_unit)
            left join dim_reason as reasons using (reason)
            where list_contains($units, segments.work_unit) and production_date between $first and $last
                and ($shift is null or segments.shift = $shift)
            window by_time as (partition by segments.work_unit order by segments.start_utc)
        ),
        numbered as (
            select *, sum(is_new) over (partition by work_unit order by start_utc rows unbounded preceding) as piece
            from pieces
        ),
        joined as (
            select work_unit, any_value(work_unit_name) as work_unit_name, any_value(time_zone) as time_zone,
                any_value(production_date) as production_date, any_value(bucket) as bucket,
                any_value(reason_name) as reason_name, any_value(stop_id) as stop_id, min(start_utc) as start_utc,
                max(end_utc) as end_utc, sum(duration_s) as duration_s, any_value(day_start_utc) as day_start_utc
            from numbered group by work_unit, piece
        ),
        clocked as (
            select *, date '1970-01-01' + (day_start_utc at time zone time_zone)::time as clock
            from joined
        )
        select work_unit, work_unit_name, production_date, bucket, reason_name, stop_id,
            start_utc at time zone time_zone as start_local, end_utc at time zone time_zone as end_local, duration_s,
            clock + (start_utc - day_start_utc) as from_clock, clock + (end_utc - day_start_utc) as to_clock
        from clocked order by list_position($units, work_unit), start_utc
        """,
        {"units": units, "first": period.first, "last": period.last, "shift": shift},
        {
            "work_unit": pl.String,
            "work_unit_name": pl.String,
            "production_date": pl.Date,
            "bucket": pl.String,
            "reason_name": pl.String,
            "stop_id": pl.String,
            "start_local": LOCAL_TIME,
            "end_local": LOCAL_TIME,
            "duration_s": pl.Float64,
            "from_clock": LOCAL_TIME,
            "to_clock": LOCAL_TIME,
        },
    )


# Where and when a stop was: an id alone would be looked for in all rows, these are few of a large plant's.
OF_STOP = """
    segments.stop_id = $stop_id and segments.work_unit = $work_unit
    and segments.production_date between $first and $last
"""


def _where(connection: duckdb.DuckDBPyConnection, stop_id: str) -> dict[str, object]:
    """The parameters of ``OF_STOP``; a stop that runs on for days is cut at each of them."""
    found = connection.execute(
        """
        select work_unit, production_date, production_date + date_diff('day', start_utc, end_utc)::integer + 1
        from fct_stops where stop_id = $stop_id
        """,
        {"stop_id": stop_id},
    ).fetchone()
    work_unit, first, last = found or (None, None, None)
    return {"stop_id": stop_id, "work_unit": work_unit, "first": first, "last": last}


def of_stop(connection: duckdb.DuckDBPyConnection, stop_id: str) -> pl.DataFrame:
    """The segments that one stop is cut into, in order of time; start_local and end_local are the site's clock."""
    return ask(
        connection,
        f"""
        select segment_id, segments.start_utc::timestamptz at time zone units.time_zone as start_local,
            segments.end_utc::timestamptz at time zone units.time_zone as end_local, duration_s, segments.bucket, state,
            raw_state, coalesce(reasons.reason_name, segments.reason) as reason_name, shift, production_date, order_id,
            product
        from fct_time_segments as segments
        inner join dim_work_unit as units using (work_unit)
        left join dim_reason as reasons using (reason)
        where {OF_STOP}
        order by segments.start_utc
        """,  # noqa: S608 - a constant of this module; values are bound
        _where(connection, stop_id),
        {
            "segment_id": pl.String,
            "start_local": LOCAL_TIME,
            "end_local": LOCAL_TIME,
            "duration_s": pl.Float64,
            **dict.fromkeys(("bucket", "state", "raw_state", "reason_name", "shift"), pl.String),
            "production_date": pl.Date,
            "order_id": pl.String,
            "product": pl.String,
        },
    )


def evidence(connection: duckdb.DuckDBPyConnection, stop_id: str) -> pl.DataFrame:
    """The samples behind a stop's segments, in order of time, at most ``EVIDENCE_SHOWN``.

    Columns: ts_utc, ts_local (the site's clock), signal, tag, value (as text), quality (good, uncertain, bad), source,
    file_id, file_name, row_no (line of a text file, ordinal of an element).
    """
    return ask(
        connection,
        f"""
        select distinct evidence.ts_utc::timestamptz as ts_utc,
            evidence.ts_utc::timestamptz at time zone units.time_zone as ts_local, evidence.signal, evidence.tag,
            coalesce(evidence.value_text, evidence.value_num::varchar) as value,
            case evidence.quality when 2 then 'good' when 1 then 'uncertain' when 0 then 'bad' end as quality,
            evidence.source, evidence.file_id, evidence.file_name, evidence.row_no
        from fct_evidence as evidence
        inner join fct_time_segments as segments using (segment_id)
        inner join dim_work_unit as units on segments.work_unit = units.work_unit
        where {OF_STOP} and evidence.work_unit = $work_unit and evidence.production_date between $first and $last
        order by ts_utc, tag, row_no
        limit {EVIDENCE_SHOWN}
        """,  # noqa: S608 - constants of this module; values are bound
        _where(connection, stop_id),
        {
            "ts_utc": UTC_TIME,
            "ts_local": LOCAL_TIME,
            **dict.fromkeys(("signal", "tag", "value", "quality", "source", "file_id", "file_name"), pl.String),
            "row_no": pl.Int64,
        },
    )
