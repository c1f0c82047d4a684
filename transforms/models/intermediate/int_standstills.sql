-- Each piece of planned busy time in which a work unit stood, on lines where waiting is derived from neighbours: whether the
-- unit told why (it is untold where its signal says no more than stopped), and since when the whole standstill lasts, whatever
-- its parts. Planned and unscheduled time and short gaps neither end a standstill nor count, as for stops.
with units as (

    select
        work_unit,
        line,
        position,
        derives_waiting,
        max(case when derives_waiting then 1 else 0 end) over (partition by line) = 1 as is_in_question
    from {{ ref('stg_plant__work_units') }}

),

pieces as (

    select
        classes.work_unit,
        units.line,
        units.position,
        units.derives_waiting,
        classes.start_utc,
        classes.end_utc,
        classes.duration_us,
        classes.state,
        classes.time_class = 'own' and classes.state = 'stopped' and coalesce(classes.reason, 'no_count') = 'no_count'
            as is_untold,
        case
            when classes.time_class in ('producing', 'unknown') then classes.time_class
            else 'standing'
        end as standing_class
    from {{ ref('int_time_classes') }} as classes
    inner join units on classes.work_unit = units.work_unit and units.is_in_question
    where classes.time_class not in ('unscheduled', 'planned')

),

{{ chained_runs('standing_class') }},

final as (

    select
        runs.work_unit,
        runs.line,
        runs.position,
        runs.derives_waiting,
        runs.start_utc,
        runs.end_utc,
        runs.duration_us,
        runs.state,
        runs.is_untold,
        numbered.event_number as standstill,
        min(runs.start_utc) over (partition by runs.work_unit, numbered.event_number) as standing_since_utc
    from runs
    inner join numbered on runs.work_unit = numbered.work_unit and runs.run = numbered.run

)

select * from final
