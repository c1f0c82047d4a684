{{ config(
    materialized='incremental',
    incremental_strategy='append',
    on_schema_change='append_new_columns',
    pre_hook=delete_asked_days()
) }}

select
    stops.stop_id,
    stops.work_unit,
    units.line,
    units.area,
    units.site,
    stops.kind,
    stops.reason,
    stops.start_utc,
    stops.end_utc,
    {{ us_to_s('stops.duration_us') }} as duration_s,
    stops.is_open,
    stops.kind = 'breakdown' and coalesce(reasons.is_failure, false) as is_failure,
    stops.shift_id,
    shifts.shift,
    stops.production_date,
    costs.order_id,
    costs.product,
    costs.caused_by,
    costs.caused_by_stop_id,
    costs.lost_units,
    costs.lost_contribution,
    costs.recovery,
    costs.idle_labour,
    costs.restart_scrap,
    costs.restart_scrap_high,
    costs.repair,
    costs.idle_energy,
    costs.cost,
    costs.cost as cost_low,
    costs.cost_high,
    costs.currency,
    costs.cost_missing
from {{ ref('int_stops') }} as stops
inner join {{ ref('int_stop_costs') }} as costs on stops.stop_id = costs.stop_id
inner join {{ ref('stg_plant__work_units') }} as units on stops.work_unit = units.work_unit
left join {{ ref('stg_plant__reasons') }} as reasons on stops.reason = reasons.reason
left join {{ ref('int_shifts') }} as shifts on stops.shift_id = shifts.shift_id
where {{ is_asked_day('stops.work_unit', 'stops.production_date') }}
