-- One row per order and work unit or line that ran it: its execution from the first to the last moment of set-up or running
-- there, the busy time that it took, and what it made. `production_date` is the day it last ran: there it counts as a whole.
with segments as (

    select
        segments.*,
        units.line_rollup,
        units.line_constraint
    from {{ ref('fct_time_segments') }} as segments
    inner join {{ ref('stg_plant__work_units') }} as units on segments.work_unit = units.work_unit
    where
        segments.order_id is not null
        and segments.bucket in ('producing', 'changeover', 'breakdown', 'minor_stop')

),

times as (

    {% for level in ['work_unit', 'line'] %}
    select
        '{{ level }}' as level,
        {{ level }} as object,
        order_id,
        min(case when bucket in ('producing', 'changeover') then start_utc end) as start_utc,
        max(case when bucket in ('producing', 'changeover') then end_utc end) as end_utc,
        max(case when bucket in ('producing', 'changeover') then production_date end) as production_date,
        sum(duration_s) as busy_s,
        sum(case when bucket = 'producing' then duration_s else 0 end) as production_s
    from segments
    group by {{ level }}, order_id
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

counts as (

    {% for level in ['work_unit', 'line'] %}
    select
        '{{ level }}' as level,
        production.{{ level }} as object,
        production.order_id,
        {% if level == 'work_unit' %}
        sum(production.total_count) as produced_quantity,
        {% else %}
        sum(
            case
                when units.line_rollup != 'constraint' or units.work_unit = units.line_constraint
                    then production.total_count
                else 0
            end
        ) as produced_quantity,
        {% endif %}
        sum(production.reject_count) as scrap_quantity
    from {{ ref('fct_production') }} as production
    inner join {{ ref('stg_plant__work_units') }} as units on production.work_unit = units.work_unit
    where production.order_id is not null
    group by production.{{ level }}, production.order_id
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

final as (

    select
        times.level,
        times.object,
        times.order_id,
        times.production_date,
        {{ us_to_s(us_between('times.start_utc', 'times.end_utc')) }} as order_execution_s,
        times.busy_s as order_busy_s,
        times.production_s as order_production_s,
        coalesce(counts.produced_quantity, 0) as order_quantity,
        case
            when orders.planned_scrap_quantity is not null then coalesce(counts.scrap_quantity, 0)
        end as order_scrap_quantity,
        orders.planned_scrap_quantity
    from times
    left join counts
        on times.level = counts.level and times.object = counts.object and times.order_id = counts.order_id
    left join {{ ref('stg_lake__orders') }} as orders on times.order_id = orders.order_id
    where times.start_utc is not null

)

select * from final
