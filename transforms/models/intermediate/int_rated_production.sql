-- Counts with their ideal time: seconds that the units would have taken at the ideal cycle. NULL where no cycle is known.
-- Units that fall into unknown time count as units; their ideal time stands apart.
with production as (

    select
        work_unit,
        hour_utc,
        production_date,
        shift_id,
        order_id,
        product,
        sum(total_count) as total_count,
        sum(good_count) as good_count,
        sum(reject_count) as reject_count,
        sum(held_count) as held_count,
        sum(rework_count) as rework_count,
        sum(reworked_count) as reworked_count,
        sum(reworked_reject_count) as reworked_reject_count,
        sum(unplaced_count) as unplaced_count,
        coalesce(sum(total_count - good_count) filter (where is_startup), 0) as startup_reject_count,
        coalesce(sum(total_count - good_count) filter (where is_startup and not is_in_unknown), 0) as known_startup_reject_count,
        coalesce(sum(total_count) filter (where is_in_unknown), 0) as unknown_total_count,
        coalesce(sum(good_count) filter (where is_in_unknown), 0) as unknown_good_count
    from {{ ref('int_production') }}
    group by work_unit, hour_utc, production_date, shift_id, order_id, product

),

final as (

    select
        production.*,
        cycles.ideal_cycle_s,
        coalesce(cycles.basis, 'missing') as ideal_basis,
        cast((production.good_count - production.unknown_good_count) * cycles.ideal_cycle_s as decimal(18, 6)) as good_s,
        cast(
            (
                production.total_count - production.unknown_total_count
                - production.good_count + production.unknown_good_count
            ) * cycles.ideal_cycle_s
            as decimal(18, 6)
        ) as quality_loss_s,
        cast(production.known_startup_reject_count * cycles.ideal_cycle_s as decimal(18, 6)) as startup_loss_s,
        cast(production.unknown_good_count * cycles.ideal_cycle_s as decimal(18, 6)) as unknown_good_s
    from production
    left join {{ ref('int_ideal_cycles') }} as cycles
        on
            production.work_unit = cycles.work_unit
            and production.product = cycles.product
            and production.production_date = cycles.production_date

)

select * from final
