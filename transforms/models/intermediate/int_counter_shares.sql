-- Each counter increment laid onto time: unit k of n is taken as made when k/n of the interval's producing and unknown seconds
-- have passed; with none of them, at the interval's end (kpis.md, Counts). A sweep: each stretch between two cuts belongs to
-- one segment (the newest begun) and one increment (the next sample).
with increments as (

    select
        *,
        concat_ws('|', work_unit, signal, source, tag) as counter
    from {{ ref('int_count_increments') }}
    where quantity != 0

),

counters as (

    select distinct
        counter,
        work_unit,
        signal
    from increments

),

segments as (

    select * from {{ ref('int_hour_segments') }}

),

cuts as (

    select
        counter,
        ts_utc,
        ts_utc as sample_utc,
        null as segment_utc
    from increments

    union all

    select
        counter,
        previous_utc as ts_utc,
        null as sample_utc,
        null as segment_utc
    from increments

    union all

    select
        counters.counter,
        segments.start_utc as ts_utc,
        null as sample_utc,
        segments.start_utc as segment_utc
    from segments
    inner join counters on segments.work_unit = counters.work_unit

),

instants as (

    select
        counter,
        ts_utc,
        max(sample_utc) as sample_utc,
        max(segment_utc) as segment_utc
    from cuts
    group by counter, ts_utc

),

swept as (

    select
        counter,
        ts_utc as start_utc,
        lead(ts_utc) over (partition by counter order by ts_utc) as end_utc,
        max(segment_utc) over (
            partition by counter order by ts_utc rows between unbounded preceding and current row
        ) as segment_utc,
        min(sample_utc) over (
            partition by counter order by ts_utc rows between 1 following and unbounded following
        ) as sample_utc
    from instants

),

stretches as (

    select
        swept.counter,
        counters.work_unit,
        counters.signal,
        increments.ts_utc,
        increments.quantity,
        swept.start_utc,
        swept.end_utc,
        segments.start_utc as segment_start_utc,
        case
            when segments.bucket in ('producing', 'unknown')
                then {{ us_between('swept.start_utc', 'swept.end_utc') }}
            else 0
        end as productive_us
    from swept
    inner join counters on swept.counter = counters.counter
    inner join increments on swept.counter = increments.counter and swept.sample_utc = increments.ts_utc
    inner join segments on counters.work_unit = segments.work_unit and swept.segment_utc = segments.start_utc
    where swept.start_utc >= increments.previous_utc and swept.start_utc < segments.end_utc

),

progressed as (

    select
        *,
        cast(sum(productive_us) over (partition by counter, ts_utc) as bigint) as whole_us,
        cast(sum(productive_us) over (
            partition by counter, ts_utc order by start_utc rows between unbounded preceding and current row
        ) as bigint) as passed_us,
        row_number() over (partition by counter, ts_utc order by start_utc desc) as position_from_end
    from stretches

),

final as (

    select
        work_unit,
        signal,
        segment_start_utc,
        {{ sum_of_share('quantity') }} as quantity,
        {{ sum_of_unplaced('quantity') }} as unplaced_quantity
    from progressed
    group by work_unit, signal, segment_start_utc

)

select * from final
where quantity != 0
