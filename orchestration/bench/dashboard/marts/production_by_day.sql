select
    work_unit, line, site, production_date, sum(pbt_s) as pbt_s, sum(producing_s) as producing_s, sum(unknown_s) as unknown_s,
    sum(without_target_s) as without_target_s,
    sum(total_count) as total_count, sum(good_count) as good_count, sum(reject_count) as reject_count,
    sum(ideal_count) as ideal_count, sum(target_count) as target_count
from production_by_hour
where production_date between getvariable('from_date') and getvariable('to_date')
group by all
