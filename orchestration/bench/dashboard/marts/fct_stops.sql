-- Each stop is one segment; every tenth product has no price, and one in ten stops of the last night has not ended.
with costed as (
    select
        segments.*, units.currency, ('0x' || left(stop_id, 8))::bigint as chance,
        case when hash(product) % 10 > 0 then 40.0 + hash(product, work_unit) % 400 end as cost_an_hour
    from fct_time_segments as segments
    inner join work_units as units using (work_unit)
    where stop_id is not null and production_date between getvariable('from_date') and getvariable('to_date')
)
select
    stop_id, work_unit, line, area, site, bucket as kind, reason, start_utc, end_utc, duration_s,
    production_date = getvariable('last') and shift = 'night' and chance % 10 = 0 as is_open,
    bucket = 'breakdown' as is_failure, shift_id, shift, production_date, order_id, product, duration_s::double / 25 as lost_units,
    cost_an_hour * duration_s::double / 3600 as lost_contribution, 0.0 as recovery, 30.0 * duration_s::double / 3600 as idle_labour,
    chance % 20 / 2.0 as restart_scrap, chance % 20 as restart_scrap_high, case when bucket = 'breakdown' then 50.0 + chance % 300 end as repair,
    lost_contribution + idle_labour + restart_scrap + coalesce(repair, 0) as cost, cost as cost_low, cost * 1.3 as cost_high,
    currency, case when cost_an_hour is null then 'lost contribution: no valid price for product ' || product end as cost_missing
from costed
