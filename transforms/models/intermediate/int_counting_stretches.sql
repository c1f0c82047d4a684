-- States from a counter: the time between two successive counts no further apart than idle_after_s is running, a longer one
-- is stopped whole. Only units configured with state_from: counter.
with units as (

    select
        work_unit,
        idle_after_s
    from {{ ref('stg_plant__work_units') }}
    where state_from = 'counter'

),

-- The unit's pace is told by its total counter, or its good counter where it has no total.
counters as (

    select
        work_unit,
        max(signal) as signal
    from {{ ref('stg_plant__tags') }}
    where signal in ('total_count', 'good_count')
    group by work_unit

),

samples as (

    select
        samples.work_unit,
        samples.ts_utc,
        increments.quantity,
        row_number() over (partition by samples.work_unit order by samples.ts_utc) as position,
        row_number() over (partition by samples.work_unit order by samples.ts_utc desc) as position_from_end
    from {{ ref('int_tag_samples') }} as samples
    inner join counters on samples.work_unit = counters.work_unit and samples.signal = counters.signal
    left join {{ ref('int_count_increments') }} as increments
        on
            samples.work_unit = increments.work_unit
            and samples.signal = increments.signal
            and samples.tag = increments.tag
            and samples.source = increments.source
            and samples.ts_utc = increments.ts_utc
    where samples.quality >= 1 and samples.value_num is not null

),

marks as (

    select
        work_unit,
        ts_utc,
        lead(ts_utc) over (partition by work_unit order by ts_utc) as next_utc
    from samples
    where quantity > 0 or position = 1 or position_from_end = 1

),

final as (

    select
        marks.work_unit,
        marks.ts_utc,
        coalesce(
            {{ us_between('marks.ts_utc', 'marks.next_utc') }} <= units.idle_after_s * 1000000, false
        ) as is_running
    from marks
    inner join units on marks.work_unit = units.work_unit

)

select * from final
