-- What the counters counted inside the accounted time is what the production facts hold, unit by unit.
{{ config(meta={'dagster': {'ref': {'name': 'fct_production'}}}) }}

with counted as (

    select
        increments.work_unit,
        sum(increments.quantity) as quantity
    from {{ ref('int_count_increments') }} as increments
    inner join {{ ref('int_unit_measures') }} as measures
        on increments.work_unit = measures.work_unit and measures.basis = 'counter'
    inner join {{ ref('int_unit_windows') }} as windows on increments.work_unit = windows.work_unit
    where
        increments.previous_utc >= windows.starts_utc
        and increments.ts_utc <= windows.ends_utc
        and increments.signal = case when measures.has_total then 'total_count' else 'good_count' end
    group by increments.work_unit

),

laid as (

    select
        shares.work_unit,
        sum(shares.quantity) as quantity
    from {{ ref('int_counter_shares') }} as shares
    inner join {{ ref('int_unit_measures') }} as measures on shares.work_unit = measures.work_unit
    where shares.signal = case when measures.has_total then 'total_count' else 'good_count' end
    group by shares.work_unit

)

select
    counted.work_unit,
    counted.quantity,
    laid.quantity as laid_quantity
from counted
left join laid on counted.work_unit = laid.work_unit
-- An interval that straddles the edge of the accounted time may add its part; none may be missing.
where coalesce(laid.quantity, 0) < counted.quantity - 0.000001
