{{ config(alias='downtime_events') }}

select
    downtime_key,
    downtime_id,
    work_centre,
    order_id,
    start_utc,
    end_utc,
    reported_reason,
    description,
    case when privacy.publishes_workers then worker end as worker,
    source,
    load_seq,
    row_no
from {{ ref('stg_lake__downtime_events') }}
cross join {{ ref('stg_plant__privacy') }} as privacy
