{{ config(alias='operations') }}

select
    operation_key,
    operation_id,
    work_centre,
    order_id,
    product,
    operation,
    kind,
    start_utc,
    end_utc,
    good_quantity,
    reject_quantity,
    rework_quantity,
    held_quantity,
    unit,
    case when privacy.publishes_workers then worker end as worker,
    source,
    load_seq,
    row_no
from {{ ref('stg_lake__operations') }}
cross join {{ ref('stg_plant__privacy') }} as privacy
