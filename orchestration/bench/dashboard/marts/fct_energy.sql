-- Every second work unit has a meter; it draws by the hour, more while it produces.
select
    work_unit, line, area, site, hour_utc, production_date, shift_id, shift, order_id, product,
    5 + hash(work_unit, hour_utc) % 100 / 10.0 as energy_kwh, energy_kwh * 0.7 as producing_kwh, energy_kwh * 0.85 as busy_kwh,
    energy_kwh * 0.28 as idle_kwh, energy_kwh * 0.02 as unknown_kwh, energy_kwh * 0.19 as energy_cost,
    idle_kwh * 0.19 as idle_energy_cost, units.currency, null as cost_missing
from fct_production
inner join work_units as units using (work_unit, line, area, site)
where production_date between getvariable('from_date') and getvariable('to_date') and hash(work_unit) % 2 = 0
