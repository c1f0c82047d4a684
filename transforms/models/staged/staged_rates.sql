{{ config(alias='rates') }}

select
    work_centre,
    labour_rate_per_h,
    machine_rate_per_h,
    crew,
    currency,
    valid_from,
    valid_to,
    source,
    load_seq,
    row_no
from {{ ref('stg_lake__rates') }}
