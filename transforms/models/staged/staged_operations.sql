{{ config(alias='operations') }}

select
    told.operation_key,
    told.operation_id,
    told.work_centre,
    told.order_id,
    told.product,
    told.operation,
    told.kind,
    told.start_utc,
    told.end_utc,
    told.good_quantity,
    told.reject_quantity,
    told.rework_quantity,
    told.held_quantity,
    told.unit,
    case when privacy.publishes_workers then told.worker end as worker,
    told.source,
    told.load_seq,
    told.row_no
from {{ ref('stg_lake__operations') }} as told
cross join {{ ref('stg_plant__privacy') }} as privacy
