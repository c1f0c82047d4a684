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
    worker,
    source,
    load_seq,
    row_no
from {{ ref('stg_lake__operations') }}
