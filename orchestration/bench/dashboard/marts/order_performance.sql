select
    order_id, product, 'Customer ' || hash(order_id) % 60 as customer, line, site, is_finished, planned_quantity, good_count,
    good_count - planned_quantity as quantity_deviation_count, good_count as counter_good_count, good_count as mes_good_count,
    reject_count, planned_start_utc, actual_start_utc, epoch(actual_start_utc - planned_start_utc) as start_deviation_s,
    planned_finish_utc, actual_finish_utc, epoch(actual_finish_utc - planned_finish_utc) as finish_deviation_s,
    planned_quantity * 2.0 as planned_cost, good_count * 2.1 as actual_cost, actual_cost - planned_cost as cost_deviation,
    'EUR' as currency, case when hash(order_id) % 4 = 0 then 'planned time: no routing' end as missing
from orders
