-- Every twentieth failure was repaired on an order.
select
    site || '_eam' as source, 'M-' || stop_id as maintenance_order, 'N-' || stop_id as notification, work_unit, line, site,
    production_date, 'failed: ' || reason as reported_reason, start_utc + interval 10 minutes as reported_utc,
    start_utc + interval 25 minutes as start_utc, start_utc + interval 100 minutes as finish_utc, 600 as stop_to_report_s,
    900 as report_to_start_s, 4500 as start_to_finish_s, 5400 as report_to_finish_s, 1 as joined_stop_count,
    duration_s as joined_stop_s
from fct_stops
where is_failure and production_date between getvariable('from_date') and getvariable('to_date')
    and hash(stop_id) % 20 = 0
