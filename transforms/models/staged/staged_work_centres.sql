{{ config(alias='work_centres') }}

select
    work_centre,
    name,
    parent_work_centre,
    cost_centre,
    valid_from,
    valid_to,
    source,
    load_seq,
    row_no
from {{ ref('stg_lake__work_centres') }}
