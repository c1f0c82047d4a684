-- One row per work unit: by what its counts are measured, and by what its quality.
with units as (

    select * from {{ ref('stg_plant__work_units') }}

),

signals as (

    select
        work_unit,
        max(case when signal = 'total_count' then 1 else 0 end) = 1 as has_total,
        max(case when signal = 'good_count' then 1 else 0 end) = 1 as has_good,
        max(case when signal = 'reject_count' then 1 else 0 end) = 1 as has_reject
    from {{ ref('stg_plant__tags') }}
    group by work_unit

),

final as (

    select
        units.work_unit,
        coalesce(signals.has_total, false) as has_total,
        coalesce(signals.has_good, false) as has_good,
        coalesce(signals.has_reject, false) as has_reject,
        case
            when units.counts_from = 'mes' then 'mes'
            when units.counts_from = 'counter' and (signals.has_total or signals.has_good) then 'counter'
            else 'unmeasured'
        end as basis,
        case
            when units.counts_from = 'mes' then 'mes'
            when
                units.counts_from = 'counter'
                and (
                    (signals.has_total and (signals.has_good or signals.has_reject))
                    or (signals.has_good and signals.has_reject)
                )
                then 'counter'
            else 'unmeasured'
        end as quality_basis
    from units
    left join signals on units.work_unit = signals.work_unit

)

select * from final
