select
    work_unit, line, area, site, production_date, shift, product, kind, reason, sum(duration_s) as duration_s,
    count(*) as stop_count, sum(cost) as cost, sum(cost_low) as cost_low, sum(cost_high) as cost_high, currency,
    max(cost_missing) as cost_missing
from fct_stops
where production_date between getvariable('from_date') and getvariable('to_date')
group by work_unit, line, area, site, production_date, shift, product, kind, reason, currency
