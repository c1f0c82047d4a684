-- One row per work unit, production day and shift ('none' outside shifts): its calendar time in buckets, and of its producing
-- time that of products without an ideal cycle; and how many MES operations ran at once at the most.
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

final as (

    select
        time_in_buckets.*,
        coalesce(unrated.unrated_s, 0) as without_cycle_s,
        coalesce(concurrency.most_at_once, 0) as most_at_once
    from time_in_buckets
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

)

select * from final
