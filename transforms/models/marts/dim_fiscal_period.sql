select
    fiscal_period,
    start_date,
    end_date,
    closed_on
from {{ ref('stg_plant__fiscal_periods') }}
