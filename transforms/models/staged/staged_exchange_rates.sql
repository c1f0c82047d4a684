{{ config(alias='exchange_rates') }}

select
    from_currency,
    to_currency,
    rate,
    valid_from,
    source,
    load_seq,
    row_no
from {{ ref('stg_lake__exchange_rates') }}
