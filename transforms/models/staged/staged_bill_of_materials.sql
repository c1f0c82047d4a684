{{ config(alias='bill_of_materials') }}

select
    assembly,
    component,
    quantity,
    unit,
    valid_from,
    valid_to,
    source,
    load_seq,
    row_no
from {{ ref('stg_lake__bill_of_materials') }}
