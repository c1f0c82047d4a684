-- Each piece of a stop with its stop's number. A stop is a maximal run of one family; planned and unscheduled time neither
-- ends it nor counts; unknown time of at most bridge_gap_s between two runs of one family does not split it (kpis.md). It is open
-- where nothing else is known up to the newest data of the unit's source: what comes next may go on with it.
with classes as (

    select
        *,
        max(case when is_at_edge then end_utc end) over (partition by work_unit) as edge_utc,
        max(case when time_class not in ('unscheduled', 'planned', 'unknown') then start_utc end)
            over (partition by work_unit) as last_known_utc
    from {{ ref('int_waiting_classes') }}

),

ends as (

    select
        classes.work_unit,
        max(classes.last_known_utc) as last_known_utc,
        coalesce(sum(
            case
                when
                    classes.time_class = 'unknown'
                    and classes.start_utc > classes.last_known_utc
                    and classes.end_utc <= classes.edge_utc
                    then classes.duration_us
            end
        ), 0) <= max(units.bridge_gap_s) * 1000000 as may_go_on
    from classes
    inner join {{ ref('stg_plant__work_units') }} as units on classes.work_unit = units.work_unit
    where classes.edge_utc is not null
    group by classes.work_unit

),

pieces as (

    select * from classes
    where time_class not in ('unscheduled', 'planned')

),

{{ chained_runs('time_class') }},

final as (

    select
        runs.work_unit,
        runs.start_utc,
        runs.end_utc,
        runs.duration_us,
        coalesce(runs.start_utc = ends.last_known_utc and ends.may_go_on, false) as is_open,
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
    left join ends on runs.work_unit = ends.work_unit

)

select * from final
