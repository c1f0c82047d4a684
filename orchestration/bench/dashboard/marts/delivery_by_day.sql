with placed as (
    select orders.*, due_utc::date as production_date, places.*
    from orders
    inner join (select distinct line as at_line, level, object, object_name from places inner join work_units using (work_unit)
        where level <> 'work_unit') as places on orders.line = places.at_line
)
select
    level, object, any_value(object_name) as object_name, production_date, count(*) as due_order_count,
    count(*) filter (where is_on_time_in_full) as on_time_in_full_count, count(*) filter (where is_on_schedule) as on_schedule_count,
    count(*) filter (where is_late) as late_order_count,
    count(*) filter (where not_on_time_in_full_because = 'short') as short_order_count, 0 as not_begun_order_count,
    on_time_in_full_count / due_order_count as on_time_in_full, on_schedule_count / due_order_count as schedule_adherence
from placed group by level, object, production_date
