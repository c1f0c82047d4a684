{{ config(alias='confirmations') }}

select
    confirmation_key,
    confirmation_id,
    order_id,
    work_centre,
    product,
    operation,
    kind,
    start_utc,
    end_utc,
    good_quantity,
    reject_quantity,
    rework_quantity,
    unit,
    scrap_reason,
    reverses,
    is_reversed,
    case when privacy.publishes_workers then worker end as worker,
    source,
    load_seq,
    row_no
from {{ ref('stg_lake__confirmations') }}
cross join {{ ref('stg_plant__privacy') }} as privacy
