{{ config(alias='unit_conversions') }}

select
    product,
    from_unit,
    to_unit,
    factor,
    source,
    load_seq,
    row_no
from {{ ref('stg_lake__unit_conversions') }}
