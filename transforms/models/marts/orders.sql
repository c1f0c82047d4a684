-- Actual start and finish are the first and last time that any work unit ran the order; good units are those of the last unit
-- of a line that made it.
with planned as (

    select * from {{ ref('stg_lake__orders') }}

),

ran as (

    select
        segments.order_id,
        max(units.site) as site,
        min(segments.start_utc) as actual_start_utc,
        max(segments.end_utc) as actual_finish_utc,
        cast(sum(segments.duration_s) as decimal(18, 6)) as producing_s
    from {{ ref('fct_time_segments') }} as segments
    inner join {{ ref('stg_plant__work_units') }} as units on segments.work_unit = units.work_unit
    where segments.bucket = 'producing' and segments.order_id is not null
    group by segments.order_id

),

counted as (

    select
        production.order_id,
        sum(production.good_count) filter (where units.line_exit = units.work_unit) as good_count,
        sum(production.reject_count) as reject_count
    from {{ ref('fct_production') }} as production
    inner join {{ ref('stg_plant__work_units') }} as units on production.work_unit = units.work_unit
    where production.order_id is not null
    group by production.order_id

)

select
    coalesce(planned.order_id, ran.order_id) as order_id,
    planned.product,
    ran.site,
    planned.planned_quantity,
    counted.good_count,
    counted.reject_count,
    planned.planned_start_utc,
    planned.planned_finish_utc,
    planned.due_utc,
    ran.actual_start_utc,
    ran.actual_finish_utc,
    ran.producing_s,
    ran.actual_finish_utc > planned.due_utc as is_late
from planned
full outer join ran on planned.order_id = ran.order_id
left join counted on coalesce(planned.order_id, ran.order_id) = counted.order_id
