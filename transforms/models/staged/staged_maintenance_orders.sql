{{ config(alias='maintenance_orders') }}

select
    maintenance_order,
    work_centre,
    kind,
    reported_utc,
    start_utc,
    finish_utc,
    labour_h,
    labour_cost,
    parts_cost,
    currency,
    description,
    source,
    load_seq,
    row_no
from {{ ref('stg_lake__maintenance_orders') }}
