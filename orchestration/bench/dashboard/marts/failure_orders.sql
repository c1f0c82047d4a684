select
    stop_id, work_unit, production_date, reason, start_utc, end_utc, duration_s, is_failure, currency,
    case when is_joined then site || '_eam' end as source, case when is_joined then 'M-' || stop_id end as maintenance_order,
    case when is_joined then start_utc + interval 10 minutes end as order_begins_utc,
    case when is_joined then 'overlapping' end as match, case when is_joined then 1.0 end as share,
    case when is_joined then 250.0 end as repair,
    case when not is_joined then 'no maintenance order of the work unit near it' end as unjoined_because
from (
    select *, is_failure and hash(stop_id) % 20 = 0 as is_joined from fct_stops
    where kind = 'breakdown' and production_date between getvariable('from_date') and getvariable('to_date')
)
