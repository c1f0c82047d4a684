{{ config(
    materialized='incremental',
    incremental_strategy='append',
    on_schema_change='append_new_columns',
    pre_hook=delete_asked_days()
) }}

-- A stop's cost is cut with its time: by production day and by the reasons that follow one another within it. Costs add over
-- all units of a line, as a stop that another unit caused carries none of its own.
with segments as (

    select
        segments.*,
        stops.kind,
        cast(segments.duration_us as double) / stops.duration_us as share,
        segments.start_utc = stops.start_utc as is_stop_start,
        costs.lost_contribution,
        costs.idle_labour,
        costs.recovery,
        costs.cost,
        costs.cost_high,
        costs.currency,
        costs.cost_missing
    from {{ ref('int_segments') }} as segments
    inner join {{ ref('int_stops') }} as stops on segments.stop_id = stops.stop_id
    inner join {{ ref('int_stop_costs') }} as costs on segments.stop_id = costs.stop_id
    where {{ is_asked_day('segments.production_date') }}

),

units as (

    select * from {{ ref('stg_plant__work_units') }}

),

at_levels as (

    {% for level in ['work_unit', 'line', 'area', 'site', 'enterprise'] %}
    select
        '{{ level }}' as level,
        units.{{ level }} as object,
        segments.*
    from segments
    inner join units on segments.work_unit = units.work_unit
    {{ 'union all' if not loop.last }}
    {% endfor %}

)

select
    level,
    object,
    production_date,
    kind,
    reason,
    {{ us_to_s('sum(duration_us)') }} as duration_s,
    cast(sum(case when is_stop_start then 1 else 0 end) as bigint) as stop_count,
    {{ sum_of_money('lost_contribution * share') }} as lost_contribution,
    {{ sum_of_money('idle_labour * share') }} as idle_labour,
    {{ sum_of_money('recovery * share') }} as recovery,
    {{ sum_of_money('cost * share') }} as cost,
    {{ sum_of_money('cost * share') }} as cost_low,
    {{ sum_of_money('cost_high * share') }} as cost_high,
    currency,
    {{ joined_texts('cost_missing') }} as cost_missing
from at_levels
group by level, object, production_date, kind, reason, currency
