{{ config(alias='personnel_times') }}

select
    told.personnel_time_key,
    told.personnel_time_id,
    told.work_centre,
    case when privacy.publishes_workers then told.worker end as worker,
    told.work_date,
    case when privacy.publishes_workers then told.start_utc end as start_utc,
    case when privacy.publishes_workers then told.end_utc end as end_utc,
    case when privacy.publishes_workers then told.attendance_s end as attendance_s,
    case when privacy.publishes_workers then told.work_s end as work_s,
    told.source,
    told.load_seq,
    told.row_no
from {{ ref('stg_lake__personnel_times') }} as told
cross join {{ ref('stg_plant__privacy') }} as privacy
