{{ config(
    materialized='incremental',
    incremental_strategy='append',
    on_schema_change='append_new_columns',
    pre_hook=delete_asked_days()
) }}

-- Energy by what the work unit did while it was drawn. Energy in unknown time is neither busy nor idle.
with measured as (

    select
        shares.work_unit,
        segments.hour_utc,
        segments.production_date,
        segments.shift_id,
        segments.order_id,
        segments.product,
        sum(shares.energy_kwh) as energy_kwh,
        coalesce(sum(shares.energy_kwh) filter (where segments.bucket = 'producing'), 0) as producing_kwh,
        coalesce(
            sum(shares.energy_kwh) filter (where segments.bucket not in ('unscheduled', 'planned', 'unknown')), 0
        ) as busy_kwh,
        coalesce(sum(shares.energy_kwh) filter (where segments.bucket not in ('producing', 'unknown')), 0) as idle_kwh,
        coalesce(sum(shares.energy_kwh) filter (where segments.bucket = 'unknown'), 0) as unknown_kwh
    from {{ ref('int_energy_shares') }} as shares
    inner join {{ ref('int_hour_segments') }} as segments
        on shares.work_unit = segments.work_unit and shares.segment_start_utc = segments.start_utc
    where {{ is_asked_day('segments.work_unit', 'segments.production_date') }}
    group by
        shares.work_unit,
        segments.hour_utc,
        segments.production_date,
        segments.shift_id,
        segments.order_id,
        segments.product

)

select
    measured.work_unit,
    units.line,
    units.area,
    units.site,
    measured.hour_utc,
    measured.production_date,
    measured.shift_id,
    shifts.shift,
    measured.order_id,
    measured.product,
    cast(measured.energy_kwh as decimal(18, 6)) as energy_kwh,
    cast(measured.producing_kwh as decimal(18, 6)) as producing_kwh,
    cast(measured.busy_kwh as decimal(18, 6)) as busy_kwh,
    cast(measured.idle_kwh as decimal(18, 6)) as idle_kwh,
    cast(measured.unknown_kwh as decimal(18, 6)) as unknown_kwh,
    cast(measured.energy_kwh as double) * prices.price_per_kwh as energy_cost,
    cast(measured.idle_kwh as double) * prices.price_per_kwh as idle_energy_cost,
    units.currency,
    case when prices.site is null then 'no energy price for the site' end as cost_missing
from measured
inner join {{ ref('stg_plant__work_units') }} as units on measured.work_unit = units.work_unit
left join {{ ref('int_shifts') }} as shifts on measured.shift_id = shifts.shift_id
left join {{ ref('int_energy_prices') }} as prices
    on
        units.site = prices.site
        and measured.production_date >= prices.valid_from
        and measured.production_date < prices.valid_before
