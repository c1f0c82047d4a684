{# Orders that were due in a period, at every level from line to enterprise, by the production day of their due time: each ratio
   divides once (kpis.md, Delivery). `period` is a column of dim_date. #}
{% macro delivery_rollup(period) %}
with due as (

    select
        orders.*,
        coalesce(orders.due_utc, orders.planned_finish_utc) as wanted_utc
    from {{ ref('orders') }} as orders
    where orders.is_due and orders.planned_quantity is not null

),

dated as (

    select
        due.*,
        dates.{{ period }}
    from due
    inner join {{ ref('stg_plant__production_days') }} as days
        on due.site = days.site and due.wanted_utc >= days.start_utc and due.wanted_utc < days.end_utc
    inner join {{ ref('dim_date') }} as dates on days.production_date = dates.production_date

),

lines as (

    select distinct
        line,
        area,
        site,
        enterprise
    from {{ ref('stg_plant__work_units') }}

),

added as (

    {% for level in ['line', 'area', 'site', 'enterprise'] %}
    select
        '{{ level }}' as level,
        lines.{{ level }} as object,
        dated.{{ period }},
        count(*) as due_order_count,
        count(*) filter (where dated.is_on_time_in_full) as on_time_in_full_count,
        count(*) filter (where dated.is_on_schedule) as on_schedule_count,
        count(*) filter (where dated.not_on_time_in_full_because like 'late%') as late_order_count,
        count(*) filter (where dated.not_on_time_in_full_because = 'short') as short_order_count,
        count(*) filter (where dated.not_on_time_in_full_because in ('never ran', 'begun after it was due'))
            as not_begun_order_count
    from dated
    inner join lines on dated.line = lines.line
    group by lines.{{ level }}, dated.{{ period }}
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

names as (

    select * from {{ ref('int_objects') }}

)

select
    added.level,
    added.object,
    names.object_name,
    added.{{ period }},
    cast(added.due_order_count as bigint) as due_order_count,
    cast(added.on_time_in_full_count as bigint) as on_time_in_full_count,
    cast(added.on_schedule_count as bigint) as on_schedule_count,
    cast(added.late_order_count as bigint) as late_order_count,
    cast(added.short_order_count as bigint) as short_order_count,
    cast(added.not_begun_order_count as bigint) as not_begun_order_count,
    {{ ratio('added.on_time_in_full_count', 'added.due_order_count') }} as on_time_in_full,
    {{ ratio('added.on_schedule_count', 'added.due_order_count') }} as schedule_adherence
from added
left join names on added.level = names.level and added.object = names.object
{% endmacro %}
