select
    shift_id,
    site,
    shift,
    production_date,
    start_utc,
    end_utc
from {{ ref('int_shifts') }}
