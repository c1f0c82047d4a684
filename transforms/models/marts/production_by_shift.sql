{{ config(
    materialized='incremental',
    incremental_strategy='append',
    on_schema_change='append_new_columns',
    pre_hook=delete_asked_days()
) }}

-- The hours of fct_production, added over the orders of a shift.
select
    work_unit,
    line,
    area,
    site,
    production_date,
    shift,
    product,
    basis,
    quality_basis,
    sum(total_count) as total_count,
    sum(good_count) as good_count,
    sum(reject_count) as reject_count,
    sum(held_count) as held_count,
    sum(rework_count) as rework_count
from {{ ref('fct_production') }}
where {{ is_asked_day('work_unit', 'production_date') }}
group by work_unit, line, area, site, production_date, shift, product, basis, quality_basis
