{{ config(alias='material_shortages') }}

select
    shortage_key,
    shortage_id,
    order_id,
    operation,
    product,
    work_centre,
    start_utc,
    end_utc,
    missing_quantity,
    unit,
    source,
    load_seq,
    row_no
from {{ ref('stg_lake__material_shortages') }}
