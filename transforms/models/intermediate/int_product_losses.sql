-- One row per work unit, production day, shift, order and product: the speed loss of its producing time and the units that were
-- scrapped or put right. Speed loss is NULL where the shift's producing time could not be rated. It adds up to the shift's.
with shifts as (

    select * from {{ ref('int_shifts') }}

),

running as (

    select
        segments.work_unit,
        segments.production_date,
        coalesce(shifts.shift, 'none') as shift,
        segments.order_id,
        segments.product,
        {{ us_to_s('sum(segments.duration_us)') }} as producing_s
    from {{ ref('int_segments') }} as segments
    left join shifts on segments.shift_id = shifts.shift_id
    where segments.bucket = 'producing' and {{ is_asked_day('segments.work_unit', 'segments.production_date') }}
    group by
        segments.work_unit, segments.production_date, coalesce(shifts.shift, 'none'), segments.order_id, segments.product

),

made as (

    select
        production.work_unit,
        production.production_date,
        coalesce(shifts.shift, 'none') as shift,
        production.order_id,
        production.product,
        sum(production.good_s) as good_s,
        sum(production.good_s + production.quality_loss_s) as ideal_s
    from {{ ref('int_rated_production') }} as production
    left join shifts on production.shift_id = shifts.shift_id
    where {{ is_asked_day('production.work_unit', 'production.production_date') }}
    group by
        production.work_unit, production.production_date, coalesce(shifts.shift, 'none'), production.order_id,
        production.product

),

counted as (

    select
        production.work_unit,
        production.production_date,
        coalesce(shifts.shift, 'none') as shift,
        production.order_id,
        production.product,
        sum(production.total_count) as total_count,
        sum(production.reject_count) as reject_count,
        coalesce(sum(production.reject_count) filter (where production.is_startup), 0) as startup_scrap_count,
        sum(case when measures.rework_from is null then production.reworked_count else production.rework_count end)
            as rework_count
    from {{ ref('int_production') }} as production
    inner join {{ ref('int_unit_measures') }} as measures on production.work_unit = measures.work_unit
    left join shifts on production.shift_id = shifts.shift_id
    where {{ is_asked_day('production.work_unit', 'production.production_date') }}
    group by
        production.work_unit, production.production_date, coalesce(shifts.shift, 'none'), production.order_id,
        production.product

),

keys as (

    select
        work_unit,
        production_date,
        shift,
        order_id,
        product
    from running

    union

    select
        work_unit,
        production_date,
        shift,
        order_id,
        product
    from counted
    where total_count != 0 or reject_count != 0 or rework_count != 0

),

final as (

    select
        keys.work_unit,
        keys.production_date,
        keys.shift,
        keys.order_id,
        keys.product,
        cycles.ideal_cycle_s,
        case
            when cycles.ideal_cycle_s is null then null
            when unit_shifts.is_rated or unit_shifts.unrated_s < unit_shifts.producing_s
                then coalesce(running.producing_s, 0) - coalesce(made.ideal_s, 0)
        end as speed_loss_s,
        coalesce(unit_shifts.unrated_because, 'no ideal cycle for a product that ran') as unrated_because,
        made.good_s,
        made.ideal_s,
        case when measures.quality_basis = 'unmeasured' then null else coalesce(counted.reject_count, 0) end as reject_count,
        case when measures.quality_basis = 'unmeasured' then null else coalesce(counted.startup_scrap_count, 0) end
            as startup_scrap_count,
        coalesce(counted.rework_count, 0) as rework_count
    from keys
    inner join {{ ref('int_unit_shifts') }} as unit_shifts
        on
            keys.work_unit = unit_shifts.work_unit
            and keys.production_date = unit_shifts.production_date
            and keys.shift = unit_shifts.shift
    inner join {{ ref('int_unit_measures') }} as measures on keys.work_unit = measures.work_unit
    left join running
        on
            keys.work_unit = running.work_unit
            and keys.production_date = running.production_date
            and keys.shift = running.shift
            and keys.order_id is not distinct from running.order_id
            and keys.product is not distinct from running.product
    left join made
        on
            keys.work_unit = made.work_unit
            and keys.production_date = made.production_date
            and keys.shift = made.shift
            and keys.order_id is not distinct from made.order_id
            and keys.product is not distinct from made.product
    left join counted
        on
            keys.work_unit = counted.work_unit
            and keys.production_date = counted.production_date
            and keys.shift = counted.shift
            and keys.order_id is not distinct from counted.order_id
            and keys.product is not distinct from counted.product
    left join {{ ref('int_ideal_cycles') }} as cycles
        on
            keys.work_unit = cycles.work_unit
            and keys.product = cycles.product
            and keys.production_date = cycles.production_date

)

select * from final
