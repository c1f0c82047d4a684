"""What changed since the period before: the change of OEE, loss by loss."""

import duckdb
import polars as pl

from dashboard.period import Period
from dashboard.queries.ask import ask
from dashboard.queries.ratios import measured_days, with_previous
from dashboard.queries.scope import Scope


def bridge(connection: duckdb.DuckDBPyConnection, scope: Scope, previous: Period) -> pl.DataFrame:
    """The way from the OEE of the previous period to that of the scope (kpis.md, "The change of OEE").

    One row a step, in order: ``before``, each loss with its effect (positive where it took less than before), ``now``.
    Columns: step, effect (0..1; of ``before`` and ``now`` the OEE itself), from_oee, to_oee. The steps close: before
    and all effects = now. No row where either period has no measured OEE.
    """
    return ask(
        connection,
        f"""
        with days as ({measured_days(scope)}),
        parts as (
            select production_date >= $first and production_date <= $last as is_now,
                nullif(sum(measured_busy_s)::double, 0) as busy, sum(measured_good_s)::double as good,
                sum(measured_breakdown_s)::double as breakdown, sum(measured_minor_stop_s)::double as minor_stop,
                sum(measured_changeover_s)::double as changeover, sum(measured_external_s)::double as external,
                sum(measured_speed_loss_s)::double as speed_loss, sum(measured_quality_loss_s)::double as quality_loss
            from days
            where level = $level and object = $place
                and (production_date between $first and $last or production_date between $first_before and $last_before)
            group by is_now
        ),
        effects as (
            select b.good / b.busy as before,
                b.breakdown / b.busy - a.breakdown / a.busy as breakdown,
                b.minor_stop / b.busy - a.minor_stop / a.busy as minor_stop,
                b.changeover / b.busy - a.changeover / a.busy as changeover,
                b.external / b.busy - a.external / a.busy as external,
                b.speed_loss / b.busy - a.speed_loss / a.busy as speed_loss,
                b.quality_loss / b.busy - a.quality_loss / a.busy as quality_loss,
                a.good / a.busy as now
            from parts as a cross join parts as b
            where a.is_now and not b.is_now and a.busy is not null and b.busy is not null
        ),
        long as (unpivot effects on columns(*) into name step value effect),
        placed as (
            select *, list_position([
                'before', 'breakdown', 'minor_stop', 'changeover', 'external', 'speed_loss', 'quality_loss', 'now'],
                step) as place_in_order
            from long
        ),
        run as (
            select *, sum(case when step = 'now' then 0 else effect end) over (order by place_in_order) as reached
            from placed
        )
        select step, effect,
            case when step in ('before', 'now') then 0 else reached - effect end as from_oee,
            case when step = 'now' then effect else reached end as to_oee
        from run order by place_in_order
        """,  # noqa: S608 - put together from constants of this package; values are bound
        with_previous(scope, previous),
        {"step": pl.String, "effect": pl.Float64, "from_oee": pl.Float64, "to_oee": pl.Float64},
    )
