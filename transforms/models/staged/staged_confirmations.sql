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
    worker,
    source,
    load_seq,
    row_no
from {{ ref('stg_lake__confirmations') }}
