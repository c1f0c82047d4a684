{{ config(alias='inventory_levels') }}

select
    product,
    work_centre,
    ts_utc,
    quantity,
    unit,
    source,
    load_seq,
    row_no
from {{ ref('stg_lake__inventory_levels') }}
