-- Each piece of a stop with its stop's number. A stop is a maximal run of one family; planned and unscheduled time neither
-- ends it nor counts; unknown time of at most bridge_gap_s between two runs of one family does not split it (kpis.md).
with pieces as (

    select * from {{ ref('int_waiting_classes') }}
    where time_class not in ('unscheduled', 'planned')

),

{{ chained_runs('time_class') }},

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
        numbered.event_number as stop_number
    from runs
    inner join numbered on runs.work_unit = numbered.work_unit and runs.run = numbered.run

)

select * from final
