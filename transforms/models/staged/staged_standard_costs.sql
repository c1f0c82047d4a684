{{ config(alias='standard_costs') }}

select
    product,
    cost_component,
    standard_cost,
    unit,
    currency,
    valid_from,
    valid_to,
    source,
    load_seq,
    row_no
from {{ ref('stg_lake__standard_costs') }}
