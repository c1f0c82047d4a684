{{ config(
    materialized='incremental',
    incremental_strategy='append',
    on_schema_change='append_new_columns',
    pre_hook=delete_asked_days()
) }}

-- The cut of downtime_cost_by_reason, of work units, by shift and product too: the shifts of a day add up to it.
with segments as (

    {{ parts_of_stops(
        ['work_unit', 'line', 'area', 'site', 'production_date', 'shift', 'product', 'reason'],
        ['kind', 'cost', 'cost_high', 'currency', 'cost_missing'],
        is_asked_day('segments.work_unit', 'segments.production_date')
    ) }}

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
