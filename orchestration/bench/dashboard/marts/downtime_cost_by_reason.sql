select
    level, object, places.site, production_date, kind, reason, sum(duration_s) as duration_s, count(*) as stop_count,
    sum(lost_contribution) as lost_contribution, sum(idle_labour) as idle_labour, sum(recovery) as recovery,
    sum(restart_scrap) as restart_scrap, sum(repair) as repair, sum(cost) as cost, sum(cost_low) as cost_low,
    sum(cost_high) as cost_high, currency, max(cost_missing) as cost_missing
from fct_stops
inner join places using (work_unit)
where production_date between getvariable('from_date') and getvariable('to_date')
group by level, object, places.site, production_date, kind, reason, currency
