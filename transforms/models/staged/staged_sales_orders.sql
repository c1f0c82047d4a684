{{ config(alias='sales_orders') }}

select
    sales_order,
    customer,
    product,
    quantity,
    unit,
    requested_utc,
    source,
    load_seq,
    row_no
from {{ ref('stg_lake__sales_orders') }}
