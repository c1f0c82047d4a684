-- The shifts and products of a work unit's production day add up to its stops' time, number and cost, to the last digit.
{{ config(meta={'dagster': {'ref': {'name': 'downtime_cost_by_shift'}}}) }}

with compared as (

    select
        object as work_unit,
        production_date,
        kind,
        reason,
        duration_s,
        stop_count,
        cast(cost as decimal(18, 6)) as cost,
        cast(cost_high as decimal(18, 6)) as cost_high
    from {{ ref('downtime_cost_by_reason') }}
    where level = 'work_unit'

    union all

    select
        work_unit,
        production_date,
        kind,
        reason,
        -duration_s as duration_s,
        -stop_count as stop_count,
        -cast(cost as decimal(18, 6)) as cost,
        -cast(cost_high as decimal(18, 6)) as cost_high
    from {{ ref('downtime_cost_by_shift') }}

)

select
    work_unit,
    production_date,
    kind,
    reason
from compared
group by work_unit, production_date, kind, reason
having
    sum(duration_s) != 0
    or sum(stop_count) != 0
    or coalesce(sum(cost), 0) != 0
    or coalesce(sum(cost_high), 0) != 0
