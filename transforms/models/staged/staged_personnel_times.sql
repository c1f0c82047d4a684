{{ config(alias='personnel_times') }}

select
    personnel_time_key,
    personnel_time_id,
    work_centre,
    case when privacy.publishes_workers then worker end as worker,
    work_date,
    case when privacy.publishes_workers then start_utc end as start_utc,
    case when privacy.publishes_workers then end_utc end as end_utc,
    case when privacy.publishes_workers then attendance_s end as attendance_s,
    case when privacy.publishes_workers then work_s end as work_s,
    source,
    load_seq,
    row_no
from {{ ref('stg_lake__personnel_times') }}
cross join {{ ref('stg_plant__privacy') }} as privacy
