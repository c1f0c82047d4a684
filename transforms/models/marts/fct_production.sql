{{ config(
    materialized='incremental',
    incremental_strategy='append',
    on_schema_change='append_new_columns',
    pre_hook=delete_asked_days()
) }}

select
    production.work_unit,
    units.line,
    units.area,
    units.site,
    production.hour_utc,
    production.production_date,
    production.shift_id,
    shifts.shift,
    production.order_id,
    production.order_id is not null as has_order,
    production.product,
    production.total_count,
    production.good_count,
    production.reject_count,
    production.held_count,
    production.rework_count,
    production.reworked_count,
    production.reworked_reject_count,
    production.startup_reject_count,
    production.unplaced_count,
    production.unknown_total_count,
    production.unknown_good_count,
    production.ideal_cycle_s,
    production.ideal_basis,
    production.good_s,
    production.quality_loss_s,
    production.startup_loss_s,
    production.unknown_good_s,
    measures.basis,
    measures.quality_basis
from {{ ref('int_rated_production') }} as production
inner join {{ ref('stg_plant__work_units') }} as units on production.work_unit = units.work_unit
inner join {{ ref('int_unit_measures') }} as measures on production.work_unit = measures.work_unit
left join {{ ref('int_shifts') }} as shifts on production.shift_id = shifts.shift_id
where {{ is_asked_day('production.work_unit', 'production.production_date') }}
