{{ config(
    materialized='incremental',
    incremental_strategy='append',
    on_schema_change='append_new_columns',
    pre_hook=delete_asked_site_days()
) }}

-- A stop's cost is cut with its time: by production day and by the reasons that follow one another within it. Costs add over
-- all units of a line, as a stop that another unit caused carries none of its own.
with segments as (

    {{ parts_of_stops(
        ['work_unit', 'site', 'production_date', 'reason'],
        ['kind', 'lost_contribution', 'idle_labour', 'recovery', 'restart_scrap', 'restart_scrap_high', 'repair', 'idle_energy',
         'cost', 'cost_high', 'currency', 'cost_missing'],
        is_asked_date('segments.production_date')
    ) }}

),

units as (

    select * from {{ ref('stg_plant__work_units') }}

),

at_levels as (

    {% for level in ['work_unit', 'line', 'area', 'site', 'enterprise'] %}
    select
        '{{ level }}' as level,
        units.{{ level }} as object,
        {{ 'cast(null as varchar)' if level == 'enterprise' else 'segments.site' }} as asked_site,
        segments.*
    from segments
    inner join units on segments.work_unit = units.work_unit
    {{ 'union all' if not loop.last }}
    {% endfor %}

)

select
    level,
    object,
    asked_site as site,
    production_date,
    kind,
    reason,
    cast(sum(duration_s) as decimal(18, 6)) as duration_s,
    cast(sum(case when is_stop_start then 1 else 0 end) as bigint) as stop_count,
    {{ sum_of_money('lost_contribution * share') }} as lost_contribution,
    {{ sum_of_money('idle_labour * share') }} as idle_labour,
    {{ sum_of_money('recovery * share') }} as recovery,
    {{ sum_of_money('restart_scrap * share') }} as restart_scrap,
    {{ sum_of_money('restart_scrap_high * share') }} as restart_scrap_high,
    {{ sum_of_money('repair * share') }} as repair,
    {{ sum_of_money('idle_energy * share') }} as idle_energy,
    {{ sum_of_money('cost * share') }} as cost,
    {{ sum_of_money('cost * share') }} as cost_low,
    {{ sum_of_money('cost_high * share') }} as cost_high,
    currency,
    {{ joined_texts('cost_missing') }} as cost_missing
from at_levels
where {{ is_asked_site_day('asked_site', 'production_date') }}
group by level, object, asked_site, production_date, kind, reason, currency
