-- What a running hour of each work unit has yielded in good ideal time: performance x quality of its own 28 production days
-- before (kpis.md, Money), and their quality alone. NULL where those days have no rated running time.
with asked as (

    select distinct
        work_unit,
        production_date
    from {{ ref('int_segments') }}

),

final as (

    select
        asked.work_unit,
        asked.production_date,
        {{ ratio('sum(shifts.good_s)', 'sum(shifts.producing_s)') }} as expected_yield,
        {{ ratio(
            'sum(shifts.good_s) filter (where shifts.is_measured)',
            'sum(shifts.good_s + shifts.quality_loss_s) filter (where shifts.is_measured)'
        ) }} as expected_quality
    from asked
    inner join {{ ref('int_unit_shifts') }} as shifts
        on
            asked.work_unit = shifts.work_unit
            and shifts.production_date >= asked.production_date - interval 28 day
            and asked.production_date > shifts.production_date
    where shifts.is_rated
    group by asked.work_unit, asked.production_date

)

select * from final
