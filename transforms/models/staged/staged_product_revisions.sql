{{ config(alias='product_revisions') }}

select
    product,
    revision,
    change_number,
    description,
    valid_from,
    valid_to,
    source,
    load_seq,
    row_no
from {{ ref('stg_lake__product_revisions') }}
