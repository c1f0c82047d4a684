{{ config(alias='inventory_movements') }}

select
    movement_key,
    movement_id,
    product,
    work_centre,
    order_id,
    ts_utc,
    kind,
    quantity,
    unit,
    source,
    load_seq,
    row_no
from {{ ref('stg_lake__inventory_movements') }}
