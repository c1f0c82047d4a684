{{ config(alias='measurements') }}

select
    measurement_key,
    measurement_id,
    characteristic,
    product,
    work_centre,
    order_id,
    ts_utc,
    subgroup,
    value,
    lower_spec_limit,
    upper_spec_limit,
    unit,
    source,
    load_seq,
    row_no
from {{ ref('stg_lake__measurements') }}
