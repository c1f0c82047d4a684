{# CTEs that chain the pieces of a work unit's time into events, from a CTE `pieces` without planned and unscheduled time (which
   neither ends an event nor counts): `runs` are pieces with the number of their run of one class; `numbered` gives each run its
   event, where unknown time of at most bridge_gap_s between two runs of one class does not split it (kpis.md). #}
{% macro chained_runs(class) %}
runs as (

    select
        *,
        sum(case when {{ class }} is distinct from previous_class then 1 else 0 end)
            over (partition by work_unit order by start_utc) as run
    from (
        select
            *,
            lag({{ class }}) over (partition by work_unit order by start_utc) as previous_class
        from pieces
    ) as compared

),

run_totals as (

    select
        work_unit,
        run,
        min({{ class }}) as class,
        cast(sum(duration_us) as bigint) as duration_us
    from runs
    group by work_unit, run

),

chained as (

    select
        work_unit,
        run,
        class,
        duration_us,
        lag(class) over (partition by work_unit order by run) as class_before,
        lag(duration_us) over (partition by work_unit order by run) as duration_before_us,
        lag(class, 2) over (partition by work_unit order by run) as class_two_before
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
                    and chained.class_two_before = chained.class
                    and chained.duration_before_us <= units.bridge_gap_s * 1000000
                    then 0
                else 1
            end
        ) over (partition by chained.work_unit order by chained.run) as event_number
    from chained
    inner join {{ ref('stg_plant__work_units') }} as units on chained.work_unit = units.work_unit
    where chained.class not in ('producing', 'unknown')

)
{% endmacro %}
