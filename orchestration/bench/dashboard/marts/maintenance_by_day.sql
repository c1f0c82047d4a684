with failed as (
    select level, object, production_date, count(*) as failure_count, sum(duration_s) as failure_s
    from fct_stops inner join places using (work_unit)
    where is_failure and production_date between getvariable('from_date') and getvariable('to_date')
    group by level, object, production_date
),
sizes as (
    select level, object, count(*) as work_unit_count from places group by level, object
)
select
    days.level, days.object, days.object_name, days.site, days.production_date, days.run_s as operating_s,
    coalesce(failure_count, 0) as failure_count, coalesce(failure_count, 0) as closed_failure_count,
    coalesce(failure_s, 0) as closed_failure_s, coalesce(failure_count, 0) // 20 as joined_failure_count,
    coalesce(failure_count, 0) // 20 as finished_repair_count, joined_failure_count * 5400 as report_to_finish_s, work_unit_count,
    days.run_s::double / 3600 / (coalesce(failure_count, 0) + work_unit_count) as mtbf_h,
    failure_s::double / 3600 / failure_count as mttr_h, 5400.0 as mean_time_from_report_to_finish_s,
    mtbf_h as mtbf_28d_h, mttr_h as mttr_28d_h, mtbf_h as mtbf_90d_h, mttr_h as mttr_90d_h
from oee_by_day as days
inner join sizes using (level, object)
left join failed using (level, object, production_date)
where days.production_date between getvariable('from_date') and getvariable('to_date')
