-- One row per start-up: the first producing that follows unscheduled time, a changeover or a breakdown, and the time after it
-- within which rejects are start-up rejects (kpis.md, Six big losses). What lies more than 28 days back starts nothing.
-- `stop_id` is the last breakdown or changeover that it follows, NULL where it follows unscheduled time alone.
-- Reads the stored segments, as the run's context may begin after what a start-up follows.
with asked as (

    select
        work_unit,
        min(production_date) as from_date,
        max(production_date) as to_date
    from {{ ref('int_asked_days') }}
    group by work_unit

),

segments as (

    select segments.*
    from {{ ref('fct_time_segments') }} as segments
    inner join asked on segments.work_unit = asked.work_unit
    where
        segments.production_date >= asked.from_date - interval 30 day
        and segments.production_date <= asked.to_date + interval 30 day

),

units as (

    select * from {{ ref('stg_plant__work_units') }}

),

compared as (

    select
        work_unit,
        start_utc,
        bucket,
        max(case when bucket in ('unscheduled', 'changeover', 'breakdown') then start_utc end) over so_far as ended_utc,
        max(case when bucket in ('changeover', 'breakdown') then start_utc end) over so_far as stopped_utc,
        max(case when bucket = 'producing' then start_utc end) over so_far as ran_utc
    from segments
    window so_far as (partition by work_unit order by start_utc rows between unbounded preceding and 1 preceding)

),

final as (

    select
        compared.work_unit,
        compared.start_utc,
        {{ add_seconds('compared.start_utc', 'units.startup_window_s') }} as end_utc,
        stopped.stop_id
    from compared
    inner join units on compared.work_unit = units.work_unit
    left join segments as stopped
        on
            compared.work_unit = stopped.work_unit
            and compared.stopped_utc = stopped.start_utc
            and (compared.ran_utc is null or compared.stopped_utc > compared.ran_utc)
    where
        compared.bucket = 'producing'
        and units.startup_window_s > 0
        and compared.ended_utc >= compared.start_utc - interval 28 day
        and (compared.ran_utc is null or compared.ended_utc > compared.ran_utc)

)

select * from final
