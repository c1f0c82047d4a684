{{ config(alias='personnel_times') }}

select
    personnel_time_key,
    personnel_time_id,
    work_centre,
    worker,
    work_date,
    start_utc,
    end_utc,
    attendance_s,
    work_s,
    source,
    load_seq,
    row_no
from {{ ref('stg_lake__personnel_times') }}
