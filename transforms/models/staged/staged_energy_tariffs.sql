{{ config(alias='energy_tariffs') }}

select
    work_centre,
    carrier,
    price_per_kwh,
    currency,
    valid_from,
    valid_to,
    source,
    load_seq,
    row_no
from {{ ref('stg_lake__energy_tariffs') }}
