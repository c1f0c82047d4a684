-- One row per order that ran: how long it ran, and the recorded set-ups that preceded its runs, added over its work units. Of an
-- order whose time is planned for a line as one, those of the unit that leads the line, its constraint or its exit, alone.
with units as (

    select
        work_unit,
        coalesce(line_constraint, line_exit) = work_unit as is_leading
    from {{ ref('stg_plant__work_units') }}

)

select
    times.order_id,
    cast(sum(times.actual_setup_s) as decimal(18, 6)) as actual_setup_s,
    cast(sum(times.actual_run_s) as decimal(18, 6)) as actual_run_s
from {{ ref('int_unit_order_times') }} as times
inner join units on times.work_unit = units.work_unit
left join {{ ref('int_order_planned_times') }} as planned on times.order_id = planned.order_id
where times.actual_run_s is not null and (units.is_leading or not coalesce(planned.is_planned_by_line, false))
group by times.order_id
