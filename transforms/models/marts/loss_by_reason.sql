{{ config(
    materialized='incremental',
    incremental_strategy='append',
    on_schema_change='append_new_columns',
    pre_hook=delete_asked_site_days()
) }}

-- A line led by its constraint loses its constraint's time, so its levels above add that unit alone.
with segments as (

    select
        segments.work_unit,
        segments.site,
        segments.production_date,
        segments.bucket,
        segments.reason,
        segments.duration_s,
        stops.start_utc is not null as is_stop_start
    from {{ ref('fct_time_segments') }} as segments
    left join {{ ref('fct_stops') }} as stops
        on segments.stop_id = stops.stop_id and segments.start_utc = stops.start_utc
    where {{ is_asked_date('segments.production_date') }}

),

units as (

    select * from {{ ref('stg_plant__work_units') }}

),

at_levels as (

    {% for level in ['work_unit', 'line', 'area', 'site', 'enterprise'] %}
    select
        '{{ level }}' as level,
        units.{{ level }} as object,
        {{ 'cast(null as varchar)' if level == 'enterprise' else 'segments.site' }} as site,
        segments.production_date,
        segments.bucket,
        segments.reason,
        segments.duration_s,
        segments.is_stop_start
    from segments
    inner join units on segments.work_unit = units.work_unit
    {% if level != 'work_unit' %}
    where units.line_rollup != 'constraint' or units.line_constraint = units.work_unit
    {% endif %}
    {{ 'union all' if not loop.last }}
    {% endfor %}

)

select
    level,
    object,
    site,
    production_date,
    bucket,
    reason,
    cast(sum(duration_s) as decimal(18, 6)) as duration_s,
    cast(sum(case when is_stop_start then 1 else 0 end) as bigint) as stop_count
from at_levels
where bucket != 'producing' and {{ is_asked_site_day('site', 'production_date') }}
group by level, object, site, production_date, bucket, reason
