-- One row per shift instance, whichever units it holds for.
select distinct
    shift_id,
    site,
    shift,
    production_date,
    start_utc,
    end_utc
from {{ ref('stg_plant__shift_instances') }}
