{{ config(alias='downtime_events') }}

select
    told.downtime_key,
    told.downtime_id,
    told.work_centre,
    told.order_id,
    told.start_utc,
    told.end_utc,
    told.reported_reason,
    told.description,
    case when privacy.publishes_workers then told.worker end as worker,
    told.source,
    told.load_seq,
    told.row_no
from {{ ref('stg_lake__downtime_events') }} as told
cross join {{ ref('stg_plant__privacy') }} as privacy
