-- Each piece of a stop with its stop's number. A stop is a maximal run of one family; planned and unscheduled time neither
-- ends it nor counts; unknown time of at most bridge_gap_s between two runs of one family does not split it (kpis.md).
with pieces as (

    select * from {{ ref('int_time_classes') }}
    where time_class not in ('unscheduled', 'planned')

),

runs as (

    select
        *,
        sum(case when time_class is distinct from previous_class then 1 else 0 end)
            over (partition by work_unit order by start_utc) as run
    from (
        select
            *,
            lag(time_class) over (partition by work_unit order by start_utc) as previous_class
        from pieces
    ) as compared

),

run_totals as (

    select
        work_unit,
        run,
        min(time_class) as time_class,
        cast(sum(duration_us) as bigint) as duration_us
    from runs
    group by work_unit, run

),

chained as (

    select
        work_unit,
        run,
        time_class,
        duration_us,
        lag(time_class) over (partition by work_unit order by run) as class_before,
        lag(duration_us) over (partition by work_unit order by run) as duration_before_us,
        lag(time_class, 2) over (partition by work_unit order by run) as class_two_before
    from run_totals

),

numbered as (

    select
        chained.work_unit,
        chained.run,
        sum(
            case
                when
                    chained.class_before = 'unknown'
                    and chained.class_two_before = chained.time_class
                    and chained.duration_before_us <= units.bridge_gap_s * 1000000
                    then 0
                else 1
            end
        ) over (partition by chained.work_unit order by chained.run) as stop_number
    from chained
    inner join {{ ref('stg_plant__work_units') }} as units on chained.work_unit = units.work_unit
    where chained.time_class not in ('producing', 'unknown')

),

final as (

    select
        runs.work_unit,
        runs.start_utc,
        runs.end_utc,
        runs.duration_us,
        runs.is_at_edge,
        runs.time_class as family,
        runs.state,
        runs.reason,
        runs.shift_id,
        runs.production_date,
        runs.order_id,
        runs.product,
        numbered.stop_number
    from runs
    inner join numbered on runs.work_unit = numbered.work_unit and runs.run = numbered.run

)

select * from final
