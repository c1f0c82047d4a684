{{ config(
    materialized='incremental',
    incremental_strategy='append',
    on_schema_change='append_new_columns',
    pre_hook=delete_asked_days()
) }}

-- The hours of fct_energy, added over the orders of a shift. A site's day has one price, or none.
select
    work_unit,
    line,
    area,
    site,
    production_date,
    shift,
    product,
    cast(sum(energy_kwh) as decimal(18, 6)) as energy_kwh,
    cast(sum(producing_kwh) as decimal(18, 6)) as producing_kwh,
    cast(sum(busy_kwh) as decimal(18, 6)) as busy_kwh,
    cast(sum(idle_kwh) as decimal(18, 6)) as idle_kwh,
    cast(sum(unknown_kwh) as decimal(18, 6)) as unknown_kwh,
    {{ sum_of_money('energy_cost') }} as energy_cost,
    {{ sum_of_money('idle_energy_cost') }} as idle_energy_cost,
    currency,
    cost_missing
from {{ ref('fct_energy') }}
where {{ is_asked_day('work_unit', 'production_date') }}
group by work_unit, line, area, site, production_date, shift, product, currency, cost_missing
