-- One row per work unit and production day: its operating time, its failures by the day in which they start, and its finished
-- repairs by the day of their report. A failure that is still open has no repair time yet, and is not among the closed ones.
with operating as (

    select
        work_unit,
        production_date,
        sum(producing_s + changeover_s) as operating_s
    from {{ ref('int_unit_shifts') }}
    group by work_unit, production_date

),

repaired as (

    select distinct stop_id
    from {{ ref('int_repairs') }}

),

failures as (

    select
        stops.work_unit,
        stops.production_date,
        count(*) as failure_count,
        count(*) filter (where not stops.is_open) as closed_failure_count,
        sum(stops.duration_s) filter (where not stops.is_open) as closed_failure_s,
        count(repaired.stop_id) as joined_failure_count
    from {{ ref('fct_stops') }} as stops
    left join repaired on stops.stop_id = repaired.stop_id
    where stops.is_failure
    group by stops.work_unit, stops.production_date

),

repairs as (

    select
        work_unit,
        production_date,
        count(*) as finished_repair_count,
        sum(report_to_finish_s) as report_to_finish_s
    from {{ ref('repair_times') }}
    where report_to_finish_s is not null
    group by work_unit, production_date

)

select
    operating.work_unit,
    operating.production_date,
    operating.operating_s,
    coalesce(failures.failure_count, 0) as failure_count,
    coalesce(failures.closed_failure_count, 0) as closed_failure_count,
    coalesce(failures.closed_failure_s, 0) as closed_failure_s,
    coalesce(failures.joined_failure_count, 0) as joined_failure_count,
    coalesce(repairs.finished_repair_count, 0) as finished_repair_count,
    coalesce(repairs.report_to_finish_s, 0) as report_to_finish_s
from operating
left join failures
    on operating.work_unit = failures.work_unit and operating.production_date = failures.production_date
left join repairs
    on operating.work_unit = repairs.work_unit and operating.production_date = repairs.production_date
