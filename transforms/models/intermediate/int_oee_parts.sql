-- The additive parts of every KPI: per level and object, production day, shift and loss policy. A roll-up adds these and
-- divides once.
{{ config(
    materialized='incremental',
    incremental_strategy='append',
    on_schema_change='append_new_columns',
    pre_hook=delete_asked_site_days()
) }}

with units as (

    select * from {{ ref('stg_plant__work_units') }}

),

contributions as (

    select
        'work_unit' as level,
        unit_shifts.work_unit as object,
        unit_shifts.work_unit,
        unit_shifts.site,
        unit_shifts.production_date,
        unit_shifts.shift,
        {{ oee_additive_columns('unit_shifts') }},
        cast(0 as double) as wip_change_count,
        unit_shifts.unmeasured_because,
        unit_shifts.is_rated,
        unit_shifts.is_measured
    from {{ ref('int_unit_shifts') }} as unit_shifts

    {% for level in ['line', 'area', 'site', 'enterprise'] %}
    union all

    select
        '{{ level }}' as level,
        units.{{ level }} as object,
        line_shifts.work_unit,
        {{ 'cast(null as varchar)' if level == 'enterprise' else 'line_shifts.site' }} as site,
        line_shifts.production_date,
        line_shifts.shift,
        {{ oee_additive_columns('line_shifts') }},
        line_shifts.wip_change_count,
        line_shifts.unmeasured_because,
        line_shifts.is_rated,
        line_shifts.is_measured
    from {{ ref('int_line_shifts') }} as line_shifts
    inner join units on line_shifts.work_unit = units.work_unit
    {% endfor %}

),

{{ oee_parts_of_contributions(['production_date', 'shift']) }}

select * from added
