-- One row per work unit, production day and shift in which something was counted: units and their ideal time.
with final as (

    select
        production.work_unit,
        production.production_date,
        coalesce(shifts.shift, 'none') as shift,
        sum(production.total_count) as total_count,
        sum(production.good_count) as good_count,
        sum(production.reject_count) as reject_count,
        sum(production.startup_reject_count) as startup_reject_count,
        sum(production.good_s) as good_s,
        sum(production.quality_loss_s) as quality_loss_s,
        sum(production.startup_loss_s) as startup_loss_s,
        sum(production.unknown_good_s) as unknown_good_s,
        max(case when production.ideal_basis = 'missing' and production.total_count != 0 then 1 else 0 end) = 1
            as has_unrated_units
    from {{ ref('int_rated_production') }} as production
    left join {{ ref('int_shifts') }} as shifts on production.shift_id = shifts.shift_id
    group by production.work_unit, production.production_date, coalesce(shifts.shift, 'none')

)

select * from final
