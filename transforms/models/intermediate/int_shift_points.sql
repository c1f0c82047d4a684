-- One row per instant at which a work unit's shift begins or ends; NULL where none follows at once.
with instances as (

    select instances.*
    from {{ ref('stg_plant__shift_instances') }} as instances
    inner join {{ ref('int_unit_windows') }} as windows on instances.work_unit = windows.work_unit
    where instances.end_utc > windows.starts_utc and instances.start_utc < windows.ends_utc

),

points as (

    select
        work_unit,
        start_utc as ts_utc,
        shift_id
    from instances

    union all

    select
        work_unit,
        end_utc as ts_utc,
        null as shift_id
    from instances

)

select
    work_unit,
    ts_utc,
    max(shift_id) as shift_id
from points
group by work_unit, ts_utc
