{{ config(alias='purchase_receipts') }}

select
    receipt_key,
    receipt_id,
    purchase_order,
    product,
    supplier,
    ordered_quantity,
    received_quantity,
    unit,
    promised_date,
    received_utc,
    source,
    load_seq,
    row_no
from {{ ref('stg_lake__purchase_receipts') }}
