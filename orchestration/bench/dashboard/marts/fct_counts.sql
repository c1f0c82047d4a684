select
    work_unit, line, site, production_date, shift, order_id, product, basis, sum(total_count) as total_count,
    sum(good_count) as good_count, sum(reject_count) as reject_count
from fct_production
where production_date between getvariable('from_date') and getvariable('to_date')
group by work_unit, line, site, production_date, shift, order_id, product, basis
