-- Energy closes: what was drawn producing, idle and in unknown time is all of it, and all of it is what the meters measured
-- inside the accounted time.
{{ config(meta={'dagster': {'ref': {'name': 'fct_energy'}}}) }}

with unclosed as (

    select
        work_unit,
        sum(energy_kwh - producing_kwh - idle_kwh - unknown_kwh) as residual_kwh
    from {{ ref('fct_energy') }}
    group by work_unit

),

metered as (

    select
        increments.work_unit,
        sum(cast(increments.energy_kwh as decimal(18, 6))) as energy_kwh
    from {{ ref('int_energy_increments') }} as increments
    inner join {{ ref('int_unit_windows') }} as windows on increments.work_unit = windows.work_unit
    where increments.previous_utc >= windows.starts_utc and increments.ts_utc <= windows.ends_utc
    group by increments.work_unit

),

laid as (

    select
        work_unit,
        sum(energy_kwh) as energy_kwh
    from {{ ref('int_energy_shares') }}
    group by work_unit

)

select
    unclosed.work_unit,
    unclosed.residual_kwh
from unclosed
where unclosed.residual_kwh != 0

union all

select
    metered.work_unit,
    metered.energy_kwh - coalesce(laid.energy_kwh, 0) as residual_kwh
from metered
left join laid on metered.work_unit = laid.work_unit
-- An interval that straddles the edge of the accounted time may add its part; none may be missing.
where coalesce(laid.energy_kwh, 0) < metered.energy_kwh
