{{ config(alias='routings') }}

select
    product,
    work_centre,
    operation,
    ideal_cycle_s,
    setup_s,
    variable_cost,
    currency,
    basis,
    valid_from,
    valid_to,
    source,
    load_seq,
    row_no
from {{ ref('stg_lake__routings') }}
