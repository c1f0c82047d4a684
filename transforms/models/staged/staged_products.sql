{{ config(alias='products') }}

select
    product,
    name,
    unit,
    product_group,
    source,
    load_seq,
    row_no
from {{ ref('stg_lake__products') }}
