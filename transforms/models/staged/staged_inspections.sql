{{ config(alias='inspections') }}

select
    inspection_key,
    inspection_lot,
    work_centre,
    order_id,
    product,
    operation,
    ts_utc,
    inspected_quantity,
    first_pass_quantity,
    source,
    load_seq,
    row_no
from {{ ref('stg_lake__inspections') }}
