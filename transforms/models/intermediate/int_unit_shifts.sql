-- One row per work unit, production day and shift ('none' outside shifts): its calendar time in buckets, its counts, and
-- whether its producing time could be rated. Buckets close exactly: speed loss is what rated producing time has beyond the
-- ideal time of its units, and may be negative.
with segments as (

    select
        segments.*,
        coalesce(shifts.shift, 'none') as shift
    from {{ ref('int_segments') }} as segments
    left join {{ ref('int_shifts') }} as shifts on segments.shift_id = shifts.shift_id

),

time_in_buckets as (

    select
        work_unit,
        production_date,
        shift,
        {{ us_to_s('sum(duration_us)') }} as calendar_s,
        {% for bucket in [
        'unscheduled', 'planned', 'breakdown', 'minor_stop', 'changeover', 'external', 'unknown', 'producing'
    ] %}
        {{ us_to_s("coalesce(sum(duration_us) filter (where bucket = '" ~ bucket ~ "'), 0)") }} as {{ bucket }}_s,
        {% endfor %}
        {{ us_to_s('coalesce(sum(duration_us) filter (where is_unplanned_run), 0)') }} as unplanned_run_s
    from segments
    group by work_unit, production_date, shift

),

unrated as (

    select
        segments.work_unit,
        segments.production_date,
        segments.shift,
        {{ us_to_s('sum(segments.duration_us)') }} as unrated_s
    from segments
    left join {{ ref('int_ideal_cycles') }} as cycles
        on
            segments.work_unit = cycles.work_unit
            and segments.product = cycles.product
            and segments.production_date = cycles.production_date
    where segments.bucket = 'producing' and cycles.ideal_cycle_s is null
    group by segments.work_unit, segments.production_date, segments.shift

),

production as (

    select
        production.work_unit,
        production.production_date,
        coalesce(shifts.shift, 'none') as shift,
        sum(production.total_count) as total_count,
        sum(production.good_count) as good_count,
        sum(production.reject_count) as reject_count,
        sum(production.good_s) as good_s,
        sum(production.quality_loss_s) as quality_loss_s,
        sum(production.unknown_good_s) as unknown_good_s,
        max(case when production.ideal_basis = 'missing' and production.total_count != 0 then 1 else 0 end) = 1
            as has_unrated_units
    from {{ ref('int_rated_production') }} as production
    left join {{ ref('int_shifts') }} as shifts on production.shift_id = shifts.shift_id
    group by production.work_unit, production.production_date, coalesce(shifts.shift, 'none')

),

concurrency as (

    select
        sweep.work_unit,
        segments.production_date,
        segments.shift,
        max(sweep.runs) as most_at_once
    from {{ ref('int_operation_sweep') }} as sweep
    inner join segments
        on
            sweep.work_unit = segments.work_unit
            and sweep.ts_utc < segments.end_utc
            and sweep.next_utc > segments.start_utc
    where sweep.runs > 1
    group by sweep.work_unit, segments.production_date, segments.shift

),

with_cycles as (

    select distinct work_unit from {{ ref('int_ideal_cycles') }}

),

judged as (

    select
        time_in_buckets.*,
        units.site,
        units.line,
        measures.basis,
        measures.quality_basis,
        coalesce(production.total_count, 0) as total_count,
        coalesce(production.good_count, 0) as good_count,
        coalesce(production.reject_count, 0) as reject_count,
        coalesce(production.unknown_good_s, 0) as unknown_good_s,
        coalesce(production.good_s, 0) as ideal_good_s,
        coalesce(production.quality_loss_s, 0) as ideal_quality_loss_s,
        coalesce(unrated.unrated_s, 0) as without_cycle_s,
        case
            when measures.basis = 'unmeasured' then 'no counts: no count signal or MES quantity is configured'
            when with_cycles.work_unit is null then 'no ideal cycle for any product of the work unit'
            when measures.basis = 'mes' and concurrency.most_at_once > coalesce(units.parallel_capacity, 1)
                then 'operations overlap: no parallel capacity is configured'
            when coalesce(unrated.unrated_s, 0) > 0 or coalesce(production.has_unrated_units, false)
                then 'no ideal cycle for a product that ran'
        end as unrated_because
    from time_in_buckets
    inner join {{ ref('stg_plant__work_units') }} as units on time_in_buckets.work_unit = units.work_unit
    inner join {{ ref('int_unit_measures') }} as measures on time_in_buckets.work_unit = measures.work_unit
    left join with_cycles on time_in_buckets.work_unit = with_cycles.work_unit
    left join production
        on
            time_in_buckets.work_unit = production.work_unit
            and time_in_buckets.production_date = production.production_date
            and time_in_buckets.shift = production.shift
    left join unrated
        on
            time_in_buckets.work_unit = unrated.work_unit
            and time_in_buckets.production_date = unrated.production_date
            and time_in_buckets.shift = unrated.shift
    left join concurrency
        on
            time_in_buckets.work_unit = concurrency.work_unit
            and time_in_buckets.production_date = concurrency.production_date
            and time_in_buckets.shift = concurrency.shift

),

rated as (

    select
        *,
        -- Without counts, or with operations that overlap, no part of the producing time can be rated.
        case
            when unrated_because is null then cast(0 as decimal(18, 6))
            when unrated_because = 'no ideal cycle for a product that ran' then without_cycle_s
            else producing_s
        end as unrated_s,
        case
            when unrated_because is null or unrated_because = 'no ideal cycle for a product that ran'
                then ideal_good_s
            else cast(0 as decimal(18, 6))
        end as good_s,
        case
            when unrated_because is null or unrated_because = 'no ideal cycle for a product that ran'
                then ideal_quality_loss_s
            else cast(0 as decimal(18, 6))
        end as quality_loss_s
    from judged

),

final as (

    select
        work_unit,
        line,
        site,
        production_date,
        shift,
        calendar_s,
        unscheduled_s,
        planned_s,
        breakdown_s,
        minor_stop_s,
        changeover_s,
        external_s,
        unknown_s,
        producing_s,
        unrated_s,
        producing_s - unrated_s - good_s - quality_loss_s as speed_loss_s,
        quality_loss_s,
        good_s,
        unplanned_run_s,
        unknown_good_s,
        total_count,
        good_count,
        reject_count,
        unrated_because,
        case
            when unrated_because is not null then unrated_because
            when quality_basis = 'unmeasured' then 'quality is unmeasured: no reject signal is configured'
        end as unmeasured_because,
        -- Performance adds only shifts without unrated time, OEE only those whose quality is measured besides.
        unrated_because is null as is_rated,
        unrated_because is null and quality_basis != 'unmeasured' as is_measured
    from rated

)

select * from final
