{{ config(materialized='view') }}

-- Time and counts of each object and production day as OEE adds them: at a line led by its constraint the constraint's time.
-- No bucket depends on a loss policy, so any one policy's rows serve. Counts are NULL where a unit that leads is not counted.
with parts as (

    select
        *,
        row_number() over (partition by level, object, production_date, shift order by policy) as nth
    from {{ ref('int_oee_parts') }}

),

counted as (

    {% for level in ['work_unit', 'line', 'area', 'site', 'enterprise'] %}
    select
        '{{ level }}' as level,
        units.{{ level }} as object,
        min(case when measures.basis = 'unmeasured' then 0 else 1 end) as is_counted,
        min(case when measures.quality_basis = 'unmeasured' then 0 else 1 end) as is_judged
    from {{ ref('stg_plant__work_units') }} as units
    inner join {{ ref('int_unit_measures') }} as measures on units.work_unit = measures.work_unit
    {% if level != 'work_unit' %}
    where units.line_rollup != 'constraint' or units.work_unit in (units.line_constraint, units.line_exit)
    {% endif %}
    group by units.{{ level }}
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

final as (

    select
        parts.level,
        parts.object,
        parts.production_date,
        sum(parts.producing_s) as production_s,
        sum(parts.changeover_s) as setup_s,
        sum(parts.breakdown_s + parts.minor_stop_s) as delay_s,
        sum(parts.known_busy_s) as planned_busy_s,
        case when max(counted.is_counted) = 1 then sum(parts.total_count) end as produced_quantity,
        case when max(counted.is_judged) = 1 then sum(parts.good_count) end as good_quantity,
        case when max(counted.is_judged) = 1 then sum(parts.reject_count) end as scrap_quantity
    from parts
    inner join counted on parts.level = counted.level and parts.object = counted.object
    where parts.nth = 1
    group by parts.level, parts.object, parts.production_date

)

select * from final
