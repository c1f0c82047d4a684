select
    work_unit, line, site, hour_utc, production_date, case when hash(hour_utc) % 8 = 0 then 1800 else 3600 end as pbt_s,
    good_s + quality_loss_s as producing_s, 0 as unknown_s, 0 as without_cycle_s, 0 as without_target_s, total_count, good_count, reject_count,
    pbt_s / ideal_cycle_s as ideal_count, 0.7 as target_oee, ideal_count * target_oee as target_count,
    good_count - target_count as against_target_count
from fct_production
where production_date between getvariable('from_date') and getvariable('to_date')
