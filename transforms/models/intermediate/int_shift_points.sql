-- One row per instant at which a work unit's shift begins or ends; NULL where none follows at once.
with points as (

    select
        work_unit,
        start_utc as ts_utc,
        shift_id
    from {{ ref('stg_plant__shift_instances') }}

    union all

    select
        work_unit,
        end_utc as ts_utc,
        null as shift_id
    from {{ ref('stg_plant__shift_instances') }}

)

select
    work_unit,
    ts_utc,
    max(shift_id) as shift_id
from points
group by work_unit, ts_utc
