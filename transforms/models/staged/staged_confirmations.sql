{{ config(alias='confirmations') }}

select
    told.confirmation_key,
    told.confirmation_id,
    told.order_id,
    told.work_centre,
    told.product,
    told.operation,
    told.kind,
    told.start_utc,
    told.end_utc,
    told.good_quantity,
    told.reject_quantity,
    told.rework_quantity,
    told.unit,
    told.scrap_reason,
    told.reverses,
    told.is_reversed,
    case when privacy.publishes_workers then told.worker end as worker,
    told.source,
    told.load_seq,
    told.row_no
from {{ ref('stg_lake__confirmations') }} as told
cross join {{ ref('stg_plant__privacy') }} as privacy
