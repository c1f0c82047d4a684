{{ config(alias='shipments') }}

select
    shipment_key,
    shipment_id,
    sales_order,
    order_id,
    customer,
    product,
    quantity,
    unit,
    shipped_utc,
    source,
    load_seq,
    row_no
from {{ ref('stg_lake__shipments') }}
