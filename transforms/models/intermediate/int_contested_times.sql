{{ config(
    materialized='incremental',
    incremental_strategy='append',
    on_schema_change='append_new_columns',
    pre_hook=delete_asked_days()
) }}

-- Stored for the whole history.
-- One row per work unit, production day and set of orders that were booked on it at once while it produced, so that none of them
-- is the time's order: how long that was. Of several bases the first counts.
with stretches as (

    select
        sweep.work_unit,
        sweep.ts_utc as start_utc,
        sweep.next_utc as end_utc,
        sweep.several_orders,
        bases.precedence
    from {{ ref('int_operation_sweep') }} as sweep
    inner join {{ ref('int_order_bases') }} as bases
        on sweep.work_unit = bases.work_unit and sweep.basis = bases.basis and bases.layer = 'order'
    where sweep.several_orders is not null

),

contested as (

    select
        segments.work_unit,
        segments.production_date,
        stretches.several_orders,
        greatest(segments.start_utc, stretches.start_utc) as start_utc,
        least(segments.end_utc, stretches.end_utc) as end_utc
    from {{ ref('fct_time_segments') }} as segments
    inner join stretches
        on
            segments.work_unit = stretches.work_unit
            and segments.start_utc < stretches.end_utc
            and segments.end_utc > stretches.start_utc
    left join stretches as earlier
        on
            stretches.work_unit = earlier.work_unit
            and stretches.precedence > earlier.precedence
            and stretches.start_utc < earlier.end_utc
            and stretches.end_utc > earlier.start_utc
    where
        segments.bucket = 'producing'
        and segments.order_id is null
        and earlier.work_unit is null
        and {{ is_asked_day('segments.work_unit', 'segments.production_date') }}

)

select
    work_unit,
    production_date,
    several_orders,
    count(*) as row_count,
    {{ us_to_s('sum(' ~ us_between('start_utc', 'end_utc') ~ ')') }} as duration_s,
    min(start_utc) as start_utc,
    max(end_utc) as end_utc
from contested
group by work_unit, production_date, several_orders
