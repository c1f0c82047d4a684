{{ config(alias='order_operations') }}

select
    order_id,
    operation,
    work_centre,
    description,
    planned_quantity,
    unit,
    planned_setup_s,
    planned_run_s,
    planned_start_utc,
    planned_finish_utc,
    source,
    load_seq,
    row_no
from {{ ref('stg_lake__order_operations') }}
