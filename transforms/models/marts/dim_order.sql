select
    order_id,
    product,
    work_centre,
    planned_quantity,
    planned_start_utc,
    planned_finish_utc,
    due_utc
from {{ ref('stg_lake__orders') }}
