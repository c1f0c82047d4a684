-- An order is of four shifts of a line; one in eight is late, one in ten short.
with made as (
    select
        order_id, any_value(product) as product, line, any_value(site) as site, min(hour_utc) as actual_start_utc,
        max(hour_utc) + interval 1 hour as actual_finish_utc, sum(good_count) as good_count, sum(reject_count) as reject_count,
        hash(order_id) as chance
    from fct_production group by order_id, line
)
select
    order_id, product, line, site, case when chance % 10 = 0 then good_count + 100 else good_count - 5 end as planned_quantity,
    good_count, good_count as good_by_due_count, reject_count, actual_start_utc - interval 20 minutes as planned_start_utc,
    case when chance % 8 = 0 then actual_finish_utc - interval 90 minutes else actual_finish_utc + interval 30 minutes end
        as planned_finish_utc, planned_finish_utc + interval 30 minutes as due_utc, actual_start_utc, actual_finish_utc,
    epoch(actual_finish_utc - actual_start_utc) * 0.8 as producing_s, true as is_finished, true as is_due,
    chance % 8 = 0 as is_late, chance % 8 > 0 and chance % 10 > 0 as is_on_time_in_full, chance % 6 > 0 as is_on_schedule,
    case when chance % 8 = 0 then 'late' when chance % 10 = 0 then 'short' end as not_on_time_in_full_because
from made
