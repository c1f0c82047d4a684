-- A changeover lasts from the end of the last run of what was made before to the start of the next run. One of the same product
-- counts where set-up was recorded; one to another product counts also without, as its set-up may hide in another stop.
with segments as (

    select
        *,
        case when bucket = 'producing' then 1 else 0 end as runs
    from {{ ref('fct_time_segments') }}
    where bucket not in ('unscheduled', 'planned')

),

numbered as (

    select
        *,
        sum(runs) over (
            partition by work_unit order by start_utc rows between unbounded preceding and current row
        ) as run_number
    from segments

),

gaps as (

    select
        work_unit,
        run_number,
        sum(duration_s) as stopped_s,
        coalesce(sum(duration_s) filter (where bucket = 'changeover'), 0) as changeover_s,
        coalesce(sum(duration_s) filter (where bucket = 'unknown'), 0) as unknown_s
    from numbered
    where runs = 0
    group by work_unit, run_number

),

runs as (

    select
        work_unit,
        line,
        site,
        run_number,
        product as from_product,
        order_id as from_order_id,
        end_utc as start_utc,
        lead(product) over following as to_product,
        lead(order_id) over following as to_order_id,
        lead(start_utc) over following as end_utc,
        lead(production_date) over following as production_date
    from numbered
    where runs = 1
    window following as (partition by work_unit order by start_utc)

),

changes as (

    select
        runs.*,
        coalesce(gaps.stopped_s, 0) as stopped_s,
        coalesce(gaps.changeover_s, 0) as changeover_s,
        coalesce(gaps.unknown_s, 0) as unknown_s
    from runs
    left join gaps on runs.work_unit = gaps.work_unit and runs.run_number = gaps.run_number
    where runs.end_utc is not null and (gaps.changeover_s > 0 or runs.from_product != runs.to_product)

),

final as (

    select
        changes.work_unit,
        changes.line,
        changes.site,
        changes.start_utc,
        changes.end_utc,
        changes.production_date,
        changes.from_product,
        changes.to_product,
        changes.from_order_id,
        changes.to_order_id,
        cast(changes.changeover_s as decimal(18, 6)) as changeover_s,
        cast(changes.stopped_s as decimal(18, 6)) as stopped_s,
        cast(changes.unknown_s as decimal(18, 6)) as unknown_s,
        standards.setup_s as standard_s,
        case
            when changes.to_product is null then 'no product is known after it'
            when standards.setup_s is null then concat('no routing with a set-up time for product ', changes.to_product)
        end as standard_missing
    from changes
    left join {{ ref('int_standard_setups') }} as standards
        on
            changes.work_unit = standards.work_unit
            and changes.to_product = standards.product
            and changes.production_date >= standards.valid_from
            and changes.production_date < standards.valid_before

)

select * from final
