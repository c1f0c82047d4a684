{{ config(alias='identifiers') }}

select
    kind,
    identifier,
    name,
    source,
    load_seq,
    row_no
from {{ ref('stg_lake__identifiers') }}
