{{ config(alias='orders') }}

select
    order_id,
    product,
    work_centre,
    planned_quantity,
    planned_scrap_quantity,
    unit,
    planned_start_utc,
    planned_finish_utc,
    due_utc,
    order_status,
    customer,
    sales_order,
    revision,
    source,
    load_seq,
    row_no
from {{ ref('stg_lake__orders') }}
