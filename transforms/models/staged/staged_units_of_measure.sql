{{ config(alias='units_of_measure') }}

select
    unit,
    name,
    dimension,
    source,
    load_seq,
    row_no
from {{ ref('stg_lake__units_of_measure') }}
