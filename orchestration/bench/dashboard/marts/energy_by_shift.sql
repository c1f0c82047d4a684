select
    work_unit, line, area, site, production_date, shift, product, sum(energy_kwh) as energy_kwh,
    sum(producing_kwh) as producing_kwh, sum(busy_kwh) as busy_kwh, sum(idle_kwh) as idle_kwh, sum(unknown_kwh) as unknown_kwh,
    sum(energy_cost) as energy_cost, sum(idle_energy_cost) as idle_energy_cost, currency, cost_missing
from fct_energy
where production_date between getvariable('from_date') and getvariable('to_date')
group by all
