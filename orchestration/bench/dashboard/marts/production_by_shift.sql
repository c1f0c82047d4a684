select
    work_unit, line, area, site, production_date, shift, product, basis, quality_basis, sum(total_count) as total_count,
    sum(good_count) as good_count, sum(reject_count) as reject_count, sum(held_count) as held_count,
    sum(rework_count) as rework_count
from fct_production
where production_date between getvariable('from_date') and getvariable('to_date')
group by all
