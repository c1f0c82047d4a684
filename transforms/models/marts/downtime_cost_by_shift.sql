{{ config(
    materialized='incremental',
    incremental_strategy='append',
    on_schema_change='append_new_columns',
    pre_hook=delete_asked_days()
) }}

-- The cut of downtime_cost_by_reason, of work units, by shift and product too: the shifts of a day add up to it.
with segments as (

    select
        segments.work_unit,
        segments.line,
        segments.area,
        segments.site,
        segments.production_date,
        segments.shift,
        segments.product,
        segments.reason,
        segments.duration_s,
        stops.kind,
        cast(segments.duration_s as double) / cast(stops.duration_s as double) as share,
        segments.start_utc = stops.start_utc as is_stop_start,
        stops.cost,
        stops.cost_high,
        stops.currency,
        stops.cost_missing
    from {{ ref('fct_time_segments') }} as segments
    inner join {{ ref('fct_stops') }} as stops on segments.stop_id = stops.stop_id
    where {{ is_asked_day('segments.work_unit', 'segments.production_date') }}

)

select
    work_unit,
    line,
    area,
    site,
    production_date,
    shift,
    product,
    kind,
    reason,
    cast(sum(duration_s) as decimal(18, 6)) as duration_s,
    cast(sum(case when is_stop_start then 1 else 0 end) as bigint) as stop_count,
    {{ sum_of_money('cost * share') }} as cost,
    {{ sum_of_money('cost * share') }} as cost_low,
    {{ sum_of_money('cost_high * share') }} as cost_high,
    currency,
    {{ joined_texts('cost_missing') }} as cost_missing
from segments
group by work_unit, line, area, site, production_date, shift, product, kind, reason, currency
