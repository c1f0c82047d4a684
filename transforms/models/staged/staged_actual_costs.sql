{{ config(alias='actual_costs') }}

select
    booking_key,
    booking_id,
    order_id,
    work_centre,
    cost_centre,
    cost_element,
    posting_date,
    booked_amount,
    currency,
    source,
    load_seq,
    row_no
from {{ ref('stg_lake__actual_costs') }}
