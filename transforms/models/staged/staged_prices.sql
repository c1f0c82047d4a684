{{ config(alias='prices') }}

select
    product,
    valid_from,
    valid_to,
    price,
    variable_cost,
    salvage_value,
    rework_cost,
    currency,
    source,
    load_seq,
    row_no
from {{ ref('stg_lake__prices') }}
