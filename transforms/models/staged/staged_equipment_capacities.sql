{{ config(alias='equipment_capacities') }}

select
    work_centre,
    capacity_per_h,
    valid_from,
    valid_to,
    source,
    load_seq,
    row_no
from {{ ref('stg_lake__equipment_capacities') }}
