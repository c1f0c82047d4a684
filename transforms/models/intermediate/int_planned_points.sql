-- One row per instant at which a planned stop of a work unit begins or ends; planned_start_utc is NULL where none follows.
with planned_stops as (

    select planned_stops.*
    from {{ ref('stg_plant__planned_stops') }} as planned_stops
    inner join {{ ref('int_unit_windows') }} as windows on planned_stops.work_unit = windows.work_unit
    where planned_stops.end_utc > windows.starts_utc and planned_stops.start_utc < windows.ends_utc

),

points as (

    select
        work_unit,
        start_utc as ts_utc,
        start_utc as planned_start_utc
    from planned_stops

    union all

    select
        work_unit,
        end_utc as ts_utc,
        null as planned_start_utc
    from planned_stops

)

select
    work_unit,
    ts_utc,
    max(planned_start_utc) as planned_start_utc
from points
group by work_unit, ts_utc
