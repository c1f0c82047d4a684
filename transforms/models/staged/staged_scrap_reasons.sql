{{ config(alias='scrap_reasons') }}

select
    scrap_reason,
    name,
    source,
    load_seq,
    row_no
from {{ ref('stg_lake__scrap_reasons') }}
