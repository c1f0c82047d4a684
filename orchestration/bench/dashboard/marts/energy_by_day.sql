select
    level, object, any_value(object_name) as object_name, places.site, production_date, sum(energy_kwh) as energy_kwh,
    sum(producing_kwh) as producing_kwh, sum(busy_kwh) as busy_kwh, sum(idle_kwh) as idle_kwh, sum(unknown_kwh) as unknown_kwh,
    case when level in ('site', 'enterprise') then 'energy of ' || min(work_unit) end as missing
from fct_energy
inner join places using (work_unit)
where production_date between getvariable('from_date') and getvariable('to_date')
group by level, object, places.site, production_date
