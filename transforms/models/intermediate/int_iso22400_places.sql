{{ config(materialized='view') }}

-- One row per place that quantities are booked on (a work unit or a line) and object of the hierarchy that it belongs to.
-- `leads`: whether what belongs to a line's constraint alone counts there (kpis.md, OEE).
with units as (

    select * from {{ ref('stg_plant__work_units') }}

),

final as (

    {% for level in ['work_unit', 'line', 'area', 'site', 'enterprise'] %}
    select
        'work_unit' as place_level,
        work_unit as place,
        site,
        '{{ level }}' as level,
        {{ level }} as object,
        {{ 'true' if level == 'work_unit' else "line_rollup != 'constraint' or work_unit = line_constraint" }} as leads
    from units
    {% if level != 'work_unit' %}
    union all

    select distinct
        'line' as place_level,
        line as place,
        site,
        '{{ level }}' as level,
        {{ level }} as object,
        true as leads
    from units
    {% endif %}
    {{ 'union all' if not loop.last }}
    {% endfor %}

)

select * from final
